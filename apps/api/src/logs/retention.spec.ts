import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Queue } from 'bullmq';
import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { DataSource } from 'typeorm';
import { REDIS } from '../common/redis.js';
import { Retention } from '../common/retention.js';
import { startTestApp, type TestApp } from '../testing/app.js';
import { HOUSEKEEPING } from './housekeeping.processor.js';

const DAYS = 24 * 3600 * 1000;
const ago = (days: number) => new Date(Date.now() - days * DAYS);

describe('the nightly cleaning', () => {
  let test: TestApp;
  let database: DataSource;
  let retention: Retention;
  beforeAll(async () => {
    test = await startTestApp({ settings: { LOG_RETENTION_DAYS: '10' } });
    database = test.app.get(DataSource);
    retention = test.app.get(Retention);
  });
  afterAll(() => test.close());

  const count = async (table: string, where = '1 = 1', values: unknown[] = []): Promise<number> => {
    const [row]: { n: string }[] = await database.query(`SELECT COUNT(*) AS n FROM ${table} WHERE ${where}`, values);
    return Number(row?.n);
  };

  const addCalls = async (days: number, calls: number) => {
    await database.query(
      `INSERT INTO api_logs (time, direction, service, method, status, status_class, outcome, duration_ms, search_text)
       SELECT ?, 'out', 'vk', 'market.get', 200, '2xx', 'ok', 5, '' FROM seq_1_to_${calls}`,
      [ago(days)],
    );
    await database.query(
      `INSERT INTO api_log_bodies (log_id, request) SELECT id, 'x' FROM api_logs
       WHERE id NOT IN (SELECT log_id FROM api_log_bodies)`,
    );
  };

  const addRun = async (userId: number, finished: number | null, items: number) => {
    const id = randomUUID();
    await database.query(
      `INSERT INTO sync_runs (id, user_id, active_user_id, \`trigger\`, status, counts, created_at, finished_at)
       VALUES (?, ?, ?, 'schedule', ?, '{}', ?, ?)`,
      [
        id,
        userId,
        finished === null ? userId : null,
        finished === null ? 'running' : 'succeeded',
        ago(20),
        finished === null ? null : ago(finished),
      ],
    );
    await database.query(
      `INSERT INTO sync_run_items (run_id, store_id, product_id, name, action, outcome)
       SELECT ?, 'store', seq, 'Чай', 'update', 'done' FROM seq_1_to_${items}`,
      [id],
    );
    return id;
  };

  it('removes calls and finished runs that are older than LOG_RETENTION_DAYS, and no others', async () => {
    await addCalls(11, 1201);
    await addCalls(9, 7);
    const old = await addRun(1, 11, 1300);
    const young = await addRun(2, 9, 3);
    const alive = await addRun(3, null, 3);
    expect(await retention.sweep()).toMatchObject({ 'api-logs': 1201, runs: 1301 });
    expect([await count('api_logs'), await count('api_log_bodies')]).toEqual([7, 7]);
    expect(await count('sync_runs', 'id IN (?)', [[old, young, alive]])).toBe(2);
    expect(await count('sync_run_items', 'run_id = ?', [old])).toBe(0);
    expect(await count('sync_run_items', 'run_id IN (?)', [[young, alive]])).toBe(6);
    expect(await retention.sweep()).toMatchObject({ 'api-logs': 0, runs: 0 });
  });

  it('removes one-time tokens a day after they were used or have expired', async () => {
    const { id } = await test.newcomer();
    const add = (name: string, expires: number, used: number | null) =>
      database.query(
        `INSERT INTO one_time_tokens (user_id, purpose, token_hash, expires_at, used_at) VALUES (?, 'reset', ?, ?, ?)`,
        [id, name, ago(expires), used === null ? null : ago(used)],
      );
    await add('expired', 2, null);
    await add('used', -5, 2);
    await add('just-expired', 0.5, null);
    await add('good', -5, null);
    await retention.sweep();
    const left: { token_hash: string }[] = await database.query('SELECT token_hash FROM one_time_tokens ORDER BY id');
    expect(left.map(({ token_hash }) => token_hash)).toEqual(expect.arrayContaining(['just-expired', 'good']));
    expect(left.map(({ token_hash }) => token_hash)).not.toEqual(expect.arrayContaining(['expired']));
    expect(left.map(({ token_hash }) => token_hash)).not.toEqual(expect.arrayContaining(['used']));
  });

  it('keeps who did what ten times as long', async () => {
    const add = (days: number) =>
      database.query(
        `INSERT INTO audit_entries (time, actor_email, action, target_kind, target_id, target_label)
         VALUES (?, 'system', 'retention-test', 'user', '1', 'somebody')`,
        [ago(days)],
      );
    await add(99);
    await add(101);
    expect(await retention.sweep()).toMatchObject({ 'audit-entries': 1 });
    expect(await count('audit_entries', `action = 'retention-test'`)).toBe(1);
  });

  it('gives every kind its turn, with days of its own, though another fails', async () => {
    const dates: Date[] = [];
    const own = new Retention(test.settings);
    own.add('broken', () => Promise.reject(new Error('no table')));
    own.add(
      'kept longer',
      async (date) => {
        dates.push(date);
        return 0;
      },
      (days) => days * 10,
    );
    await expect(own.sweep(new Date('2026-06-30T00:00:00Z'))).rejects.toThrow('no table');
    expect(dates).toEqual([new Date('2026-03-22T00:00:00Z')]);
  });

  it('is scheduled once for all workers, and does its work in the queue', async () => {
    const queue = new Queue(HOUSEKEEPING, {
      connection: test.app.get<Redis>(REDIS),
      prefix: test.settings.redisPrefix,
    });
    const [scheduler, ...others] = await queue.getJobSchedulers();
    expect(others).toEqual([]);
    expect(scheduler).toMatchObject({ name: 'retention', pattern: '0 20 3 * * *', tz: 'Europe/Moscow' });
    await addCalls(11, 3);
    await queue.add('retention', {});
    for (const end = Date.now() + 10_000; (await count('api_logs', 'time < ?', [ago(10)])) > 0 && Date.now() < end;)
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await count('api_logs', 'time < ?', [ago(10)])).toBe(0);
    await queue.close();
  });
});
