import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inRoot } from './paths.ts';
import { identify } from './processes/identity.ts';
import { until } from './testing/runner.ts';

const LOCK = JSON.stringify({ packages: { '': {}, 'node_modules/a': { version: '1.0.0' } } });
let folder: string;
let running: ChildProcess[];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'evosync-bootstrap-'));
  running = [];
  mkdirSync(path.join(folder, 'deploy/local'), { recursive: true });
  copyFileSync(inRoot('deploy/local/bootstrap.mjs'), path.join(folder, 'deploy/local/bootstrap.mjs'));
  write('package-lock.json', LOCK);
  write('deploy/local/cli.ts', `console.log('cli got', process.argv.slice(2).join(' ')); process.exit(7 as number)`);
  write('npm.js', installs('1.0.0'));
});

afterEach(() => {
  for (const child of running) child.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string, text: string): void {
  writeFileSync(path.join(folder, name), text);
}

/** A stand-in for npm that also rewrites the lock file, as npm sometimes does. */
function installs(version: string): string {
  return `const fs = require('fs');
    console.log('npm args', process.argv.slice(2).join(' '));
    fs.appendFileSync('npm.log', process.argv.slice(2).join(' ') + '\\n');
    fs.mkdirSync('node_modules', { recursive: true });
    fs.writeFileSync('node_modules/.package-lock.json', JSON.stringify({ packages: { 'node_modules/a': { version: '${version}' } } }));
    fs.writeFileSync('package-lock.json', '{}');`;
}

async function bootstrap(...args: string[]): Promise<{ code: number | null; output: string }> {
  const child = launch(args);
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await once(child, 'close');
  return { code: child.exitCode, output };
}

function launch(args: string[]): ChildProcess {
  const child = spawn(process.execPath, [path.join(folder, 'deploy/local/bootstrap.mjs'), ...args], {
    env: { ...process.env, npm_execpath: path.join(folder, 'npm.js') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  return child;
}

describe('bootstrap', () => {
  it('installs once, leaves the lock file as it was, and passes arguments and the exit code on', async () => {
    const first = await bootstrap('demo', '--once');
    expect(first.output).toContain('Installing npm packages');
    expect(first.output).toContain('cli got demo --once');
    expect(first.code).toBe(7);
    expect(readFileSync(path.join(folder, 'package-lock.json'), 'utf8')).toBe(LOCK);
    expect(readFileSync(path.join(folder, 'npm.log'), 'utf8')).toContain('--include=dev');

    const second = await bootstrap('test');
    expect(second.output).not.toContain('Installing');
  });

  it('installs again when the lock file changed', async () => {
    await bootstrap('test');
    write('package-lock.json', LOCK.replace('1.0.0', '1.0.1'));
    expect((await bootstrap('test')).output).toContain('Installing npm packages');
  });

  it('takes packages that someone installed by hand as they are', async () => {
    mkdirSync(path.join(folder, 'node_modules'));
    write('node_modules/.package-lock.json', LOCK);
    await bootstrap('test');
    expect(existsSync(path.join(folder, 'npm.log'))).toBe(false);
  });

  it('tries a failed install once more, then shows what npm said', async () => {
    write(
      'npm.js',
      `require('fs').appendFileSync('npm.log', 'x'); console.error('E404 no such package'); process.exit(1)`,
    );
    const { code, output } = await bootstrap('test');
    expect(code).toBe(1);
    expect(output).toContain('E404 no such package');
    expect(readFileSync(path.join(folder, 'npm.log'), 'utf8')).toBe('xx');
  });

  it('passes SIGTERM on and ends with what the command made of it', async () => {
    write(
      'deploy/local/cli.ts',
      `process.on('SIGTERM', () => process.exit(5)); setInterval(() => {}, 1000); console.log('up')`,
    );
    const child = launch(['local']);
    await once(child.stdout as NodeJS.ReadableStream, 'data');
    await until(
      () => (existsSync(path.join(folder, 'node_modules/.evosync-stamp')) ? true : null),
      () => 'no stamp',
    );
    await new Promise((resolve) => setTimeout(resolve, 400));
    child.kill('SIGTERM');
    await once(child, 'close');
    expect(child.exitCode).toBe(5);
  });

  it('ends when the process that started it is killed', async () => {
    write('deploy/local/cli.ts', `require('fs')`);
    write(
      'deploy/local/cli.ts',
      `import { writeFileSync } from 'node:fs'; writeFileSync('pid', String(process.pid)); setInterval(() => {}, 1000)`,
    );
    const script = path.join(folder, 'deploy/local/bootstrap.mjs');
    const npm = spawn('sh', ['-c', `"$0" "$1" local; true`, process.execPath, script], {
      env: { ...process.env, npm_execpath: path.join(folder, 'npm.js') },
      stdio: 'ignore',
    });
    running.push(npm);
    const pidFile = path.join(folder, 'pid');
    const text = await until(
      () => (existsSync(pidFile) ? readFileSync(pidFile, 'utf8') || null : null),
      () => 'no pid',
    );
    npm.kill('SIGKILL');
    await until(
      () => (identify(Number(text)) === null ? true : null),
      () => `pid ${text} is alive`,
    );
  });
});
