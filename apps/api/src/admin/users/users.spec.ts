import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { startTestApp, type Agent, type TestApp } from '../../testing/app.js';

const USERS = '/api/v1/admin/users';

describe('admin/users', () => {
  let test: TestApp;
  let system: Agent;
  let admin: Agent;
  let merchant: Agent;
  beforeAll(async () => {
    test = await startTestApp();
    system = await test.login(test.systemUser.email, test.systemUser.password);
    admin = (await test.newcomer('admin')).agent;
    merchant = (await test.newcomer('user')).agent;
  });
  afterAll(() => test.close());

  const anna = { email: 'anna@example.com', name: 'Анна', role: 'user', password: 'a good password' };

  describe('who may call', () => {
    const routes: [string, string][] = [
      ['get', USERS],
      ['post', USERS],
      ['get', `${USERS}/1`],
    ];
    it.each(routes)('%s %s: nobody without sign-in, no merchant, but admins and system', async (method, path) => {
      const call = (agent: Agent) => (method === 'get' ? agent.get(path) : agent.post(path).send({}));
      expect((await call(test.anonymous)).body).toMatchObject({ status: 401, code: 'unauthorized' });
      expect((await call(merchant)).body).toMatchObject({ status: 403, code: 'forbidden' });
      for (const agent of [admin, system]) expect([200, 400]).toContain((await call(agent)).status);
    });
  });

  describe('create', () => {
    it('makes an active user with a password, who can sign in', async () => {
      const { body } = await admin
        .post(USERS)
        .send({ ...anna, phone: '+7 900 000-00-00' })
        .expect(201);
      expect(body).toMatchObject({
        email: anna.email,
        name: 'Анна',
        phone: '+79000000000',
        status: 'active',
        roles: ['user'],
        role: 'user',
        lastLoginAt: null,
      });
      expect(JSON.stringify(body)).not.toMatch(/password|hash/i);
      await test.login(anna.email, anna.password);
      expect((await admin.get(`${USERS}/${body.id}`).expect(200)).body).toMatchObject({
        id: body.id,
        email: anna.email,
      });
    });

    it('makes a pending user without a password, with an invite that is kept hashed', async () => {
      const { body } = await admin.post(USERS).send({ email: 'boris@example.com', name: 'Борис', role: 'user' });
      expect(body).toMatchObject({ status: 'pending', inviteSent: true });
      const invites = await test.app
        .get(DataSource)
        .query('SELECT purpose, expires_at, used_at, token_hash FROM one_time_tokens WHERE user_id = ?', [body.id]);
      expect(invites).toEqual([
        {
          purpose: 'invite',
          used_at: null,
          expires_at: expect.any(Date),
          token_hash: expect.stringMatching(/^[\da-f]{64}$/),
        },
      ]);
      expect((invites[0].expires_at.getTime() - Date.now()) / 3_600_000).toBeCloseTo(48, 1);
      await test.anonymous.post('/api/v1/auth/login').send({ email: body.email, password: 'anything' }).expect(401);
    });

    it('keeps addresses unique without regard to case', async () => {
      await admin
        .post(USERS)
        .send({ ...anna, email: 'Vera@Example.com' })
        .expect(201);
      const { body } = await admin
        .post(USERS)
        .send({ ...anna, email: ' vERA@example.COM ' })
        .expect(409);
      expect(body).toMatchObject({
        code: 'email_taken',
        errors: [{ field: 'email', message: 'Эта почта уже занята' }],
      });
    });

    it('makes one user of two requests at once', async () => {
      const answers = await Promise.all(
        [1, 2, 3].map(() => admin.post(USERS).send({ ...anna, email: 'race@example.com' })),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    });

    it('refuses an unknown role', async () => {
      const { body } = await admin
        .post(USERS)
        .send({ ...anna, email: 'x@example.com', role: 'king' })
        .expect(400);
      expect(body).toMatchObject({ code: 'validation_failed', errors: [{ field: 'role', message: 'Такой роли нет' }] });
    });

    it('lets only system make a system user', async () => {
      const second = { ...anna, email: 'second@example.com', role: 'system' };
      expect((await admin.post(USERS).send(second).expect(403)).body.code).toBe('forbidden');
      await system.post(USERS).send(second).expect(201);
      await admin
        .post(USERS)
        .send({ ...anna, email: 'third@example.com', role: 'admin' })
        .expect(201);
    });

    it('names every wrong field in plain Russian, or in English when asked', async () => {
      const wrong = { email: 'not an address', name: '   ', role: 7, password: 'short', phone: '1'.repeat(33) };
      const { body, headers } = await admin.post(USERS).send(wrong).expect(400);
      expect(headers['content-type']).toMatch(/^application\/problem\+json/);
      expect(body).toEqual({
        type: 'about:blank',
        title: 'Неверный запрос',
        status: 400,
        detail: 'Проверьте отмеченные поля',
        code: 'validation_failed',
        errors: expect.arrayContaining([
          { field: 'email', message: 'Укажите адрес почты' },
          { field: 'name', message: 'Заполните это поле' },
          { field: 'role', message: 'Нужен текст' },
          { field: 'password', message: 'Не короче 8 знаков' },
          { field: 'phone', message: 'Не длиннее 32 знаков' },
        ]),
        instance: USERS,
        requestId: headers['x-request-id'],
      });
      const english = await admin.post(USERS).set('Accept-Language', 'en-GB,en;q=0.9').send(wrong).expect(400);
      expect(english.body).toMatchObject({ title: 'Bad Request', detail: 'Check the marked fields' });
      expect(JSON.stringify(english.body)).not.toMatch(/[а-яё]/i);
    });

    it('ignores fields it does not know', async () => {
      const input = { ...anna, email: 'extra@example.com', id: 1, status: 'suspended', roles: ['system'] };
      const { body } = await admin.post(USERS).send(input).expect(201);
      expect(body).toMatchObject({ status: 'active', roles: ['user'] });
      expect(body.id).not.toBe(1);
    });

    it.each([['[]'], ['[{"email":"a@b.c"}]']])('does not take %s for a user', async (body) => {
      await admin.post(USERS).set('Content-Type', 'application/json').send(body).expect(400);
    });
  });

  describe('list', () => {
    const emails = async (query: string): Promise<string[]> => {
      const { body } = await admin.get(`${USERS}?${query}`).expect(200);
      return body.items.map(({ email }: { email: string }) => email);
    };
    beforeAll(async () => {
      for (const [letter, name] of ['Яков', 'Мария', 'Абрам'].entries()) {
        const person = {
          email: `list-${letter}_x@example.com`,
          name,
          role: 'user',
          phone: `8 (912) 345-67-0${letter}`,
        };
        await system.post(USERS).send(person).expect(201);
      }
    });

    it('answers pages with their total', async () => {
      const { body } = await admin.get(`${USERS}?search=list-&pageSize=2&page=2&sort=email`).expect(200);
      expect(body).toMatchObject({ total: 3, page: 2, pageSize: 2 });
      expect(body.items).toHaveLength(1);
      expect(body.items[0]).toMatchObject({ email: 'list-2_x@example.com', roles: ['user'] });
    });

    it('sorts both ways', async () => {
      expect(await emails('search=list-&sort=name')).toEqual([2, 1, 0].map((n) => `list-${n}_x@example.com`));
      expect(await emails('search=list-&sort=-email')).toEqual([2, 1, 0].map((n) => `list-${n}_x@example.com`));
    });

    it.each([
      ['МАРИЯ', ['list-1_x@example.com']],
      ['LIST-0', ['list-0_x@example.com']],
      ['%2B7 912 345-67-02', ['list-2_x@example.com']],
      ['list-%25x', []],
      ["'; DROP TABLE users", []],
    ])('finds by name, address or phone, and takes nothing for a pattern: %s', async (search, expected) => {
      expect(await emails(`search=${search}`)).toEqual(expected);
    });

    it('filters by role and status', async () => {
      expect(await emails('role=system&search=evosync.test')).toEqual([test.systemUser.email]);
      expect(await emails('status=pending&search=list-0')).toEqual(['list-0_x@example.com']);
      expect(await emails('status=active&search=list-0')).toEqual([]);
    });

    it.each(['page=0', 'page=x', 'pageSize=201', 'pageSize=0', 'sort=passwordHash', 'sort=constructor', 'status=gone'])(
      'refuses %s',
      async (query) => {
        const { body } = await admin.get(`${USERS}?${query}`).expect(400);
        expect(body).toMatchObject({ code: 'validation_failed', errors: [{ field: query.split('=')[0] }] });
      },
    );
  });

  it.each(['999999', 'abc', '0', '1e1', '99999999999'])('answers 404 for the unknown user %s', async (id) => {
    expect((await admin.get(`${USERS}/${id}`).expect(404)).body.code).toBe('not_found');
  });
});
