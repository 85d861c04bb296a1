import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { startTestApp, type Agent, type TestApp } from '../../testing/app.js';
import { startMailbox, type Mailbox } from '../../testing/mailbox.js';

const USERS = '/api/v1/admin/users';
type Person = Awaited<ReturnType<TestApp['newcomer']>>;

describe('changing and deleting users', () => {
  let test: TestApp;
  let mailbox: Mailbox;
  let database: DataSource;
  let system: Agent;
  let admin: Person;
  beforeAll(async () => {
    mailbox = await startMailbox();
    test = await startTestApp({
      settings: { EMAIL_PROVIDER: 'smtp', SMTP_URL: mailbox.url, MAIL_FROM: 'EvoSync <no-reply@evosync.test>' },
    });
    database = test.app.get(DataSource);
    system = await test.login(test.systemUser.email, test.systemUser.password);
    admin = await test.newcomer('admin');
  });
  afterAll(async () => {
    await test.close();
    await mailbox.close();
  });

  const patch = (id: number, body: object, agent = admin.agent) => agent.patch(`${USERS}/${id}`).send(body);
  const role = async (name: string, permissions: string[]) => {
    await system.post('/api/v1/admin/roles').send({ name, permissions }).expect(201);
    return name;
  };
  const systemId = async (): Promise<number> => {
    const [row] = await database.query('SELECT id FROM users WHERE email = ?', [test.systemUser.email]);
    return row.id;
  };

  describe('what is given is changed', () => {
    it('but not one’s own address, which is confirmed first, in the profile', async () => {
      const { body } = await patch(admin.id, { email: 'another@example.com' }).expect(409);
      expect(body.code).toBe('yourself');
      await patch(admin.id, { email: admin.email, name: 'Администратор' }).expect(200);
    });

    it('and nothing else', async () => {
      const { id, email } = await test.newcomer();
      const { body } = await patch(id, { name: ' Анна ', phone: '8 900 123-45-67', language: 'en' }).expect(200);
      expect(body).toMatchObject({
        id,
        email,
        name: 'Анна',
        phone: '+79001234567',
        language: 'en',
        status: 'active',
        roles: ['user'],
        connections: { evotor: 'none', vk: 'none', state: 'none' },
        evotor: { health: 'none', problem: null },
        lastRun: null,
      });
      const { body: later } = await patch(id, { phone: null }).expect(200);
      expect(later).toMatchObject({ name: 'Анна', phone: null, language: 'en' });
      await patch(id, { status: 'suspended', id: 1, passwordHash: 'x' }).expect(200);
      expect((await admin.agent.get(`${USERS}/${id}`)).body).toMatchObject({ id, status: 'active' });
    });

    it.each([
      [{ name: '' }, 'name'],
      [{ name: null }, 'name'],
      [{ email: 'nobody' }, 'email'],
      [{ email: null }, 'email'],
      [{ phone: 'call me' }, 'phone'],
      [{ language: 'de' }, 'language'],
      [{ role: 'king' }, 'role'],
      [{ roles: [] }, 'roles'],
      [{ roles: ['user', 'king'] }, 'roles'],
      [{ roles: 'admin' }, 'roles'],
    ])('refuses %j', async (body, field) => {
      const { id } = await test.newcomer();
      const answer = await patch(id, body).expect(400);
      expect(answer.body).toMatchObject({ code: 'validation_failed', errors: [{ field }] });
    });

    it('answers 404 for nobody', async () => {
      expect((await patch(999_999, { name: 'X' }).expect(404)).body.code).toBe('not_found');
      expect((await admin.agent.delete(`${USERS}/999999`).expect(404)).body.code).toBe('not_found');
    });
  });

  describe('a new address', () => {
    it('counts at once; the old one is told, and links sent there stop working', async () => {
      const { id, email, password } = await test.newcomer();
      await test.anonymous.post('/api/v1/auth/forgot-password').send({ email });
      const { token } = await mailbox.waitFor(email);
      const { body } = await patch(id, { email: ` New-${email.toUpperCase()} ` }).expect(200);
      expect(body.email).toBe(`new-${email}`);
      await test.login(`new-${email}`, password);
      await test.anonymous.post('/api/v1/auth/login').send({ email, password }).expect(401);
      const told = await mailbox.waitFor(email, new RegExp(`new-${email}`));
      expect(told.to).toBe(email);
      const late = await test.anonymous
        .post('/api/v1/auth/reset-password')
        .send({ token, password: 'a stolen password' });
      expect([late.status, late.body.code]).toEqual([400, 'token_invalid']);
    });

    it('may not be somebody else’s', async () => {
      const [one, other] = [await test.newcomer(), await test.newcomer()];
      const { body } = await patch(one.id, { email: other.email.toUpperCase() }).expect(409);
      expect(body).toMatchObject({
        code: 'email_taken',
        errors: [{ field: 'email', message: 'Эта почта уже занята' }],
      });
    });
  });

  describe('roles', () => {
    it('count from the next request on', async () => {
      const person = await test.newcomer();
      await person.agent.get(USERS).expect(403);
      const { body } = await patch(person.id, { role: 'admin' }).expect(200);
      expect(body).toMatchObject({ role: 'admin', roles: ['admin'] });
      await person.agent.get(USERS).expect(200);
      await patch(person.id, { roles: ['user'] }).expect(200);
      await person.agent.get(USERS).expect(403);
    });

    it('may be several, each counted once', async () => {
      const { id } = await test.newcomer();
      const { body } = await patch(id, { roles: ['user', 'admin', 'USER', 'admin'] }).expect(200);
      expect(body.roles).toEqual(['admin', 'user']);
    });

    it('beyond one’s own are given by nobody', async () => {
      const { id } = await test.newcomer();
      expect((await patch(id, { role: 'system' }).expect(403)).body.code).toBe('forbidden');
      await role('Очереди', ['system.manage']);
      expect((await patch(id, { roles: ['user', 'Очереди'] }).expect(403)).body.code).toBe('forbidden');
      expect((await admin.agent.get(`${USERS}/${id}`)).body.roles).toEqual(['user']);
      await patch(id, { roles: ['user', 'Очереди'] }, system).expect(200);
    });

    it('that are all-mighty in all but name give no `system` either', async () => {
      const { body: permissions } = await system.get('/api/v1/admin/permissions').expect(200);
      await role(
        'Почти',
        permissions.items.map(({ code }: { code: string }) => code),
      );
      const almost = await test.newcomer('user');
      await patch(almost.id, { role: 'Почти' }, system).expect(200);
      await patch(almost.id, { role: 'system' }, almost.agent).expect(403);
      await patch(await systemId(), { name: 'Mine' }, almost.agent).expect(403);
    });
  });

  describe('ranks', () => {
    it.each<[string, (id: number) => ReturnType<Agent['get']>]>([
      ['patch', (id) => patch(id, { name: 'Mine' })],
      ['delete', (id) => admin.agent.delete(`${USERS}/${id}`)],
      ['activate', (id) => admin.agent.post(`${USERS}/${id}/activate`)],
      ['suspend', (id) => admin.agent.post(`${USERS}/${id}/suspend`)],
      ['reset-password', (id) => admin.agent.post(`${USERS}/${id}/reset-password`)],
      [
        'set a password',
        (id) => admin.agent.post(`${USERS}/${id}/reset-password`).send({ password: 'mine, all mine' }),
      ],
      ['send-invite', (id) => admin.agent.post(`${USERS}/${id}/send-invite`)],
      ['sync', (id) => admin.agent.post(`${USERS}/${id}/sync`)],
    ])('keep an admin from a system user: %s', async (_, call) => {
      const { body } = await call(await systemId()).expect(403);
      expect(body).toMatchObject({
        code: 'forbidden',
        detail: 'Системного пользователя может менять только системный пользователь',
      });
      await test.login(test.systemUser.email, test.systemUser.password);
    });

    it('let a helper with few rights help merchants, but neither become them nor touch admins', async () => {
      await role('Помощник', ['users.read', 'users.write']);
      const helper = await test.newcomer();
      await patch(helper.id, { role: 'Помощник' }, system).expect(200);
      const merchant = await test.newcomer();
      await patch(merchant.id, { name: 'Мария' }, helper.agent).expect(200);
      await helper.agent.post(`${USERS}/${merchant.id}/suspend`).expect(200);
      await helper.agent.post(`${USERS}/${merchant.id}/activate`).expect(200);
      await patch(merchant.id, { email: 'taken-over@example.com' }, helper.agent).expect(403);
      await patch(merchant.id, { role: 'Помощник' }, helper.agent).expect(403);
      const password = 'known to the helper';
      await helper.agent.post(`${USERS}/${merchant.id}/reset-password`).send({ password }).expect(403);
      await helper.agent.post(`${USERS}/${admin.id}/suspend`).expect(403);
      await patch(admin.id, { name: 'X' }, helper.agent).expect(403);
      await helper.agent.post(USERS).send({ email: 'x@example.com', name: 'X', role: 'user' }).expect(403);
    });
  });

  describe('oneself', () => {
    it('may be renamed, but neither lowered, suspended nor deleted by accident', async () => {
      const { id, agent } = await test.newcomer('admin');
      await patch(id, { name: 'Я' }, agent).expect(200);
      for (const answer of [
        await patch(id, { role: 'user' }, agent),
        await agent.post(`${USERS}/${id}/suspend`),
        await agent.post(`${USERS}/${id}/reset-password`).send({ password: 'without the old one' }),
        await agent.delete(`${USERS}/${id}`),
      ]) {
        expect([answer.status, answer.body.code]).toEqual([409, 'yourself']);
      }
      expect((await agent.get(`${USERS}/${id}`).expect(200)).body).toMatchObject({ role: 'admin', status: 'active' });
      await patch(id, { roles: ['admin', 'user'] }, agent).expect(200);
    });
  });

  describe('delete', () => {
    it('ends the sessions, frees the address, and keeps the goods unless told otherwise', async () => {
      const { id, email, agent } = await test.newcomer();
      await admin.agent.delete(`${USERS}/${id}`).expect(204);
      await agent.get('/api/v1/sync/runs').expect(401);
      await admin.agent.get(`${USERS}/${id}`).expect(404);
      const { body } = await admin.agent.get(`${USERS}?search=${email}`).expect(200);
      expect(body.items).toEqual([]);
      await admin.agent.post(USERS).send({ email, name: 'Снова', role: 'user' }).expect(201);
    });

    it.each([
      ['in the query', (id: number) => admin.agent.delete(`${USERS}/${id}?goods=hide`)],
      ['in the body', (id: number) => admin.agent.delete(`${USERS}/${id}`).send({ goods: 'hide' })],
    ])('says %s what becomes of the goods', async (_, call) => {
      const { id } = await test.newcomer();
      await call(id).expect(204);
      const [entry] = await database.query(
        `SELECT JSON_VALUE(details, '$.goods') AS goods FROM audit_entries WHERE action = 'user.deleted' AND target_id = ?`,
        [String(id)],
      );
      expect(entry).toEqual({ goods: 'hide' });
      await admin.agent.get(`${USERS}/${id}`).expect(404);
    });

    it('refuses another word for the goods and deletes nobody', async () => {
      const { id } = await test.newcomer();
      const { body } = await admin.agent.delete(`${USERS}/${id}?goods=burn`).expect(400);
      expect(body.errors).toMatchObject([{ field: 'goods' }]);
      await admin.agent.get(`${USERS}/${id}`).expect(200);
    });
  });
});
