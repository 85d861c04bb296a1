import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Queue, Worker } from 'bullmq';
import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';
import supertest from 'supertest';
import { loadSettings } from '../config/settings.js';
import { configureMonitor, MonitorModule } from './monitor.module.js';

describe('the monitor of queues', () => {
  const settings = loadSettings({
    APP_ROLE: 'monitor',
    REDIS_URL: process.env.TEST_REDIS_URL ?? 'redis://127.0.0.1:63791/5',
    REDIS_PREFIX: `test-${randomBytes(6).toString('hex')}`,
    QUEUE_MONITOR_USER: 'olga',
    QUEUE_MONITOR_PASSWORD: 'a:good password',
    LOG_LEVEL: 'silent',
  });
  let app: NestExpressApplication;
  let redis: Redis;
  let queue: Queue;
  beforeAll(async () => {
    redis = new Redis(settings.redisUrl, { maxRetriesPerRequest: null });
    queue = new Queue('some-work', { connection: redis, prefix: settings.redisPrefix });
    await queue.add('step', { userId: 1 });
    app = await NestFactory.create<NestExpressApplication>(MonitorModule.with(settings), {
      bodyParser: false,
      bufferLogs: true,
      abortOnError: false,
    });
    configureMonitor(app);
    await app.listen(0, '127.0.0.1');
  });
  afterAll(async () => {
    await app.close();
    await queue.obliterate({ force: true });
    await queue.close();
    await redis.quit();
  });

  const get = async (path: string) => supertest(await app.getUrl()).get(path);

  it.each([
    ['nothing', ''],
    ['a wrong password', `Basic ${Buffer.from('olga:wrong').toString('base64')}`],
    ['no Basic at all', 'Bearer olga'],
  ])('asks for a password given %s', async (_, authorization) => {
    for (const path of ['/', '/api/queues', '/static/none.js', '//', '/health/', '/Health']) {
      const answer = await supertest(await app.getUrl())
        .get(path)
        .set('Authorization', authorization);
      expect({ path, status: answer.status }).toEqual({ path, status: 401 });
      expect(answer.headers['www-authenticate']).toMatch(/^Basic realm=/);
    }
  });

  it('shows the queues there are', async () => {
    const url = await app.getUrl();
    const page = await supertest(url).get('/').auth('olga', 'a:good password').expect(200);
    expect(page.headers['content-type']).toMatch(/html/);
    const script = /src="(static\/[^"]+\.js)"/.exec(page.text)?.[1] ?? '';
    await supertest(url).get(`/${script}`).auth('olga', 'a:good password').expect(200);
    const { body } = await supertest(url).get('/api/queues').auth('olga', 'a:good password').expect(200);
    expect(body.queues.map(({ name }: { name: string }) => name)).toEqual(['some-work']);
  });

  it('tries a failed job again', async () => {
    const failing = new Worker('some-work', () => Promise.reject(new Error('VK was away')), {
      connection: { url: settings.redisUrl },
      prefix: settings.redisPrefix,
    });
    const job = await queue.add('unlucky', {});
    await new Promise<void>((resolve) => failing.on('failed', (failed) => failed?.id === job.id && resolve()));
    await failing.close();
    expect(await queue.getFailedCount()).toBeGreaterThanOrEqual(1);
    await supertest(await app.getUrl())
      .put(`/api/queues/some-work/${job.id}/retry`)
      .auth('olga', 'a:good password')
      .expect(204);
    expect(await job.getState()).toBe('waiting');
  });

  it('tells its health to everyone', async () => {
    const { status, body } = await get('/health');
    expect(status).toBe(200);
    expect(Object.keys(body.parts)).toEqual(['redis']);
  });
});
