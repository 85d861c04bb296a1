import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import tls from 'node:tls';
import { freePort } from '../../test/support/process.ts';
import { inRoot } from '../local/paths.ts';
import { CertificateAuthority } from '../testing/acme.ts';
import { debianTool } from '../testing/debian-tool.ts';
import { PrivateNginx } from '../testing/nginx.ts';
import { runProgram, type ProgramResult } from '../testing/run-program.ts';

const ASCII = 'shop.example.ru';
const CYRILLIC = 'магазин.рф';
const PUNYCODE = 'xn--80aairftm.xn--p1ai';
const TOOLS_WITHIN_MS = 300_000;

describe('deploy/init-letsencrypt.sh, with a certificate authority of its own', () => {
  let nginx: PrivateNginx;
  let authority: CertificateAuthority;
  let product: Server;
  let httpPort: number;
  let httpsPort: number;
  beforeAll(async () => {
    for (const [program, from] of [['nginx'], ['pebble'], ['certbot'], ['openssl']] as [string, string?][]) {
      await debianTool(program, from);
    }
    product = createServer((_request, response) => response.end('the product')).listen(0, '127.0.0.1');
    await once(product, 'listening');
    nginx = await PrivateNginx.create();
    const [port] = [await freePort()];
    [httpPort, httpsPort] = [await freePort(), await freePort()];
    writeFileSync(`${nginx.etc}/sites-enabled/other`, `server { listen 127.0.0.1:${port}; return 204; }\n`);
    await nginx.start(port);
    authority = new CertificateAuthority(`${nginx.folder}/authority`);
    await authority.start(httpPort);
  }, TOOLS_WITHIN_MS);
  afterAll(async () => {
    authority.stop();
    product.close();
    await nginx.remove();
  });

  const environment = (): NodeJS.ProcessEnv => ({
    NGINX: nginx.program,
    NGINX_DIR: nginx.etc,
    NGINX_LOG_DIR: nginx.logs,
    NGINX_RELOAD: `${nginx.program} -s reload -c ${nginx.etc}/nginx.conf; echo reloaded >> ${nginx.folder}/reloads`,
    LETSENCRYPT_DIR: `${nginx.folder}/letsencrypt`,
    WEBROOT: `${nginx.folder}/webroot`,
    CRON_DIR: `${nginx.folder}/cron`,
    UPSTREAM: `127.0.0.1:${(product.address() as AddressInfo).port}`,
    HTTP_PORT: String(httpPort),
    HTTPS_PORT: String(httpsPort),
    CERTBOT: authority.certbot,
    ACME_SERVER: authority.url,
    ENV_FILE: `${nginx.folder}/.env`,
    DOMAIN: '',
    LETSENCRYPT_EMAIL: '',
  });
  const init = (...args: string[]): Promise<ProgramResult> =>
    runProgram(inRoot('deploy/init-letsencrypt.sh'), args, { env: environment() });
  const reloads = (): number => readFileSync(`${nginx.folder}/reloads`, 'utf8').split('\n').length - 1;
  const certificateOf = (domain: string): X509Certificate =>
    new X509Certificate(readFileSync(`${nginx.folder}/letsencrypt/live/${domain}/cert.pem`));

  /** The certificate that nginx shows to whoever asks for the name. */
  async function shownFor(domain: string): Promise<X509Certificate> {
    const socket = tls.connect({ host: '127.0.0.1', port: httpsPort, servername: domain, rejectUnauthorized: false });
    await once(socket, 'secureConnect');
    const shown = new X509Certificate(socket.getPeerCertificate().raw);
    socket.destroy();
    return shown;
  }

  it('says what it would do, and does nothing, with --dry-run', async () => {
    const { code, output } = await init('--dry-run', ASCII, CYRILLIC);
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(output).toContain(`would have nginx answer Let's Encrypt for ${PUNYCODE}`);
    expect(output).toMatch(new RegExp(`would run: .*certbot certonly .*--domain ${ASCII}`));
    expect(output).toContain('would write');
    expect(readdirSync(`${nginx.etc}/sites-available`)).toEqual([]);
    expect(existsSync(`${nginx.folder}/letsencrypt`)).toBe(false);
    expect(existsSync(`${nginx.folder}/webroot`)).toBe(false);
  });

  it('leaves nginx well when a certificate cannot be had', async () => {
    const { code, output } = await runProgram(inRoot('deploy/init-letsencrypt.sh'), [ASCII], {
      env: { ...environment(), WEBROOT: `${nginx.folder}/webroot`, ACME_SERVER: 'https://127.0.0.1:1/dir' },
    });
    expect(code).toBe(1);
    expect(output).toContain(`there is no certificate for ${ASCII}`);
    expect(await nginx.complaints()).toBe('');
  }, 60_000);

  it('fetches certificates for an ASCII and a Cyrillic name and serves them', async () => {
    const { code, output } = await init('--email', 'olga@example.ru', ASCII, CYRILLIC);
    expect({ code, output }).toMatchObject({ code: 0 });
    await delay(500);
    for (const domain of [ASCII, PUNYCODE]) {
      const shown = await shownFor(domain);
      expect(shown.subjectAltName).toBe(`DNS:${domain}`);
      expect(shown.issuer).toMatch(/Pebble/);
    }
    expect(await nginx.complaints()).toBe('');
    const plain = await fetch(`http://127.0.0.1:${httpPort}/`, { redirect: 'manual', headers: { host: ASCII } });
    expect(plain.status).toBe(301);
  }, 120_000);

  it('fetches nothing again while the certificates are good, and changes nothing', async () => {
    const [before, reloaded] = [certificateOf(ASCII).serialNumber, reloads()];
    const { code, output } = await init(ASCII, CYRILLIC);
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(output.match(/unchanged: /g)).toHaveLength(2);
    expect(certificateOf(ASCII).serialNumber).toBe(before);
    expect(reloads()).toBe(reloaded);
  }, 60_000);

  it('has renewed certificates taken up by nginx', async () => {
    const before = (await shownFor(PUNYCODE)).serialNumber;
    const folders = ['--config-dir', 'letsencrypt', '--work-dir', 'letsencrypt/work', '--logs-dir', 'letsencrypt/logs'];
    const renewed = await runProgram(
      authority.certbot,
      ['renew', '--force-renewal', '--no-random-sleep-on-renew', ...folders],
      {
        cwd: nginx.folder,
      },
    );
    expect({ code: renewed.code, output: renewed.output }).toMatchObject({ code: 0 });
    await delay(500);
    const after = (await shownFor(PUNYCODE)).serialNumber;
    expect(after).not.toBe(before);
    expect(after).toBe(certificateOf(PUNYCODE).serialNumber);
  }, 60_000);

  it('sees to it that something renews them', async () => {
    mkdirSync(`${nginx.folder}/cron`, { recursive: true });
    const { output } = await init(ASCII);
    const hasTimer = output.includes("renewal: certbot's own timer");
    const job = `${nginx.folder}/cron/evosync-certbot`;
    expect(hasTimer || readFileSync(job, 'utf8').includes(`${authority.certbot} renew --quiet --config-dir`)).toBe(
      true,
    );
  }, 60_000);
});
