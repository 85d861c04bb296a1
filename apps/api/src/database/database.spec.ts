import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { permissionCodes } from '../rbac/permissions.js';
import { startTestApp } from '../testing/app.js';
import { tcpGate } from '../testing/tcp-gate.js';
import { connect, dataSourceOptions, runMigrations } from './data-source.js';
import { withDatabaseLock } from './lock.js';
import { createTestDatabase, type TestDatabase } from './testing.js';

describe('database', () => {
  let database: TestDatabase;
  const opened: DataSource[] = [];
  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((source) => source.destroy()));
    await database.drop();
  });

  const open = async (url = database.url) => {
    const source = await connect(dataSourceOptions(url, 3), { limitMs: 3000, pauseMs: 50 });
    opened.push(source);
    return source;
  };

  it('is migrated once by several processes that start together', async () => {
    const sources = await Promise.all([open(), open(), open()]);
    await Promise.all(sources.map(runMigrations));
    const [source] = sources;
    const done: { name: string }[] = await source.query('SELECT name FROM migrations');
    expect(done.map(({ name }) => name)).toContain('Accounts1790000001000');
    expect(new Set(done.map(({ name }) => name)).size).toBe(done.length);
    expect(await source.query('SELECT name FROM roles ORDER BY id')).toEqual([
      { name: 'system' },
      { name: 'admin' },
      { name: 'user' },
    ]);
  });

  it('knows exactly the permissions that guards may ask for, and gives them all to system', async () => {
    const source = await open();
    await runMigrations(source);
    const codesOf = async (query: string) => {
      const rows: { code: string }[] = await source.query(query);
      return rows.map(({ code }) => code);
    };
    const expected = [...permissionCodes].sort();
    expect(await codesOf('SELECT code FROM permissions ORDER BY code')).toEqual(expected);
    expect(
      await codesOf(`SELECT permission_code AS code FROM role_permissions rp JOIN roles r ON r.id = rp.role_id
                     WHERE r.name = 'system' ORDER BY permission_code`),
    ).toEqual(expected);
  });

  it('can be migrated down to nothing and up again', async () => {
    const source = await open();
    await runMigrations(source);
    for (let left = source.migrations.length; left > 0; left -= 1) await source.undoLastMigration();
    expect(
      await source.query('SHOW TABLES WHERE Tables_in_' + String(source.options.database) + " <> 'migrations'"),
    ).toEqual([]);
    await runMigrations(source);
  });

  it('speaks UTC and utf8mb4 on every connection', async () => {
    const source = await open();
    const runners = [1, 2, 3].map(() => source.createQueryRunner());
    for (const runner of runners) {
      const [row] = await runner.query(`SELECT @@time_zone AS zone, '🛒' AS cart, NOW() AS now`);
      expect(row).toMatchObject({ zone: '+00:00', cart: '🛒' });
      expect(Math.abs(row.now.getTime() - Date.now())).toBeLessThan(60_000);
    }
    await Promise.all(runners.map((runner) => runner.release()));
  });

  it('lets one process at a time hold a lock, and frees it after a failure', async () => {
    const [one, other] = await Promise.all([open(), open()]);
    const order: string[] = [];
    const work = (name: string) => async () => {
      order.push(`${name} in`);
      await new Promise((resolve) => setTimeout(resolve, 60));
      order.push(`${name} out`);
      throw new Error('failed inside');
    };
    const results = await Promise.allSettled([
      withDatabaseLock(one, 'spec', work('a')),
      withDatabaseLock(other, 'spec', work('b')),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(order[1]).toBe(order[0]?.replace('in', 'out'));
    await expect(withDatabaseLock(one, 'spec', () => Promise.resolve('free'))).resolves.toBe('free');
  });

  it('is waited for while it starts, with a limit', async () => {
    const gate = await tcpGate(database.url);
    await gate.close();
    const reasons: string[] = [];
    const waiting = { limitMs: 5000, pauseMs: 30, onWait: (reason: string) => reasons.push(reason) };
    const later = connect(dataSourceOptions(gate.url, 1), waiting);
    setTimeout(() => void gate.open(), 150);
    const source = await later;
    expect(reasons).toContain('ECONNREFUSED');
    await source.destroy();
    await gate.close();
    await expect(connect(dataSourceOptions(gate.url, 1), { limitMs: 100, pauseMs: 30 })).rejects.toThrow();
  });

  it('is not waited for when the password is wrong', async () => {
    const url = new URL(database.url);
    url.password = 'wrong';
    const started = Date.now();
    await expect(connect(dataSourceOptions(url.toString(), 1), { limitMs: 20_000, pauseMs: 30 })).rejects.toThrow();
    expect(Date.now() - started).toBeLessThan(5000);
  });

  it('has exactly the tables that the entities describe', async () => {
    const test = await startTestApp({ settings: { DATABASE_URL: database.url } });
    const drift = await test.app.get(DataSource).driver.createSchemaBuilder().log();
    await test.close();
    expect(drift.upQueries.map(({ query }) => query)).toEqual([]);
  });
});
