import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../database/testing.js';
import { startTestApp } from '../testing/app.js';

describe('the first system user', () => {
  let database: TestDatabase;
  beforeEach(async () => {
    database = await createTestDatabase();
  });
  afterEach(() => database.drop());

  const startWith = (settings: Record<string, string> = {}) =>
    startTestApp({ settings: { DATABASE_URL: database.url, ...settings } });

  it('is made once by several processes that start together', async () => {
    const apps = await Promise.all([startWith(), startWith(), startWith()]);
    const rows = await apps[0]?.app.get(DataSource).query('SELECT email, status FROM users');
    expect(rows).toEqual([{ email: 'system@evosync.test', status: 'active' }]);
    await Promise.all(apps.map((app) => app.close()));
  });

  it('stays as it is when the settings change later', async () => {
    await (await startWith()).close();
    const later = await startWith({ SYSTEM_USER_EMAIL: 'other@evosync.test', SYSTEM_USER_PASSWORD: 'other password' });
    expect(await later.app.get(DataSource).query('SELECT email FROM users')).toEqual([
      { email: 'system@evosync.test' },
    ]);
    await later.login('system@evosync.test', 'system-password');
    await later.close();
  });

  it('is never made of a user who has that address already', async () => {
    const without = await startWith({ SYSTEM_USER_EMAIL: '', SYSTEM_USER_PASSWORD: '' });
    await without.app
      .get(DataSource)
      .query(`INSERT INTO users (email, name) VALUES ('system@evosync.test', 'Somebody')`);
    await without.close();
    const test = await startWith();
    expect(await test.app.get(DataSource).query('SELECT * FROM user_roles')).toEqual([]);
    await test.anonymous.post('/api/v1/auth/login').send(test.systemUser).expect(401);
    await test.close();
  });

  it('is not made without settings', async () => {
    const test = await startWith({ SYSTEM_USER_EMAIL: '', SYSTEM_USER_PASSWORD: '' });
    expect(await test.app.get(DataSource).query('SELECT email FROM users')).toEqual([]);
    await test.close();
  });
});
