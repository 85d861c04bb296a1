import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestApp, type TestApp } from '../../testing/app.js';

const AUDIT = '/api/v1/admin/audit';
const USERS = '/api/v1/admin/users';
const ROLES = '/api/v1/admin/roles';
type Person = Awaited<ReturnType<TestApp['newcomer']>>;

interface Entry {
  id: string;
  time: string;
  actor: { id: number; email: string };
  action: string;
  target: { kind: string; id: number | null; label: string };
  details: Record<string, unknown> | null;
  ip: string | null;
}

describe('the audit trail', () => {
  let test: TestApp;
  let admin: Person;
  beforeAll(async () => {
    test = await startTestApp();
    admin = await test.newcomer('admin');
  });
  afterAll(() => test.close());

  const list = async (query = ''): Promise<Entry[]> =>
    (await admin.agent.get(`${AUDIT}?${query}`).expect(200)).body.items;
  const about = (id: number) => list(`targetKind=user&targetId=${id}&sort=time`);

  it('tells the whole story of a user, by whom and from where, without a secret', async () => {
    const { agent } = admin;
    const password = 'never to be written down';
    const email = 'story@example.com';
    const { body: user } = await agent.post(USERS).send({ email, name: 'Анна', role: 'user', password }).expect(201);
    await agent.patch(`${USERS}/${user.id}`).send({ name: 'Анна Б.', role: 'admin' }).expect(200);
    await agent.patch(`${USERS}/${user.id}`).send({ name: 'Анна Б.' }).expect(200);
    await agent.post(`${USERS}/${user.id}/suspend`).expect(200);
    await agent.post(`${USERS}/${user.id}/activate`).expect(200);
    await agent.post(`${USERS}/${user.id}/reset-password`).expect(200);
    await agent.post(`${USERS}/${user.id}/reset-password`).send({ password }).expect(200);
    await agent.delete(`${USERS}/${user.id}`).expect(204);

    const entries = await about(user.id);
    expect(entries.map(({ action, details }) => [action, details])).toEqual([
      ['user.created', { roles: ['user'], invited: false }],
      ['user.updated', { name: { from: 'Анна', to: 'Анна Б.' }, roles: { from: ['user'], to: ['admin'] } }],
      ['user.suspended', { from: 'active' }],
      ['user.activated', { from: 'suspended' }],
      ['user.reset-sent', null],
      ['user.password-set', null],
      ['user.deleted', { name: 'Анна Б.', roles: ['admin'], goods: 'keep' }],
    ]);
    for (const entry of entries) {
      expect(entry.actor).toEqual({ id: admin.id, email: admin.email });
      expect(entry.target).toEqual({ kind: 'user', id: user.id, label: email });
      expect(entry.ip).toMatch(/127\.0\.0\.1$/);
      expect(Math.abs(Date.parse(entry.time) - Date.now())).toBeLessThan(60_000);
    }
    expect(JSON.stringify(entries)).not.toContain(password);
  });

  it('tells the story of a role', async () => {
    const { agent } = admin;
    const { body: role } = await agent
      .post(ROLES)
      .send({ name: 'Склад', permissions: ['users.read'] })
      .expect(201);
    await agent.patch(`${ROLES}/${role.id}`).send({ name: 'Склад 2' }).expect(200);
    await agent
      .put(`${ROLES}/${role.id}/permissions`)
      .send({ permissions: ['logs.read'] })
      .expect(200);
    await agent.delete(`${ROLES}/${role.id}`).expect(204);
    const entries = await list(`targetKind=role&targetId=${role.id}&sort=time`);
    expect(entries.map(({ action, target, details }) => [action, target.label, details])).toEqual([
      ['role.created', 'Склад', { permissions: ['users.read'] }],
      ['role.renamed', 'Склад', { from: 'Склад', to: 'Склад 2' }],
      ['role.permissions-changed', 'Склад 2', { given: ['logs.read'], taken: ['users.read'] }],
      ['role.deleted', 'Склад 2', { permissions: ['logs.read'] }],
    ]);
  });

  it('keeps what a rule forbade, and nothing of what failed', async () => {
    const system = await test.newcomer('system');
    const person = await test.newcomer();
    await admin.agent.post(`${USERS}/${system.id}/suspend`).expect(403);
    await admin.agent.delete(`${USERS}/${system.id}`).expect(403);
    await admin.agent.patch(`${USERS}/${person.id}`).send({ email: admin.email, name: 'X' }).expect(409);
    await admin.agent.patch(`${USERS}/${person.id}`).send({ role: 'king' }).expect(400);
    const tried = (await about(system.id)).filter(({ action }) => action === 'refused');
    expect(tried.map(({ target, details }) => [target.label, details])).toEqual([
      [system.email, { tried: 'user.suspended', code: 'forbidden' }],
      [system.email, { tried: 'user.deleted', code: 'forbidden' }],
    ]);
    expect((await about(person.id)).map(({ action }) => action)).toEqual(['user.created']);
    expect((await admin.agent.get(`${USERS}/${person.id}`)).body.name).toBe('user');
  });

  describe('is read', () => {
    it('in pages, the newest first', async () => {
      const { body } = await admin.agent.get(`${AUDIT}?pageSize=2`).expect(200);
      expect(body).toMatchObject({ page: 1, pageSize: 2, total: expect.any(Number) });
      const [one, other] = body.items as [Entry, Entry];
      expect(Number(one.id)).toBeGreaterThan(Number(other.id));
      const { body: second } = await admin.agent.get(`${AUDIT}?pageSize=2&page=2`).expect(200);
      expect(Number(second.items[0].id)).toBeLessThan(Number(other.id));
    });

    it('by actor, action, text and time', async () => {
      const colleague = await test.newcomer('admin');
      const { id, email } = await test.newcomer();
      const before = new Date().toISOString();
      await colleague.agent.post(`${USERS}/${id}/suspend`).expect(200);
      const after = new Date(Date.now() + 1).toISOString();

      const by = await list(`actorId=${colleague.id}`);
      expect(by).toMatchObject([{ action: 'user.suspended', target: { id } }]);
      expect(await list(`action=user.suspended&search=${email}`)).toEqual(by);
      expect(await list(`search=${colleague.email}&action=user.suspended`)).toEqual(by);
      expect(await list(`actorId=${colleague.id}&from=${before}&to=${after}`)).toEqual(by);
      expect(await list(`actorId=${colleague.id}&from=${after}`)).toEqual([]);
      expect(await list(`actorId=${colleague.id}&to=${before}`)).toEqual([]);
      expect(await list('from=2020-01-01&to=2020-02-01')).toEqual([]);
    });

    it.each([
      'actorId=x',
      'action=flew',
      'targetKind=ship',
      'from=yesterday',
      'from=2020-W10',
      'to=2020-13-01',
      'sort=ip',
    ])('not with %s', async (query) => {
      const { body } = await admin.agent.get(`${AUDIT}?${query}`).expect(400);
      expect(body).toMatchObject({ code: 'validation_failed', errors: [{ field: query.split('=')[0] }] });
    });
  });
});
