import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { DataSource } from 'typeorm';
import { startTestApp, type Agent, type TestApp } from '../../testing/app.js';

const USERS = '/api/v1/admin/users';
const MANY = 2000;

/** Address, state of Evotor, state of VK, newest run, and how many hours ago it was. */
const PEOPLE: [name: string, evotor: string | null, vk: string | null, run: string | null, hours: number][] = [
  ['healthy', 'ok', 'ok', 'succeeded', 1],
  ['half', 'ok', null, 'partial', 30],
  ['other-half', null, 'ok', 'failed', 2],
  ['ill', 'ok', 'needsAttention', 'cancelled', 200],
  ['half-ill', 'needsAttention', null, 'running', 0],
  ['nothing', null, null, null, 0],
];

describe('the list of users', () => {
  let test: TestApp;
  let database: DataSource;
  let system: Agent;
  beforeAll(async () => {
    test = await startTestApp();
    database = test.app.get(DataSource);
    system = await test.login(test.systemUser.email, test.systemUser.password);
    await crowd();
    for (const person of PEOPLE) await add(...person);
  });
  afterAll(() => test.close());

  /** Two thousand merchants with both connections and three runs each. */
  async function crowd(): Promise<void> {
    const each = `FROM seq_1_to_${MANY}`;
    await database.query(
      `INSERT INTO users (id, email, name, status) SELECT 100000 + seq, CONCAT('crowd-', seq, '@example.com'), 'Толпа', 'active' ${each}`,
    );
    await database.query(
      `INSERT INTO user_roles (user_id, role_id) SELECT 100000 + seq, (SELECT id FROM roles WHERE name = 'user') ${each}`,
    );
    await database.query(
      `INSERT INTO evotor_connections (user_id, access_token, token_last4, connected_at)
       SELECT 100000 + seq, 'sealed', 'TAIL', UTC_TIMESTAMP() ${each}`,
    );
    await database.query(
      `INSERT INTO vk_connections (user_id, access_token, token_last4, group_id, connected_at)
       SELECT 100000 + seq, 'sealed', 'TAIL', seq, UTC_TIMESTAMP() ${each}`,
    );
    for (const [hours, status] of [
      [900, 'failed'],
      [800, 'partial'],
      [700, 'succeeded'],
    ]) {
      await database.query(
        `INSERT INTO sync_runs (id, user_id, \`trigger\`, status, counts, created_at)
         SELECT UUID(), 100000 + seq, 'schedule', ?, '{}', UTC_TIMESTAMP() - INTERVAL ? HOUR - INTERVAL seq SECOND ${each}`,
        [status, hours],
      );
    }
  }

  async function add(...[name, evotor, vk, run, hours]: (typeof PEOPLE)[number]): Promise<void> {
    const { insertId } = await database.query(`INSERT INTO users (email, name, status) VALUES (?, ?, 'active')`, [
      `${name}@shop.example`,
      name,
    ]);
    if (evotor) {
      await database.query(
        `INSERT INTO evotor_connections (user_id, access_token, token_last4, status, problem_code, connected_at)
         VALUES (?, 'sealed', 'TAIL', ?, 'token_rejected', UTC_TIMESTAMP())`,
        [insertId, evotor],
      );
    }
    if (vk) {
      await database.query(
        `INSERT INTO vk_connections (user_id, access_token, token_last4, group_id, status, connected_at)
         VALUES (?, 'sealed', 'TAIL', 7, ?, UTC_TIMESTAMP())`,
        [insertId, vk],
      );
    }
    const runs = run
      ? [
          ['queued', hours + 500],
          [run, hours],
        ]
      : [];
    for (const [status, ago] of runs) {
      await database.query(
        `INSERT INTO sync_runs (id, user_id, \`trigger\`, status, counts, created_at, finished_at)
         VALUES (UUID(), ?, 'schedule', ?, '{}', UTC_TIMESTAMP() - INTERVAL ? HOUR, NULL)`,
        [insertId, status, ago],
      );
    }
  }

  const names = async (query: string): Promise<string[]> => {
    const { body } = await system.get(`${USERS}?search=shop.example&sort=id&${query}`).expect(200);
    expect(body.total).toBe(body.items.length);
    return body.items.map(({ name }: { name: string }) => name);
  };

  it.each([
    ['connection=ok', ['healthy']],
    ['connection=needsAttention', ['ill', 'half-ill']],
    ['connection=incomplete', ['half', 'other-half']],
    ['connection=none', ['nothing']],
    ['lastSync=never', ['nothing']],
    ['lastSync=running', ['half-ill']],
    ['lastSync=succeeded', ['healthy']],
    ['lastSync=partial', ['half']],
    ['lastSync=failed', ['other-half']],
    ['lastSync=cancelled', ['ill']],
    ['lastSync=olderThanDay', ['half', 'ill']],
    ['lastSync=olderThanWeek', ['ill']],
    ['connection=incomplete&lastSync=failed&status=active', ['other-half']],
  ])('filters by %s', async (query, expected) => {
    expect(await names(query)).toEqual(expected);
  });

  it('shows the health and the newest run of each, and no part of a token', async () => {
    const { body } = await system.get(`${USERS}?search=shop.example&sort=id`).expect(200);
    expect(body.items).toMatchObject(
      PEOPLE.map(([name, evotor, vk, run]) => ({
        name,
        connections: { evotor: evotor ?? 'none', vk: vk ?? 'none' },
        lastRun: run ? { status: run, at: expect.stringMatching(/Z$/) } : null,
      })),
    );
    expect(body.items.map(({ connections }: { connections: { state: string } }) => connections.state)).toEqual([
      'ok',
      'incomplete',
      'incomplete',
      'needsAttention',
      'needsAttention',
      'none',
    ]);
    expect(JSON.stringify(body)).not.toMatch(/TAIL|sealed|token/i);
  });

  it('sorts by the newest run, those without one at the end of the newest first', async () => {
    const { body } = await system.get(`${USERS}?search=shop.example&sort=-lastRunAt`).expect(200);
    const order = body.items.map(({ name }: { name: string }) => name);
    expect(order).toEqual(['half-ill', 'healthy', 'other-half', 'half', 'ill', 'nothing']);
    const { body: crowded } = await system.get(`${USERS}?search=crowd&sort=lastRunAt&pageSize=3`).expect(200);
    expect(crowded.items.map(({ email }: { email: string }) => email)).toEqual(
      [2000, 1999, 1998].map((seq) => `crowd-${seq}@example.com`),
    );
  });

  it.each(['connection=broken', 'lastSync=tomorrow', 'sort=-token'])('refuses %s', async (query) => {
    const { body } = await system.get(`${USERS}?${query}`).expect(400);
    expect(body.code).toBe('validation_failed');
  });

  it.each(['', 'sort=-lastRunAt', 'sort=name', 'connection=ok&lastSync=succeeded&role=user'])(
    'asks the database as often for 200 users as for one: %s',
    async (query) => {
      const questions = async (pageSize: number): Promise<number> => {
        const asked = jest.spyOn(database, 'createQueryRunner');
        const { body } = await system.get(`${USERS}?${query}&pageSize=${pageSize}`).expect(200);
        const times = asked.mock.calls.length;
        asked.mockRestore();
        expect(body.items).toHaveLength(pageSize);
        return times;
      };
      const forMany = await questions(200);
      expect(forMany).toBeGreaterThan(0);
      expect(forMany).toBeLessThanOrEqual(4);
      expect(forMany).toBe(await questions(1));
    },
  );
});
