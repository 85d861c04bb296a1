import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { startTestApp, type Agent, type TestApp } from '../../testing/app.js';
import { startMailbox, type Mailbox } from '../../testing/mailbox.js';

const USERS = '/api/v1/admin/users';
const AUTH = '/api/v1/auth';

describe('letting users in and keeping them out', () => {
  let test: TestApp;
  let mailbox: Mailbox;
  let database: DataSource;
  let admin: Agent;
  beforeAll(async () => {
    mailbox = await startMailbox();
    test = await startTestApp({
      settings: { EMAIL_PROVIDER: 'smtp', SMTP_URL: mailbox.url, MAIL_FROM: 'EvoSync <no-reply@evosync.test>' },
    });
    database = test.app.get(DataSource);
    admin = (await test.newcomer('admin')).agent;
  });
  afterAll(async () => {
    await test.close();
    await mailbox.close();
  });

  const act = (id: number, action: string, body: object = {}) => admin.post(`${USERS}/${id}/${action}`).send(body);
  const login = ({ email, password }: { email: string; password: string }) =>
    test.anonymous.post(`${AUTH}/login`).send({ email, password });
  let count = 0;
  const invited = async () => {
    count += 1;
    const email = `invited-${count}@example.com`;
    const { body } = await admin.post(USERS).send({ email, name: 'Борис', role: 'user' }).expect(201);
    return { id: Number(body.id), email };
  };

  describe('suspend', () => {
    it('ends every session and token at once, and they stay ended after activation', async () => {
      const person = await test.newcomer();
      const elsewhere = await test.login(person.email, person.password);
      const { body: made } = await person.agent
        .post('/api/v1/profile/api-tokens')
        .send({ name: 'T', scopes: ['read'] })
        .expect(201);
      const byToken = () => test.anonymous.get('/api/v1/sync/runs').set('Authorization', `Bearer ${made.token}`);
      await byToken().expect(200);

      expect((await act(person.id, 'suspend').expect(200)).body).toMatchObject({ id: person.id, status: 'suspended' });
      for (const agent of [person.agent, elsewhere]) await agent.get('/api/v1/sync/runs').expect(401);
      await byToken().expect(401);
      await login(person).expect(401);

      expect((await act(person.id, 'activate').expect(200)).body.status).toBe('active');
      await person.agent.get('/api/v1/sync/runs').expect(401);
      await login(person).expect(200);
    });

    it('twice is the same as once', async () => {
      const { id } = await test.newcomer();
      await act(id, 'suspend').expect(200);
      await act(id, 'suspend').expect(200);
      const [row] = await database.query(
        `SELECT COUNT(*) AS n FROM audit_entries WHERE action = 'user.suspended' AND target_id = ?`,
        [String(id)],
      );
      expect(Number(row.n)).toBe(1);
    });
  });

  describe('activate', () => {
    it('lets a registered person in whose letter was lost', async () => {
      const person = { email: 'lost-letter@example.com', password: 'a good long password', name: 'Вера' };
      await test.anonymous.post(`${AUTH}/register`).send(person).expect(201);
      await login(person).expect(401);
      const { body } = await admin.get(`${USERS}?search=${person.email}`).expect(200);
      await act(body.items[0].id, 'activate').expect(200);
      await login(person).expect(200);
    });
  });

  describe('invite', () => {
    it('is sent at creation and brings the person in', async () => {
      const { email } = await invited();
      const { token, links } = await mailbox.waitFor(email);
      expect(links[0]).toContain(`${test.settings.baseUrl}/invite`);
      await test.anonymous.post(`${AUTH}/invite/${token}`).send({ password: 'my own password' }).expect(200);
      await login({ email, password: 'my own password' }).expect(200);
    });

    it('sent again makes the one before worthless', async () => {
      const { id, email } = await invited();
      const { token: old } = await mailbox.waitFor(email);
      expect((await act(id, 'send-invite').expect(200)).body).toEqual({ inviteSent: true });
      for (const end = Date.now() + 10_000; mailbox.letters(email).length < 2 && Date.now() < end;) {
        await new Promise((resolve) => setTimeout(resolve, 30));
      }
      const fresh = mailbox.letters(email).at(-1)?.token;
      expect(fresh).not.toBe(old);
      await test.anonymous.post(`${AUTH}/invite/${old}`).send({ password: 'my own password' }).expect(400);
      await test.anonymous.post(`${AUTH}/invite/${fresh}`).send({ password: 'my own password' }).expect(200);
    });

    it('is not for those who are in already', async () => {
      const { id } = await test.newcomer();
      expect((await act(id, 'send-invite').expect(409)).body.code).toBe('user_not_pending');
    });
  });

  describe('reset-password', () => {
    it('sends a letter by which the person chooses a new one', async () => {
      const { id, email, password } = await test.newcomer();
      expect((await act(id, 'reset-password').expect(200)).body).toEqual({ letterSent: true });
      await login({ email, password }).expect(200);
      const { token } = await mailbox.waitFor(email);
      const chosen = 'a newly chosen one';
      await test.anonymous.post(`${AUTH}/reset-password`).send({ token, password: chosen }).expect(204);
      await login({ email, password: chosen }).expect(200);
    });

    it('with a password sets it, ends the sessions and tells the person', async () => {
      const { id, email, agent } = await test.newcomer();
      const password = 'told by telephone';
      expect((await act(id, 'reset-password', { password }).expect(200)).body).toEqual({ letterSent: false });
      await agent.get('/api/v1/sync/runs').expect(401);
      await login({ email, password }).expect(200);
      const letter = await mailbox.waitFor(email);
      expect(letter.token).toBeNull();
      expect(`${letter.subject} ${letter.text}`).not.toContain(password);
    });

    it.each(['short', 'password123', '        '])('refuses the weak password %j', async (password) => {
      const person = await test.newcomer();
      const { body } = await act(person.id, 'reset-password', { password }).expect(400);
      expect(body.errors).toMatchObject([{ field: 'password' }]);
      await person.agent.get('/api/v1/sync/runs').expect(200);
    });

    it('is refused for a suspended user', async () => {
      const { id } = await test.newcomer();
      await act(id, 'suspend').expect(200);
      expect((await act(id, 'reset-password').expect(409)).body.code).toBe('user_suspended');
    });
  });

  it('refuses a weak password at creation', async () => {
    const { body } = await admin
      .post(USERS)
      .send({ email: 'weak@example.com', name: 'X', role: 'user', password: 'password123' })
      .expect(400);
    expect(body.errors).toMatchObject([{ field: 'password' }]);
  });
});
