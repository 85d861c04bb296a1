import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { identify } from '../processes/identity.ts';
import { pidOf, Runner, until } from '../testing/runner.ts';
import { ask } from './ask.ts';
import { findProgram, libraryFolders, systemFolders, unpackedFolder, unpackedFolders } from './find-engines.ts';

let folder: string;
let runners: Runner[];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'evosync-spec-'));
  runners = [];
});

afterEach(async () => {
  for (const runner of runners) await runner.end('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
});

function start(): Runner {
  const runner = new Runner(folder);
  runners.push(runner);
  return runner;
}

function sql(databaseUrl: string, statement: string): string {
  const url = new URL(databaseUrl);
  const client = findProgram('mariadb', [...systemFolders(), ...unpackedFolders()]) ?? 'mariadb';
  const args = ['--no-defaults', '-N', '-h', url.hostname, '-P', url.port, '-u', url.username, `-p${url.password}`];
  const env = { ...process.env, LD_LIBRARY_PATH: libraryFolders(unpackedFolder).join(':') };
  const result = spawnSync(client, [...args, url.pathname.slice(1), '-e', statement], { encoding: 'utf8', env });
  if (result.status !== 0) throw new Error(result.stderr);
  return result.stdout.trim();
}

const redis = async (redisUrl: string, command: string): Promise<string> =>
  (await ask(Number(new URL(redisUrl).port), `${command}\r\n`))?.toString() ?? '';

const gone = (pid: number) =>
  until(
    () => (identify(pid) === null ? true : null),
    () => `pid ${pid} is alive`,
  );

describe('private engines', () => {
  it('keep their data from one start to the next', async () => {
    const first = start();
    const before = await first.engines();
    sql(before.databaseUrl, "CREATE TABLE kept (name VARCHAR(20)); INSERT INTO kept VALUES ('чай')");
    await redis(before.redisUrl, 'SET kept tea');
    expect(await first.end('SIGTERM')).toBe(0);

    const after = await start().engines();
    expect(sql(after.databaseUrl, 'SELECT name FROM kept')).toBe('чай');
    expect(await redis(after.redisUrl, 'GET kept')).toContain('tea');
  });

  it('listen on ports that are not the standard ones, and let root in nowhere', async () => {
    const { databaseUrl, redisUrl } = await start().engines();
    expect([new URL(databaseUrl).port, new URL(redisUrl).port]).not.toEqual(expect.arrayContaining(['3306']));
    expect(new URL(redisUrl).port).not.toBe('6379');
    const asRoot = databaseUrl.replace('evosync:evosync@', 'root:@');
    expect(() => sql(asRoot, 'SELECT 1')).toThrow(/Access denied/);
  });

  it('let the tests make databases of their own', async () => {
    const { databaseUrl } = await start().engines();
    sql(databaseUrl, 'CREATE DATABASE spec_1; CREATE TABLE spec_1.t (n INT); DROP DATABASE spec_1');
    expect(sql(databaseUrl, "SHOW VARIABLES LIKE 'character_set_server'")).toContain('utf8mb4');
  });

  it('leave no orphan when the runner is killed by force, and start again at once', async () => {
    const killed = start();
    await killed.engines();
    const pids = [pidOf(folder, 'mariadb'), pidOf(folder, 'redis')];
    await killed.end('SIGKILL');
    for (const pid of pids) await gone(pid);

    const again = start();
    await again.engines();
    await again.end('SIGKILL');
    await start().engines();
  });

  it.each(['redis', 'mariadb'] as const)('end all together when %s dies, and say which one', async (name) => {
    const runner = start();
    await runner.engines();
    const other = pidOf(folder, name === 'redis' ? 'mariadb' : 'redis');
    process.kill(pidOf(folder, name), 'SIGKILL');
    await until(
      () => runner.process.exitCode,
      () => runner.output,
    );
    expect(runner.process.exitCode).toBe(1);
    expect(runner.output).toMatch(
      name === 'redis' ? /Redis stopped by itself \(signal SIGKILL\)/ : /MariaDB stopped by itself \(signal SIGKILL\)/,
    );
    expect(identify(other)).toBeNull();
  });

  it('make a second runner on the same folder wait for the first to end', async () => {
    const first = start();
    await first.engines();
    const second = start();
    await first.end('SIGINT');
    await second.engines();
    expect(await second.end('SIGTERM')).toBe(0);
  });
});
