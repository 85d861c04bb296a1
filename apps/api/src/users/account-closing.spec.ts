import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { startTestApp, type TestApp } from '../testing/app.js';
import { AccountClosing } from './account-closing.js';

const PROFILE = '/api/v1/profile';
const LOGIN = '/api/v1/auth/login';

describe('the end of an account', () => {
  let test: TestApp;
  let database: DataSource;
  beforeAll(async () => {
    test = await startTestApp();
    database = test.app.get(DataSource);
  });
  afterAll(() => test.close());

  /** How many rows of each table still name this user. */
  const rowsOf = async (userId: number): Promise<Record<string, number>> => {
    const tables: { t: string }[] = await database.query(
      `SELECT DISTINCT table_name AS t FROM information_schema.columns
       WHERE table_schema = DATABASE() AND column_name = 'user_id'`,
    );
    const counts: Record<string, number> = {};
    for (const { t } of tables) {
      const [row] = await database.query(`SELECT COUNT(*) AS n FROM \`${t}\` WHERE user_id = ?`, [userId]);
      if (Number(row.n) > 0) counts[t] = Number(row.n);
    }
    const [user] = await database.query('SELECT COUNT(*) AS n FROM users WHERE id = ?', [userId]);
    return { ...counts, ...(Number(user.n) > 0 && { users: 1 }) };
  };

  const fill = async (userId: number) => {
    const store = '20180101-0000-4000-8000-000000000001';
    await database.query(`INSERT INTO sync_filters VALUES (?, 'store', ?, ?)`, [userId, store, store]);
    await database.query('INSERT INTO cached_stores (user_id, id, name) VALUES (?, ?, ?)', [userId, store, 'Чайная']);
    await database.query('INSERT INTO sync_configs (user_id) VALUES (?)', [userId]);
    await database.query(
      `INSERT INTO sync_runs (id, user_id, \`trigger\`, status, counts, created_at) VALUES (UUID(), ?, 'manual', 'succeeded', '{}', NOW())`,
      [userId],
    );
    await database.query(
      `INSERT INTO sync_run_items (run_id, store_id, product_id, name, action, outcome)
       SELECT id, ?, ?, 'Чай', 'create', 'done' FROM sync_runs WHERE user_id = ?`,
      [store, store, userId],
    );
    await database.query(
      `INSERT INTO vk_cached_albums (user_id, id, title, content_hash) VALUES (?, 1, 'Чай', REPEAT('x', 27))`,
      [userId],
    );
    await database.query(
      `INSERT INTO evotor_connections (user_id, access_token, token_last4, connected_at) VALUES (?, 'x', 'x', NOW())`,
      [userId],
    );
  };

  it('ends sessions and tokens at once, and leaves no row of the user behind', async () => {
    const { id, email, password, agent } = await test.newcomer();
    const other = await test.login(email, password);
    const { body: made } = await agent.post(`${PROFILE}/api-tokens`).send({ name: 'T', scopes: ['read'] });
    await fill(id);
    expect(Object.keys(await rowsOf(id))).toEqual(
      expect.arrayContaining([
        'users',
        'sync_runs',
        'sync_filters',
        'cached_stores',
        'evotor_connections',
        'api_tokens',
      ]),
    );
    await agent.delete(PROFILE).send({ goods: 'keep', password }).expect(204);
    await agent.get(PROFILE).expect(401);
    await other.get(PROFILE).expect(401);
    await test.anonymous.get(PROFILE).set('Authorization', `Bearer ${made.token}`).expect(401);
    await test.anonymous.post(LOGIN).send({ email, password }).expect(401);
    expect(await rowsOf(id)).toEqual({});
    expect(await database.query(`SELECT * FROM sync_run_items WHERE name = 'Чай'`)).toEqual([]);
  });

  it('frees the address', async () => {
    const { id, email, password, agent } = await test.newcomer();
    await agent.delete(`${PROFILE}?goods=keep`).expect(204);
    const again = { email, password, name: 'Again' };
    await test.anonymous.post('/api/v1/auth/register').send(again).expect(201);
    const [row] = await database.query('SELECT id, status FROM users WHERE email = ?', [email]);
    expect(row.status).toBe('pending');
    expect(row.id).not.toBe(id);
  });

  it('needs the right password where one is given, and a known wish for the goods', async () => {
    const { password, agent } = await test.newcomer();
    const { body } = await agent.delete(PROFILE).send({ password: 'a wrong guess' }).expect(400);
    expect(body.errors).toMatchObject([{ field: 'password' }]);
    expect((await agent.delete(PROFILE).send({ goods: 'sell', password }).expect(400)).body.errors).toMatchObject([
      { field: 'goods' },
    ]);
    await agent.delete(`${PROFILE}?goods=sell`).expect(400);
    await agent.get(PROFILE).expect(200);
  });

  it('is not for the last system user', async () => {
    const system = await test.login(test.systemUser.email, test.systemUser.password);
    expect((await system.delete(PROFILE).expect(409)).body.code).toBe('last_system_user');
    await system.get(PROFILE).expect(200);
    const second = await test.newcomer('system');
    const third = await test.newcomer('system');
    await Promise.all([second.agent.delete(PROFILE).expect(204), third.agent.delete(PROFILE).expect(204)]);
    expect((await system.delete(PROFILE).expect(409)).body.code).toBe('last_system_user');
  });

  it('hides the account from everybody before its data are gone', async () => {
    const { id, email } = await test.newcomer();
    const closing = test.app.get(AccountClosing);
    await database.query(`UPDATE users SET status = 'suspended', closing_goods = 'keep', email = ? WHERE id = ?`, [
      `closed:${id}`,
      id,
    ]);
    const system = await test.login(test.systemUser.email, test.systemUser.password);
    await system.get(`/api/v1/admin/users/${id}`).expect(404);
    const { body } = await system.get(`/api/v1/admin/users?search=${email.slice(0, 12)}&status=suspended`).expect(200);
    expect(body.items.map((user: { id: number }) => user.id)).not.toContain(id);
    expect(await closing.unfinished()).toContain(id);
    await closing.remove(id);
    await closing.remove(id);
    expect(await rowsOf(id)).toEqual({});
  });

  it('never removes an account that is open', async () => {
    const { id, agent } = await test.newcomer();
    await test.app.get(AccountClosing).remove(id);
    await agent.get(PROFILE).expect(200);
  });
});
