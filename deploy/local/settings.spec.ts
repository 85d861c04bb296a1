import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inRoot } from './paths.ts';
import { dataFolderOf, portOf, productEnvironment, readSettings, secretKeyOf } from './settings.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'evosync-settings-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function dotEnv(text: string): string {
  const file = path.join(folder, '.env');
  writeFileSync(file, text);
  return file;
}

const fixed = () => ({ databaseUrl: 'mysql://private', redisUrl: 'redis://private', port: 8080, dataFolder: folder });

describe('settings', () => {
  it('come from the environment first, then from .env', () => {
    const file = dotEnv('# comment\nPORT=9000\nMAIL_FROM="EvoSync <shop@example.org>"\nVK_CLIENT_ID=1 # inline\n');
    expect(readSettings({ PORT: '9100' }, file)).toEqual({
      PORT: '9100',
      MAIL_FROM: 'EvoSync <shop@example.org>',
      VK_CLIENT_ID: '1',
    });
  });

  it('count an empty value as not given', () => {
    expect(readSettings({ PORT: '' }, dotEnv('BASE_URL=\nDOMAIN=\n'))).toEqual({});
  });

  it('need no .env', () => {
    expect(readSettings({ A: 'b' }, path.join(folder, 'none'))).toEqual({ A: 'b' });
  });

  it.each(['0', '65536', '-1', '80a', '8080.5', ' '])('refuse %p as a port without repeating it', (value) => {
    expect(() => portOf({ PORT: value })).toThrow('PORT must be a port from 1 to 65535.');
  });

  it('give the default port and the default data folder', () => {
    expect(portOf({})).toBe(8080);
    expect(dataFolderOf({})).toBe(inRoot('.local'));
    expect(dataFolderOf({ LOCAL_DATA_DIR: '/srv/evosync' })).toBe('/srv/evosync');
  });

  it.each([undefined, 'change-me-in-production'])('make a secret key once where %p is given', (given) => {
    const key = secretKeyOf({ SECRET_KEY: given }, folder);
    expect(key).toMatch(/^[0-9a-f]{64}$/);
    expect(secretKeyOf({ SECRET_KEY: given }, folder)).toBe(key);
    expect(statSync(path.join(folder, 'secret-key')).mode & 0o777).toBe(0o600);
  });

  it('keep the secret key that is given', () => {
    expect(secretKeyOf({ SECRET_KEY: 'own,older' }, folder)).toBe('own,older');
  });

  it('put the private engines over those of the settings', () => {
    const environment = productEnvironment({ DATABASE_URL: 'mysql://db', REDIS_URL: 'redis://redis' }, fixed());
    expect(environment).toMatchObject({
      DATABASE_URL: 'mysql://private',
      REDIS_URL: 'redis://private',
      NODE_ENV: 'development',
      PORT: '8080',
      BASE_URL: 'http://127.0.0.1:8080',
      WEB_DIST_DIR: inRoot('apps/web/dist'),
    });
  });

  it('leave the public URL to the product when a domain is given', () => {
    expect(productEnvironment({ DOMAIN: 'shop.example.org' }, fixed())).not.toHaveProperty('BASE_URL');
    expect(productEnvironment({ NODE_ENV: 'production' }, fixed())).toMatchObject({ NODE_ENV: 'production' });
  });
});

describe('.env.example', () => {
  it('names every setting of the product and runs as it stands', () => {
    const example = readFileSync(inRoot('.env.example'), 'utf8');
    const named = new Set([...example.matchAll(/^#? ?([A-Z][A-Z_]+)=/gm)].map(([, name]) => name));
    const sheet = readFileSync(inRoot('apps/api/src/config/settings.ts'), 'utf8');
    const settings = [...sheet.matchAll(/setting\(\s*'([A-Z_]+)/g)].map(([, name]) => name);
    expect(settings.length).toBeGreaterThan(25);
    expect(settings.filter((name) => !named.has(name))).toEqual([]);
    expect(portOf(readSettings({}, inRoot('.env.example')))).toBe(8080);
  });
});
