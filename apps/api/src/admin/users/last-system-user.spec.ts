import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { startTestApp, type Agent, type TestApp } from '../../testing/app.js';

const USERS = '/api/v1/admin/users';
type Person = Awaited<ReturnType<TestApp['newcomer']>>;

describe('the last system user', () => {
  let test: TestApp;
  let database: DataSource;
  let first: Agent;
  let firstId: number;
  beforeAll(async () => {
    test = await startTestApp();
    database = test.app.get(DataSource);
    first = await test.login(test.systemUser.email, test.systemUser.password);
    const [row] = await database.query('SELECT id FROM users WHERE email = ?', [test.systemUser.email]);
    firstId = row.id;
  });
  afterAll(() => test.close());

  const activeSystemUsers = async (): Promise<number> => {
    const [row] = await database.query(
      `SELECT COUNT(*) AS n FROM users u JOIN user_roles ur ON ur.user_id = u.id JOIN roles r ON r.id = ur.role_id
       WHERE r.name = 'system' AND u.status = 'active'`,
    );
    return Number(row.n);
  };

  it('cannot be suspended, lowered or deleted, not even by themselves', async () => {
    for (const answer of [
      await first.post(`${USERS}/${firstId}/suspend`),
      await first.patch(`${USERS}/${firstId}`).send({ role: 'admin' }),
      await first.delete(`${USERS}/${firstId}`),
    ]) {
      expect([answer.status, answer.body.code]).toEqual([409, 'last_system_user']);
    }
    expect(await activeSystemUsers()).toBe(1);
  });

  it('is the last one also beside suspended ones', async () => {
    const second = await test.newcomer('system');
    expect((await second.agent.post(`${USERS}/${second.id}/suspend`).expect(409)).body.code).toBe('yourself');
    await first.post(`${USERS}/${second.id}/suspend`).expect(200);
    expect((await first.post(`${USERS}/${firstId}/suspend`).expect(409)).body.code).toBe('last_system_user');
    await first.delete(`${USERS}/${second.id}`).expect(204);
  });

  it.each<[string, (by: Agent, id: number) => Promise<{ status: number; body: { code?: string } }>]>([
    ['suspend', async (by, id) => by.post(`${USERS}/${id}/suspend`)],
    ['lower', async (by, id) => by.patch(`${USERS}/${id}`).send({ role: 'user' })],
    ['delete', async (by, id) => by.delete(`${USERS}/${id}`)],
  ])('is left over when several system users %s each other at the same moment', async (_, act) => {
    const people: Person[] = [];
    for (let place = 0; place < 3; place += 1) people.push(await test.newcomer('system'));
    await database.query(`UPDATE users SET status = 'suspended' WHERE id = ?`, [firstId]);
    const answers = await Promise.all(
      people.flatMap((by) => people.filter((one) => one !== by).map((target) => act(by.agent, target.id))),
    );
    expect(await activeSystemUsers()).toBe(1);
    const refused = answers.filter(({ status }) => status >= 400);
    for (const { status, body } of refused) {
      expect([
        [409, 'last_system_user'],
        [403, 'forbidden'],
        [401, 'unauthorized'],
        [404, 'not_found'],
      ]).toContainEqual([status, body.code]);
    }
    expect(answers.length - refused.length).toBeGreaterThanOrEqual(2);
    await database.query(`UPDATE users SET status = 'active' WHERE id = ?`, [firstId]);
    await database.query('DELETE FROM users WHERE id IN (?)', [people.map(({ id }) => id)]);
  });
});
