import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { startTestApp, type TestApp } from '../testing/app.js';
import { startMailbox, type Mailbox } from '../testing/mailbox.js';

const PROFILE = '/api/v1/profile';
const AUTH = '/api/v1/auth';

describe('profile', () => {
  let test: TestApp;
  let mailbox: Mailbox;
  beforeAll(async () => {
    mailbox = await startMailbox();
    test = await startTestApp({
      settings: { EMAIL_PROVIDER: 'smtp', SMTP_URL: mailbox.url, MAIL_FROM: 'EvoSync <no-reply@evosync.test>' },
    });
  });
  afterAll(async () => {
    await test.close();
    await mailbox.close();
  });

  const signsIn = (email: string, password: string) => test.anonymous.post(`${AUTH}/login`).send({ email, password });

  it('is for who is signed in', async () => {
    await test.anonymous.get(PROFILE).expect(401);
    await test.anonymous.patch(PROFILE).send({}).expect(401);
    await test.anonymous.delete(PROFILE).expect(401);
    await test.anonymous.post(`${PROFILE}/change-password`).send({}).expect(401);
  });

  it('shows the account', async () => {
    const { id, email, agent } = await test.newcomer();
    const { body } = await agent.get(PROFILE).expect(200);
    expect(body).toEqual({
      id,
      email,
      pendingEmail: null,
      name: 'user',
      phone: null,
      language: 'ru',
      roles: ['user'],
      permissions: expect.arrayContaining(['profile.read', 'profile.write']),
      notifications: { email: true, sms: false },
      createdAt: expect.stringMatching(/Z$/),
      lastLoginAt: expect.stringMatching(/Z$/),
    });
  });

  it('changes what is given and leaves the rest', async () => {
    const { agent } = await test.newcomer();
    const changes = { name: ' Анна ', phone: '8 900 123 45 67', language: 'en', notifications: { sms: true } };
    const { body } = await agent.patch(PROFILE).send(changes).expect(200);
    expect(body).toMatchObject({
      name: 'Анна',
      phone: '+79001234567',
      language: 'en',
      notifications: { email: true, sms: true },
    });
    const { body: later } = await agent
      .patch(PROFILE)
      .send({ notifications: { email: false } })
      .expect(200);
    expect(later).toMatchObject({ ...body, notifications: { email: false, sms: true } });
    expect((await agent.patch(PROFILE).send({ phone: '' }).expect(200)).body).toMatchObject({
      phone: null,
      notifications: { email: false, sms: false },
    });
    expect((await agent.get(PROFILE)).body.phone).toBeNull();
  });

  it.each([
    [{ name: '  ' }, 'name'],
    [{ name: null }, 'name'],
    [{ phone: '12' }, 'phone'],
    [{ language: 'de' }, 'language'],
    [{ email: 'no address' }, 'email'],
    [{ notifications: { sms: 'yes' } }, 'notifications.sms'],
    [{ notifications: { sms: true } }, 'notifications.sms'],
  ])('refuses %j', async (changes, field) => {
    const { agent } = await test.newcomer();
    const { body } = await agent.patch(PROFILE).send(changes).expect(400);
    expect(body).toMatchObject({ code: 'validation_failed', errors: [{ field }] });
  });

  describe('a new e-mail', () => {
    it('counts once it is confirmed, and the old address is told', async () => {
      const { email, password, agent } = await test.newcomer();
      const next = `new-${email}`;
      const { body } = await agent.patch(PROFILE).send({ email: next.toUpperCase(), currentPassword: password });
      expect(body).toMatchObject({ email, pendingEmail: next });
      await signsIn(next, password).expect(401);
      const { token } = await mailbox.waitFor(next);
      expect(mailbox.letters(email)).toEqual([]);
      await test.anonymous.post(`${AUTH}/confirm-email`).send({ token }).expect(204);
      expect((await agent.get(PROFILE)).body).toMatchObject({ email: next, pendingEmail: null });
      await signsIn(email, password).expect(401);
      await signsIn(next, password).expect(200);
      expect((await mailbox.waitFor(email)).text).toContain(next);
    });

    it('needs the present password', async () => {
      const { agent } = await test.newcomer();
      for (const currentPassword of [undefined, 'a wrong guess']) {
        const { body } = await agent.patch(PROFILE).send({ email: 'x@example.com', currentPassword }).expect(400);
        expect(body.errors).toMatchObject([{ field: 'currentPassword' }]);
      }
      expect((await agent.get(PROFILE)).body.pendingEmail).toBeNull();
    });

    it('is given up by the present one', async () => {
      const { email, password, agent } = await test.newcomer();
      await agent
        .patch(PROFILE)
        .send({ email: `x-${email}`, currentPassword: password })
        .expect(200);
      const { token } = await mailbox.waitFor(`x-${email}`);
      expect((await agent.patch(PROFILE).send({ email })).body).toMatchObject({ email, pendingEmail: null });
      await test.anonymous.post(`${AUTH}/confirm-email`).send({ token }).expect(400);
    });

    it('that is somebody else’s is never theirs to take, and nobody learns of it', async () => {
      const owner = await test.newcomer();
      const { password, agent } = await test.newcomer();
      const { body } = await agent.patch(PROFILE).send({ email: owner.email, currentPassword: password }).expect(200);
      expect(body.pendingEmail).toBe(owner.email);
      expect((await mailbox.waitFor(owner.email)).token).toBeNull();
    });

    it('is never confirmed by a link that went to another address, in whatever order things happen', async () => {
      const { email, password, agent } = await test.newcomer();
      const [mine, theirs] = [`mine-${email}`, `theirs-${email}`];
      const ask = (wanted: string) => agent.patch(PROFILE).send({ email: wanted, currentPassword: password });
      await ask(mine).expect(200);
      const { token } = await mailbox.waitFor(mine);
      const [, , confirmed] = await Promise.all([
        ask(theirs),
        ask(mine),
        test.anonymous.post(`${AUTH}/confirm-email`).send({ token }),
      ]);
      expect([204, 400]).toContain(confirmed.status);
      expect([email, mine]).toContain((await agent.get(PROFILE)).body.email);
      for (const letter of mailbox.letters(mine)) {
        await test.anonymous.post(`${AUTH}/confirm-email`).send({ token: letter.token });
      }
      expect([email, mine]).toContain((await agent.get(PROFILE)).body.email);
    });

    it('takes as long to ask for, whether somebody has it or not', async () => {
      const owner = await test.newcomer();
      const times = [];
      for (const wanted of [owner.email, `unknown-${owner.email}`]) {
        const { password, agent } = await test.newcomer();
        const startedAt = performance.now();
        await agent.patch(PROFILE).send({ email: wanted, currentPassword: password }).expect(200);
        times.push(performance.now() - startedAt);
      }
      expect(Math.min(...times)).toBeGreaterThan(300);
    });

    it('that another account took meanwhile is refused', async () => {
      const { email, password, agent } = await test.newcomer();
      const wanted = `wanted-${email}`;
      await agent.patch(PROFILE).send({ email: wanted, currentPassword: password }).expect(200);
      const { token } = await mailbox.waitFor(wanted);
      await test.app.get(DataSource).query(`INSERT INTO users (email, name) VALUES (?, 'Other')`, [wanted]);
      const { body } = await test.anonymous.post(`${AUTH}/confirm-email`).send({ token }).expect(409);
      expect(body.code).toBe('email_taken');
      expect((await agent.get(PROFILE)).body.email).toBe(email);
    });
  });

  describe('the password', () => {
    const change = (body: object) => ({ path: `${PROFILE}/change-password`, body });

    it('changes; all other sessions end at once, this one stays', async () => {
      const { email, password, agent } = await test.newcomer();
      const other = await test.login(email, password);
      const { path, body } = change({ currentPassword: password, newPassword: 'quite another password' });
      await agent.post(path).send(body).expect(204);
      await other.get(PROFILE).expect(401);
      await agent.get(PROFILE).expect(200);
      await signsIn(email, password).expect(401);
      await signsIn(email, 'quite another password').expect(200);
      expect((await mailbox.waitFor(email)).subject).toMatch(/Пароль/);
    });

    it.each([
      [{ currentPassword: 'a wrong guess', newPassword: 'quite another password' }, 'currentPassword'],
      [{ newPassword: 'quite another password' }, 'currentPassword'],
      [{ currentPassword: 'a good password', newPassword: 'short' }, 'newPassword'],
      [{ currentPassword: 'a good password', newPassword: '1234567890' }, 'newPassword'],
    ])('stays with %j', async (input, field) => {
      const { email, password, agent } = await test.newcomer();
      const { path, body } = change(input);
      const answer = await agent.post(path).send(body).expect(400);
      expect(answer.body.errors).toMatchObject([{ field }]);
      await signsIn(email, password).expect(200);
    });

    it('cannot be guessed at an open screen', async () => {
      const { agent } = await test.newcomer();
      const { path, body } = change({ currentPassword: 'a wrong guess', newPassword: 'quite another password' });
      const statuses = [];
      for (let count = 0; count < 9; count += 1) statuses.push((await agent.post(path).send(body)).status);
      expect(statuses).toContain(429);
    });
  });

  describe('its sessions', () => {
    const SESSIONS = `${PROFILE}/sessions`;
    const CHROME = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36';

    it('are listed without their secret', async () => {
      const { email, password, agent } = await test.newcomer();
      const elsewhere = await test.anonymous
        .post(`${AUTH}/login`)
        .set({ 'User-Agent': CHROME, 'X-Forwarded-For': '203.0.113.7' })
        .send({ email, password });
      const secret = /evosync\.sid=s%3A([^.]+)\./.exec(elsewhere.headers['set-cookie']?.[0] ?? '')?.[1] ?? 'none';
      const { body } = await agent.get(SESSIONS).expect(200);
      expect(body).toMatchObject({ total: 2, page: 1, pageSize: 50 });
      expect(body.items[0]).toEqual({
        id: expect.stringMatching(/^[\da-f]{32}$/),
        current: false,
        createdAt: expect.stringMatching(/Z$/),
        lastSeenAt: expect.stringMatching(/Z$/),
        ip: '203.0.113.7',
        userAgent: 'Chrome, Windows',
      });
      expect(body.items[1].current).toBe(true);
      expect(secret).not.toBe('none');
      expect(JSON.stringify(body)).not.toContain(secret);
    });

    it('end one by one, and nobody ends those of others', async () => {
      const { email, password, agent } = await test.newcomer();
      const other = await test.login(email, password);
      const { items } = (await agent.get(SESSIONS)).body;
      const { id } = items.find(({ current }: { current: boolean }) => !current);
      const stranger = await test.newcomer();
      await stranger.agent.delete(`${SESSIONS}/${id}`).expect(404);
      await other.get(PROFILE).expect(200);
      await agent.delete(`${SESSIONS}/${id}`).expect(204);
      await other.get(PROFILE).expect(401);
      await agent.delete(`${SESSIONS}/${id}`).expect(404);
      expect((await agent.get(SESSIONS)).body.total).toBe(1);
    });

    it('end everywhere else, or everywhere', async () => {
      const { email, password, agent } = await test.newcomer();
      const others = [await test.login(email, password), await test.login(email, password)];
      await agent.delete(SESSIONS).expect(204);
      for (const other of others) await other.get(PROFILE).expect(401);
      await agent.get(PROFILE).expect(200);
      await agent.delete(`${SESSIONS}?all=true`).expect(204);
      await agent.get(PROFILE).expect(401);
      await agent.delete(`${SESSIONS}?all=maybe`).expect(401);
    });

    it('leave the list at sign-out and when the same browser signs in anew', async () => {
      const { email, password, agent } = await test.newcomer();
      await agent.post(`${AUTH}/login`).send({ email, password }).expect(200);
      expect((await agent.get(SESSIONS)).body.total).toBe(1);
      const other = await test.login(email, password);
      await other.post(`${AUTH}/logout`).expect(204);
      expect((await agent.get(SESSIONS)).body.total).toBe(1);
    });
  });
});
