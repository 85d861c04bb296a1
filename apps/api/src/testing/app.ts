import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import supertest from 'supertest';
import { AppModule } from '../app.module.js';
import { loadSettings, type Settings } from '../config/settings.js';
import { configureApp } from '../configure-app.js';
import { createTestDatabase } from '../database/testing.js';

export type Agent = ReturnType<typeof supertest.agent>;

export interface TestApp {
  url: string;
  app: NestExpressApplication;
  settings: Settings;
  systemUser: { email: string; password: string };
  /** Calls without a session. */
  anonymous: Agent;
  /** Calls with the session of this person. */
  login(email: string, password: string): Promise<Agent>;
  /** Creates an active user with this role, and signs them in. */
  newcomer(role?: string): Promise<{ id: number; email: string; password: string; agent: Agent }>;
  close(): Promise<void>;
}

interface TestAppOptions {
  /** Environment variables that differ from those of tests. */
  settings?: Record<string, string>;
  role?: Settings['appRole'];
}

const SYSTEM_USER = { email: 'system@evosync.test', password: 'system-password' };

/** The real application on real engines, with a database and Redis keys of its own, listening on a free port. */
export async function startTestApp(options: TestAppOptions = {}): Promise<TestApp> {
  const database = options.settings?.DATABASE_URL ? null : await createTestDatabase();
  const photoDir = await mkdtemp(join(tmpdir(), 'evosync-photos-'));
  const settings = loadSettings({
    DATABASE_URL: database?.url,
    REDIS_URL: process.env.TEST_REDIS_URL ?? 'redis://127.0.0.1:63791/5',
    REDIS_PREFIX: `test-${randomBytes(6).toString('hex')}`,
    SECRET_KEY: 'a secret of the tests',
    SYSTEM_USER_EMAIL: SYSTEM_USER.email,
    SYSTEM_USER_PASSWORD: SYSTEM_USER.password,
    WEB_DIST_DIR: '/nonexistent',
    PHOTO_DIR: photoDir,
    LOG_LEVEL: process.env.TEST_LOG_LEVEL ?? 'silent',
    PORT: '0',
    API_REQUESTS_PER_MINUTE: '100000',
    APP_ROLE: options.role,
    ...options.settings,
  });
  const app = await NestFactory.create<NestExpressApplication>(AppModule.with(settings), {
    bufferLogs: true,
    bodyParser: false,
    abortOnError: false,
  });
  await configureApp(app);
  await app.listen(0, '127.0.0.1');
  const url = await app.getUrl();

  const login = async (email: string, password: string): Promise<Agent> => {
    const agent = supertest.agent(url);
    await agent.post('/api/v1/auth/login').send({ email, password }).expect(200);
    return agent;
  };

  const newcomer = async (role = 'user') => {
    const system = await login(SYSTEM_USER.email, SYSTEM_USER.password);
    const person = { email: `${role}-${randomBytes(4).toString('hex')}@evosync.test`, password: 'a good password' };
    const { body } = await system
      .post('/api/v1/admin/users')
      .send({ ...person, name: role, role })
      .expect(201);
    return { ...person, id: Number(body.id), agent: await login(person.email, person.password) };
  };

  const close = async (): Promise<void> => {
    await app.close();
    await forgetKeys(settings);
    await rm(photoDir, { recursive: true, force: true });
    await database?.drop();
  };

  return { url, app, settings, systemUser: SYSTEM_USER, anonymous: supertest(url), login, newcomer, close };
}

async function forgetKeys({ redisUrl, redisPrefix }: Settings): Promise<void> {
  const redis = new Redis(redisUrl);
  for await (const keys of redis.scanStream({ match: `${redisPrefix}:*`, count: 500 })) {
    if (keys.length > 0) await redis.del(keys as string[]);
  }
  await redis.quit();
}
