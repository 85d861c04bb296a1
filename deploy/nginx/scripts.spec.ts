import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { appendFileSync, chmodSync, existsSync, globSync, mkdirSync, readFileSync, readlinkSync } from 'node:fs';
import { lstatSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { findProgram, systemFolders } from '../local/engines/find-engines.ts';
import { inRoot } from '../local/paths.ts';
import { debianTool } from '../testing/debian-tool.ts';
import { PrivateNginx, selfSigned } from '../testing/nginx.ts';
import { runProgram, type ProgramResult } from '../testing/run-program.ts';

const ASCII = 'shop.example.ru';
const CYRILLIC = 'магазин.рф';
const PUNYCODE = 'xn--80aairftm.xn--p1ai';

beforeAll(async () => {
  for (const program of ['nginx', 'openssl', 'idn2', 'shellcheck']) await debianTool(program);
}, 300_000);

describe('deploy/generate-nginx-conf.sh', () => {
  let nginx: PrivateNginx;
  beforeEach(async () => {
    nginx = await PrivateNginx.create();
    await selfSigned(`${nginx.folder}/letsencrypt`, ASCII, PUNYCODE);
  });
  afterEach(() => nginx.remove());

  const generate = (args: string[], env: NodeJS.ProcessEnv = {}): Promise<ProgramResult> =>
    runProgram(inRoot('deploy/generate-nginx-conf.sh'), args, {
      env: {
        NGINX: nginx.program,
        NGINX_DIR: nginx.etc,
        NGINX_LOG_DIR: nginx.logs,
        LETSENCRYPT_DIR: `${nginx.folder}/letsencrypt`,
        WEBROOT: `${nginx.folder}/webroot`,
        NGINX_RELOAD: `echo reloaded >> ${nginx.folder}/reloads`,
        ENV_FILE: `${nginx.folder}/.env`,
        DOMAIN: '',
        ...env,
      },
    });
  const site = (domain: string): string => `${nginx.etc}/sites-available/evosync-${domain}.conf`;
  const reloads = (): number =>
    existsSync(`${nginx.folder}/reloads`) ? readFileSync(`${nginx.folder}/reloads`, 'utf8').split('\n').length - 1 : 0;
  const everything = (): Record<string, string> =>
    Object.fromEntries(
      globSync('etc/**', { cwd: nginx.folder })
        .map((name) => [name, lstatSync(path.join(nginx.folder, name))] as const)
        .map(([name, entry]) => [
          name,
          entry.isSymbolicLink()
            ? readlinkSync(path.join(nginx.folder, name))
            : entry.isFile()
              ? readFileSync(path.join(nginx.folder, name), 'utf8')
              : '',
        ]),
    );

  it.each([
    ['an ASCII name', ASCII, ASCII],
    ['a Cyrillic name', CYRILLIC, PUNYCODE],
    ['a name in capitals', 'МАГАЗИН.РФ', PUNYCODE],
  ])('writes a site that nginx accepts for %s', async (_, given, domain) => {
    const { code, output } = await generate([given]);
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(readlinkSync(`${nginx.etc}/sites-enabled/evosync-${domain}.conf`)).toBe(site(domain));
    expect(readFileSync(site(domain), 'utf8')).toContain(`server_name ${domain};`);
    expect(readFileSync(site(domain), 'utf8')).not.toMatch(/\$\{|[^ -~\n]/);
    expect(await nginx.complaints()).toBe('');
    expect(reloads()).toBe(1);
  });

  it('serves several names side by side, and does nothing when told the same again', async () => {
    expect(await generate([ASCII, CYRILLIC, ASCII])).toMatchObject({ code: 0 });
    expect(await nginx.complaints()).toBe('');
    const before = everything();
    const again = await generate([ASCII, PUNYCODE]);
    expect(again).toMatchObject({ code: 0 });
    expect(again.output.match(/unchanged/g)).toHaveLength(2);
    expect(everything()).toEqual(before);
    expect(reloads()).toBe(1);
  });

  it('takes DOMAIN of the environment, else of .env', async () => {
    writeFileSync(`${nginx.folder}/.env`, `SECRET_KEY=x\nDOMAIN="${CYRILLIC}"\n`);
    expect(await generate([])).toMatchObject({ code: 0 });
    expect(existsSync(site(PUNYCODE))).toBe(true);
    expect(await generate([], { DOMAIN: ASCII })).toMatchObject({ code: 0 });
    expect(existsSync(site(ASCII))).toBe(true);
  });

  it('only says what it would do with --dry-run', async () => {
    const before = everything();
    const { code, output } = await generate(['--dry-run', CYRILLIC]);
    expect(code).toBe(0);
    expect(output).toContain(`would write ${site(PUNYCODE)}`);
    expect(output).toContain(`server_name ${PUNYCODE};`);
    expect(everything()).toEqual(before);
    expect(reloads()).toBe(0);
  });

  it.each([
    [['https://shop.example.ru'], 1, 'is not a host name'],
    [['shop'], 1, 'is not a host name'],
    [['-x.example.ru'], 2, 'There is no option'],
    [['shop.example.ru; rm -rf'], 1, 'is not a host name'],
    [['магазин..рф'], 1, 'cannot be turned into punycode'],
    [[], 2, 'Which host name?'],
    [['other.example.ru'], 1, 'has no certificate'],
  ])('refuses %j and changes nothing', async (args, code, words) => {
    const before = everything();
    const result = await generate(args);
    expect(result).toMatchObject({ code });
    expect(result.output).toContain(words);
    expect(everything()).toEqual(before);
  });

  it('replaces nothing when nginx does not accept the new site', async () => {
    expect(await generate([ASCII])).toMatchObject({ code: 0 });
    const before = everything();
    writeFileSync(`${nginx.folder}/letsencrypt/live/${ASCII}/fullchain.pem`, 'not a certificate');
    const { code, output } = await generate([ASCII], { UPSTREAM: '127.0.0.1:9090' });
    expect(code).toBe(1);
    expect(output).toMatch(/cannot load certificate[^]*Nothing was changed/);
    expect(everything()).toEqual(before);
    expect(reloads()).toBe(1);
  });

  it('brings the old site back when nginx refuses the new one only in its place', async () => {
    expect(await generate([ASCII])).toMatchObject({ code: 0 });
    const before = everything();
    // The certificate breaks between the two looks of nginx.
    const real = `${nginx.folder}/bin/real`;
    writeFileSync(real, readFileSync(nginx.program));
    chmodSync(real, 0o755);
    const spoil = `case "$*" in *${nginx.etc}/nginx.conf*) echo broken > ${nginx.folder}/letsencrypt/live/${PUNYCODE}/privkey.pem;; esac`;
    writeFileSync(nginx.program, `#!/bin/sh\n${spoil}\nexec ${real} "$@"\n`);
    const { code, output } = await generate([ASCII, CYRILLIC], { UPSTREAM: '127.0.0.1:9090' });
    expect(code).toBe(1);
    expect(output).toContain('The old one is back');
    expect(everything()).toEqual(before);
  });

  it('turns names into punycode with whatever program there is, and says so when there is none', async () => {
    const bare = ['bash', 'sed', 'grep', 'awk', 'tr', 'cat', 'mktemp', 'rm', 'head', 'sort', 'dirname', 'tail'];
    const idn = await debianTool('idn2');
    for (const program of ['idn2', 'python3', 'node', null]) {
      const bin = `${nginx.folder}/only-${program ?? 'nothing'}`;
      mkdirSync(bin);
      for (const name of bare) symlinkSync(findProgram(name, systemFolders()) ?? name, `${bin}/${name}`);
      const found = program === 'node' ? process.execPath : findProgram(program ?? '', ['/usr/bin', '/usr/local/bin']);
      if (program === 'idn2') symlinkSync(idn.command, `${bin}/idn2`);
      else if (program !== null && found !== null) symlinkSync(found, `${bin}/${program}`);
      else if (program !== null) continue; // no such program on this machine
      const env = program === 'idn2' ? { ...idn.env, PATH: bin } : { PATH: bin };
      const { code, output } = await generate(['--dry-run', CYRILLIC], env);
      const expected =
        program === null ? /Install one: sudo apt-get install idn2/ : new RegExp(`server_name ${PUNYCODE};`);
      expect({ program, code }).toEqual({ program, code: program === null ? 1 : 0 });
      expect(output).toMatch(expected);
    }
  });

  it('speaks HTTP/2 the way the nginx at hand knows', async () => {
    const claim = (version: string): void => {
      writeFileSync(nginx.program, `#!/bin/sh\necho "nginx version: nginx/${version}" >&2\n`);
    };
    claim('1.22.1');
    expect((await generate(['--dry-run', ASCII])).output).toMatch(/listen 443 ssl http2;/);
    claim('1.30.4');
    const { output } = await generate(['--dry-run', ASCII]);
    expect(output).toMatch(/listen 443 ssl;\n\s+http2 on;/);
    expect(output).not.toContain('ssl http2');
  });

  it('says so when nginx would never look at the site', async () => {
    nginx.configure(`include ${nginx.etc}/mime.types;`);
    const { code, output } = await generate([ASCII]);
    expect(code).toBe(1);
    expect(output).toContain(`include ${nginx.etc}/sites-enabled/*;`);
    expect(existsSync(site(ASCII))).toBe(false);
  });

  it('can say what it would do on a machine without nginx', async () => {
    const { code, output } = await generate(['--dry-run', ASCII], { NGINX: 'no-nginx', NGINX_DIR: '/nowhere/nginx' });
    expect(code).toBe(0);
    expect(output).toContain('no-nginx is not installed: sudo apt-get install nginx');
    expect(output).toContain(`server_name ${ASCII};`);
  });

  it('leaves sites of others alone', async () => {
    appendFileSync(`${nginx.etc}/sites-available/other`, 'server { listen 127.0.0.1:81; server_name other; }\n');
    symlinkSync('../sites-available/other', `${nginx.etc}/sites-enabled/other`);
    expect(await generate([ASCII])).toMatchObject({ code: 0 });
    expect(await nginx.complaints()).toBe('');
    expect(readFileSync(`${nginx.etc}/sites-available/other`, 'utf8')).toContain('server_name other;');
  });
});

describe('the shell scripts of deploy/', () => {
  it('have nothing ShellCheck would say a word about', async () => {
    const shellcheck = await debianTool('shellcheck');
    const scripts = globSync('deploy/**/*.sh', { cwd: inRoot('.') });
    expect(scripts.length).toBeGreaterThan(4);
    for (const args of [scripts, ['-x', ...scripts]]) {
      const result = await runProgram(shellcheck.command, args, { env: shellcheck.env, cwd: inRoot('.') });
      expect(result).toMatchObject({ code: 0, output: '' });
    }
  }, 120_000);
});
