import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { startTestApp, type TestApp } from '../testing/app.js';
import { ApiToken } from './api-token.entity.js';
import { tokenHash } from './token-hash.js';

const LOGIN = '/api/v1/auth/login';
const LOGOUT = '/api/v1/auth/logout';
const SESSION = '/api/v1/auth/session';
const USERS = '/api/v1/admin/users';

describe('sign-in', () => {
  let test: TestApp;
  let database: DataSource;
  beforeAll(async () => {
    test = await startTestApp();
    database = test.app.get(DataSource);
  });
  afterAll(() => test.close());

  const setStatus = (id: number, status: string) =>
    database.query('UPDATE users SET status = ? WHERE id = ?', [status, id]);
  const wrongPair = { email: 'nobody@evosync.test', password: 'wrong password' };

  describe('by password', () => {
    it('answers the user and what they may do', async () => {
      const { body, headers } = await test.anonymous.post(LOGIN).send(test.systemUser).expect(200);
      expect(body.user).toEqual({
        id: expect.any(Number),
        email: test.systemUser.email,
        name: expect.any(String),
        phone: null,
        status: 'active',
        roles: ['system'],
        role: 'system',
        language: 'ru',
        createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        lastLoginAt: expect.stringMatching(/Z$/),
      });
      expect(Math.abs(Date.parse(body.user.createdAt) - Date.now())).toBeLessThan(120_000);
      expect(body.permissions).toEqual(expect.arrayContaining(['system.manage', 'catalog.read']));
      const [cookie] = headers['set-cookie'] as unknown as string[];
      expect(cookie).toMatch(/HttpOnly/);
      expect(cookie).toMatch(/SameSite=Lax/);
      expect(cookie).not.toMatch(/Secure/);
    });

    it('sets a Secure cookie behind TLS', async () => {
      const { headers } = await test.anonymous.post(LOGIN).set('X-Forwarded-Proto', 'https').send(test.systemUser);
      expect(headers['set-cookie']?.[0]).toMatch(/Secure/);
    });

    it('disregards case and spaces around the address', async () => {
      const email = ` ${test.systemUser.email.toUpperCase()} `;
      await test.anonymous
        .post(LOGIN)
        .send({ ...test.systemUser, email })
        .expect(200);
    });

    it('refuses an unknown address, a wrong password, and a shut account whose password is wrong, all alike', async () => {
      const pending = await test.newcomer();
      const suspended = await test.newcomer();
      await setStatus(pending.id, 'pending');
      await setStatus(suspended.id, 'suspended');
      const bodies = [];
      for (const { email } of [wrongPair, test.systemUser, pending, suspended]) {
        const attempt = { email, password: 'wrong password' };
        const { body } = await test.anonymous.post(LOGIN).send(attempt).expect(401);
        bodies.push({ ...body, requestId: '' });
      }
      expect(bodies[0]).toMatchObject({ code: 'bad_credentials', status: 401 });
      expect(new Set(bodies.map((body) => JSON.stringify(body))).size).toBe(1);
    });

    it.each([
      ['pending', 'email_not_confirmed', /подтверждена/],
      ['suspended', 'account_suspended', /приостановлена/],
    ])('tells who knows the password that the account is %s', async (status, code, words) => {
      const { id, email, password } = await test.newcomer();
      await setStatus(id, status);
      const { body, headers } = await test.anonymous.post(LOGIN).send({ email, password }).expect(401);
      expect(body).toMatchObject({ code, detail: expect.stringMatching(words) });
      expect(headers['set-cookie']).toBeUndefined();
    });

    it.each([
      [{}, ['email', 'password']],
      [{ email: 'a@b.c' }, ['password']],
      [{ email: '', password: 'x' }, ['email']],
      [{ email: { $ne: '' }, password: ['x'] }, ['email', 'password']],
    ])('says what is missing in %j', async (body, fields) => {
      const answer = await test.anonymous.post(LOGIN).send(body).expect(400);
      expect(answer.body.code).toBe('validation_failed');
      expect(answer.body.errors.map(({ field }: { field: string }) => field)).toEqual(fields);
    });

    it('slows down guessing at one account, leaves the others alone and shuts nobody out', async () => {
      const victim = await test.newcomer();
      const guess = () => test.anonymous.post(LOGIN).send({ email: victim.email, password: 'a wrong guess' });
      const answers = [];
      for (let count = 0; count < 10; count += 1) answers.push(await guess());
      expect(answers.slice(0, 6).map(({ status }) => status)).toEqual(Array(6).fill(401));
      expect(answers.slice(6).map(({ status }) => status)).toContain(429);
      const { body, headers } = answers.find(({ status }) => status === 429) ?? {};
      expect(body.code).toBe('too_many_attempts');
      const waitSeconds = Number(headers?.['retry-after']);
      expect(waitSeconds).toBeGreaterThan(0);
      expect(waitSeconds).toBeLessThanOrEqual(2);
      await test.login(test.systemUser.email, test.systemUser.password);
      await delay(waitSeconds * 1000 + 500);
      await test.login(victim.email, victim.password);
    });

    it('counts guesses that are sent side by side', async () => {
      const victim = await test.newcomer();
      const guess = () => test.anonymous.post(LOGIN).send({ email: victim.email, password: 'a wrong guess' });
      const statuses = (await Promise.all(Array.from({ length: 25 }, guess))).map(({ status }) => status);
      expect(statuses.filter((status) => status === 401)).toHaveLength(6);
      expect(statuses.filter((status) => status === 429)).toHaveLength(19);
    });

    it('never slows down who has the right password, however often and at once', async () => {
      const { email, password } = await test.newcomer();
      await Promise.all(Array.from({ length: 20 }, () => test.login(email, password)));
    });

    it('lets the owner in from where they always come, whatever others guess from elsewhere', async () => {
      const owner = await test.newcomer();
      const from = (address: string, password: string) =>
        test.anonymous.post(LOGIN).set('X-Forwarded-For', address).send({ email: owner.email, password });
      for (let count = 0; count < 8; count += 1) await from('203.0.113.7', 'a wrong guess');
      await from('203.0.113.7', owner.password).expect(429);
      await test.login(owner.email, owner.password);
    });

    it('lets the owner in from where they always come, whatever others guess from the same address', async () => {
      const owner = await test.newcomer();
      const office = '203.0.113.20';
      const from = (email: string, password: string) =>
        test.anonymous.post(LOGIN).set('X-Forwarded-For', office).send({ email, password });
      await from(owner.email, owner.password).expect(200);
      const guesses = Array.from({ length: 110 }, (_, n) => from(`guess-${n}@evosync.test`, 'a wrong guess'));
      const answers = await Promise.all(guesses);
      expect(answers.map(({ status }) => status)).toContain(429);
      await from('another-guess@evosync.test', 'a wrong guess').expect(429);
      await from(owner.email, owner.password).expect(200);
    });

    it('forgets failures after a success', async () => {
      const person = await test.newcomer();
      for (let round = 0; round < 3; round += 1) {
        for (let guess = 0; guess < 5; guess += 1) {
          await test.anonymous.post(LOGIN).send({ email: person.email, password: 'guess' }).expect(401);
        }
        await test.login(person.email, person.password);
      }
    });
  });

  describe('session', () => {
    it('is nobody without a cookie, with a forged one, and after sign-out', async () => {
      const nobody = { user: null, permissions: [] };
      expect((await test.anonymous.get(SESSION).expect(200)).body).toEqual(nobody);
      await test.anonymous.get(SESSION).set('Cookie', 'evosync.sid=s%3Aforged.signature').expect(200, nobody);
      const { agent } = await test.newcomer();
      await agent.post(LOGOUT).expect(204);
      await agent.get(SESSION).expect(200, nobody);
    });

    it('ends on the server too, so that a kept cookie opens nothing', async () => {
      const { headers } = await test.anonymous.post(LOGIN).send(test.systemUser);
      const cookie = headers['set-cookie']?.[0]?.split(';')[0] ?? '';
      await test.anonymous.get(USERS).set('Cookie', cookie).expect(200);
      await test.anonymous.post(LOGOUT).set('Cookie', cookie).expect(204);
      await test.anonymous.get(USERS).set('Cookie', cookie).expect(401);
    });

    it('gets a new id at sign-in', async () => {
      const first = await test.anonymous.post(LOGIN).send(test.systemUser);
      const before = first.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
      const second = await test.anonymous.post(LOGIN).set('Cookie', before).send(test.systemUser);
      expect(second.headers['set-cookie']?.[0]?.split(';')[0]).not.toBe(before);
      await test.anonymous.get(USERS).set('Cookie', before).expect(401);
    });

    it('of a suspended user stops at the next request', async () => {
      const { id, agent } = await test.newcomer('admin');
      await agent.get(USERS).expect(200);
      await setStatus(id, 'suspended');
      const { body } = await agent.get(USERS).expect(401);
      expect(body.code).toBe('unauthorized');
      expect((await agent.get(SESSION)).body.user).toBeNull();
    });

    it('follows a change of roles at the next request', async () => {
      const { id, agent } = await test.newcomer('admin');
      await agent.get(USERS).expect(200);
      await database.query(
        `UPDATE user_roles SET role_id = (SELECT id FROM roles WHERE name = 'user') WHERE user_id = ?`,
        [id],
      );
      const { body } = await agent.get(USERS).expect(403);
      expect(body.code).toBe('forbidden');
    });

    it('of a deleted user stops at the next request', async () => {
      const { id, agent } = await test.newcomer('admin');
      await database.query('DELETE FROM users WHERE id = ?', [id]);
      await agent.get(USERS).expect(401);
    });
  });

  describe('from another site', () => {
    it.each([
      { 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'same-site' },
      { Origin: 'https://evil.example' },
      { Origin: 'null' },
    ])('is refused with %j', async (headers) => {
      const { agent } = await test.newcomer();
      const { body } = await agent.post(LOGOUT).set(headers).expect(403);
      expect(body.code).toBe('cross_site');
      expect((await agent.get(SESSION)).body.user).not.toBeNull();
    });

    it('may still read, and our own page may write', async () => {
      const { agent } = await test.newcomer();
      await agent.get(SESSION).set('Sec-Fetch-Site', 'cross-site').expect(200);
      await agent.post(LOGOUT).set('Origin', new URL(test.url).origin).expect(204);
      await agent.post(LOGOUT).set({ 'Sec-Fetch-Site': 'same-origin', Origin: 'http://localhost:5173' }).expect(204);
    });
  });

  describe('by token', () => {
    const token = 'evs_0123456789abcdefghijklmnopqrstuvwxyzABCDEFG';
    let owner: Awaited<ReturnType<TestApp['newcomer']>>;
    beforeAll(async () => {
      owner = await test.newcomer('admin');
    });
    afterEach(() => database.query('DELETE FROM api_tokens'));

    const give = (fields: Partial<ApiToken>) =>
      database.getRepository(ApiToken).insert({
        userId: owner.id,
        name: 'reports',
        tokenHash: tokenHash(token),
        last4: token.slice(-4),
        scopes: ['read', 'write'],
        ...fields,
      });
    const get = () => test.anonymous.get(USERS).set('Authorization', `Bearer ${token}`);

    it("acts in its owner's name and notes its use", async () => {
      await give({});
      await get().expect(200);
      const { body } = await test.anonymous.get(SESSION).set('Authorization', `Bearer ${token}`);
      expect(body.user.id).toBe(owner.id);
      expect((await database.getRepository(ApiToken).find())[0]?.lastUsedAt).toBeInstanceOf(Date);
    });

    it('passes from any site, for no browser adds it by itself', async () => {
      await give({});
      const input = { email: 'by-token@evosync.test', name: 'By token', role: 'user' };
      await test.anonymous
        .post(USERS)
        .set({ Authorization: `Bearer ${token}`, Origin: 'https://reports.example' })
        .send(input)
        .expect(201);
    });

    it('may only read when it has only that scope', async () => {
      await give({ scopes: ['read'] });
      await get().expect(200);
      const { body } = await test.anonymous.post(USERS).set('Authorization', `Bearer ${token}`).send({}).expect(403);
      expect(body.code).toBe('scope_missing');
    });

    it('opens nothing when unknown, expired, or its owner is suspended, not even beside a good cookie', async () => {
      await get().expect(401);
      await owner.agent.get(USERS).set('Authorization', `Bearer ${token}`).expect(401);
      await give({ expiresAt: new Date(Date.now() - 1000) });
      await get().expect(401);
      await database.getRepository(ApiToken).update({ userId: owner.id }, { expiresAt: null });
      await setStatus(owner.id, 'suspended');
      await get().expect(401);
      await setStatus(owner.id, 'active');
      await get().expect(200);
    });
  });
});
