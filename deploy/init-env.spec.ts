import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { parseEnv } from 'node:util';
import { loadSettings } from '../apps/api/src/config/settings.ts';
import { inRoot } from './local/paths.ts';
import { runProgram, type ProgramResult } from './testing/run-program.ts';

const SECRETS = ['SECRET_KEY', 'QUEUE_MONITOR_PASSWORD', 'DB_PASSWORD', 'DB_ROOT_PASSWORD'];

describe('deploy/init-env.sh', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(`${tmpdir()}/evosync-env-`);
    file = `${folder}/.env`;
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const init = (...args: string[]): Promise<ProgramResult> =>
    runProgram(inRoot('deploy/init-env.sh'), args, { env: { ENV_FILE: file } });
  const settings = (): Record<string, string | undefined> => parseEnv(readFileSync(file, 'utf8'));

  it('makes settings with which a production process starts, and which only their owner can read', async () => {
    expect(await init()).toMatchObject({ code: 0 });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const values = SECRETS.map((name) => settings()[name] ?? '');
    for (const value of values) expect(value).toMatch(/^[0-9a-f]{48}$/);
    expect(new Set(values).size).toBe(SECRETS.length);
    expect(() => loadSettings({ ...settings(), NODE_ENV: 'production' })).not.toThrow();
    const { output } = await init();
    expect(output).toContain('has all secrets already');
    for (const value of values) expect(output).not.toContain(value);
    expect(SECRETS.map((name) => settings()[name])).toEqual(values);
  });

  it('keeps what is set and adds what is missing', async () => {
    writeFileSync(file, 'SECRET_KEY="mine, older"\nQUEUE_MONITOR_PASSWORD=changeme # soon\nDOMAIN=shop.example.ru\n');
    expect(await init()).toMatchObject({ code: 0 });
    expect(settings()).toMatchObject({ SECRET_KEY: 'mine, older', DOMAIN: 'shop.example.ru' });
    for (const name of SECRETS.slice(1)) expect(settings()[name]).toMatch(/^[0-9a-f]{48}$/);
  });

  it('writes nothing with --dry-run', async () => {
    const { code, output } = await init('--dry-run');
    expect(code).toBe(0);
    expect(output).toContain(`would write ${file}`);
    expect(existsSync(file)).toBe(false);
  });
});
