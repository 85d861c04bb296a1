import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { REDIS } from '../../common/redis.js';
import { startTestApp, type Agent, type TestApp } from '../../testing/app.js';

const OVERVIEW = '/api/v1/admin/overview';
const ANY_ID = '20230514-7A31-40C2-80F4-1B6E50A9D3C7';

describe('the overview', () => {
  let test: TestApp;
  let database: DataSource;
  let admin: Agent;
  const merchants: { id: number; email: string }[] = [];
  beforeAll(async () => {
    test = await startTestApp({ role: 'api' });
    database = test.app.get(DataSource);
    admin = (await test.newcomer('admin')).agent;
    for (let place = 0; place < 3; place += 1) merchants.push(await test.newcomer());
  });
  afterAll(() => test.close());

  const show = async () => (await admin.get(OVERVIEW).expect(200)).body;
  const merchant = (place: number) => merchants[place] ?? { id: 0, email: '' };

  async function aRun(place: number, status: string, error: object | null, hoursAgo: number): Promise<string> {
    const id = randomUUID();
    await database.query(
      `INSERT INTO sync_runs (id, user_id, \`trigger\`, status, counts, error, created_at, finished_at)
       VALUES (?, ?, 'schedule', ?, '{}', ?, UTC_TIMESTAMP() - INTERVAL ? HOUR, UTC_TIMESTAMP() - INTERVAL ? HOUR)`,
      [id, merchant(place).id, status, error && JSON.stringify(error), hoursAgo, hoursAgo],
    );
    return id;
  }

  async function anItem(runId: string, outcome: string, reason: string | null, message: string | null): Promise<void> {
    await database.query(
      `INSERT INTO sync_run_items (run_id, store_id, product_id, name, action, outcome, reason, message)
       VALUES (?, ?, ?, 'Чай', 'create', ?, ?, ?)`,
      [runId, ANY_ID, randomUUID(), outcome, reason, message],
    );
  }

  it('of a service that has just begun is empty', async () => {
    expect(await show()).toEqual({
      users: { total: 5, pending: 0, active: 5, suspended: 0 },
      attention: { total: 0, items: [] },
      queueMonitorUrl: null,
      runs: {
        since: expect.stringMatching(/Z$/),
        total: 0,
        queued: 0,
        running: 0,
        succeeded: 0,
        partial: 0,
        failed: 0,
        cancelled: 0,
      },
      queues: expect.any(Array),
      failures: [],
      failedRuns: [],
    });
  });

  it('counts users by their status', async () => {
    await admin.post('/api/v1/admin/users').send({ email: 'new@example.com', name: 'X', role: 'user' }).expect(201);
    await admin.post(`/api/v1/admin/users/${merchant(2).id}/suspend`).expect(200);
    expect((await show()).users).toEqual({ total: 6, pending: 1, active: 4, suspended: 1 });
  });

  it('names who must mend which connection, and why', async () => {
    for (const place of [0, 2]) {
      await database.query(
        `INSERT INTO vk_connections (user_id, access_token, token_last4, group_id, status, problem_code, connected_at, checked_at)
         VALUES (?, 'sealed', 'TAIL', 1, 'needsAttention', 'market_disabled', UTC_TIMESTAMP(), UTC_TIMESTAMP())`,
        [merchant(place).id],
      );
    }
    const { attention } = await show();
    expect(attention).toEqual({
      total: 1,
      items: [
        {
          userId: merchant(0).id,
          email: merchant(0).email,
          name: 'user',
          connection: 'vk',
          code: 'market_disabled',
          message: 'В сообществе выключены товары. Включите раздел «Товары» в настройках сообщества.',
          checkedAt: expect.stringMatching(/Z$/),
        },
      ],
    });
    expect(JSON.stringify(attention)).not.toMatch(/TAIL|sealed/);
  });

  it('counts the last day’s runs and ranks why things failed', async () => {
    const gone = { code: 'vk_unavailable', message: 'ВКонтакте не отвечает', who: 'wait' };
    const some = { code: 'items_failed', message: 'Не удалось: 2', who: 'merchant' };
    const failed = await aRun(0, 'failed', gone, 2);
    const newest = await aRun(1, 'failed', gone, 1);
    await aRun(1, 'failed', gone, 30);
    await aRun(0, 'succeeded', null, 3);
    const partial = await aRun(1, 'partial', some, 4);
    for (const message of ['Мала картинка', 'Мала картинка', 'Мала картинка']) {
      await anItem(partial, 'failed', 'photo_rejected', message);
    }
    await anItem(partial, 'skipped', 'no_price', null);
    await anItem(failed, 'failed', null, 'Странно');
    const overview = await show();
    expect(overview.runs).toMatchObject({ total: 4, succeeded: 1, partial: 1, failed: 2, cancelled: 0 });
    expect(overview.failures).toEqual([
      { kind: 'product', code: 'photo_rejected', example: 'Мала картинка', count: 3, merchants: 1 },
      { kind: 'run', code: 'vk_unavailable', example: 'ВКонтакте не отвечает', count: 2, merchants: 2 },
      { kind: 'product', code: 'unknown', example: 'Странно', count: 1, merchants: 1 },
    ]);
    expect(overview.failedRuns).toMatchObject([
      { id: newest, userId: merchant(1).id, email: merchant(1).email, code: 'vk_unavailable', message: gone.message },
      { id: failed, userId: merchant(0).id },
    ]);
  });

  it('counts the jobs of every queue', async () => {
    const other = await startTestApp({ role: 'api', settings: { QUEUE_MONITOR_URL: 'https://queues.example.ru' } });
    const connection = other.app.get<Redis>(REDIS);
    const queue = new Queue('some-work', { connection, prefix: other.settings.redisPrefix });
    await queue.add('now', {});
    await queue.add('later', {}, { delay: 100_000 });
    await queue.add('much later', {}, { delay: 200_000 });
    const system = await other.login(other.systemUser.email, other.systemUser.password);
    const { body } = await system.get(OVERVIEW).expect(200);
    expect(body.queues).toContainEqual({ name: 'some-work', waiting: 1, active: 0, delayed: 2, blocked: 0, failed: 0 });
    expect(body.queues.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(['mirror-to-vk', 'run-sync-pipeline']),
    );
    expect(body.queueMonitorUrl).toBe('https://queues.example.ru');
    const role = { name: 'watcher', permissions: ['overview.read'] };
    await system.post('/api/v1/admin/roles').send(role).expect(201);
    const watcher = await other.newcomer('watcher');
    expect((await watcher.agent.get(OVERVIEW).expect(200)).body.queueMonitorUrl).toBeNull();
    await queue.close();
    await other.close();
  });
});
