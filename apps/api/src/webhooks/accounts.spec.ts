import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { startTestApp, type Agent, type TestApp } from '../testing/app.js';
import { APP_SECRET, EvotorCaller, newEvotorUserId } from '../testing/evotor-caller.js';
import { startMailbox, type Mailbox } from '../testing/mailbox.js';

const PASSWORD = 'correct horse battery';

describe('a merchant comes from the market of Evotor', () => {
  let test: TestApp;
  let evotor: EvotorCaller;
  let mailbox: Mailbox;
  let cloud: Server;
  /** Who each token of the cloud belongs to, and what the cloud answers instead, if anything. */
  const owners = new Map<string, string>();
  const refusals = new Map<string, number>();

  const shown = async (agent: Agent) => (await agent.get('/api/v1/connections').expect(200)).body.evotor;
  const eventually = async (agent: Agent, expected: object) => {
    for (const end = Date.now() + 20_000; ; await delay(100)) {
      const now = await shown(agent);
      try {
        expect(now).toMatchObject(expected);
        return;
      } catch (error) {
        if (Date.now() > end) throw error;
      }
    }
  };
  const aToken = (evotorUserId: string) => {
    const token = randomUUID();
    owners.set(token, evotorUserId);
    return token;
  };

  beforeAll(async () => {
    mailbox = await startMailbox();
    cloud = createServer((request, response) => {
      const token = String(request.headers.authorization ?? '').replace(/^bearer /i, '');
      const owner = owners.get(token);
      const status = refusals.get(token) ?? (owner ? 200 : 401);
      const stores = [{ id: '20170228-F4F1-401B-80FA-9ECCA8451FFB', name: 'Чайная', user_id: owner }];
      const items = request.url?.startsWith('/stores?') || request.url === '/stores' ? stores : [];
      response.writeHead(status, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(status === 200 ? { items, paging: {} } : {}));
    }).listen(0, '127.0.0.1');
    await once(cloud, 'listening');
    test = await startTestApp({
      settings: {
        EVOTOR_WEBHOOK_SECRET: APP_SECRET,
        EVOTOR_API_URL: `http://127.0.0.1:${(cloud.address() as AddressInfo).port}`,
        EMAIL_PROVIDER: 'smtp',
        SMTP_URL: mailbox.url,
        MAIL_FROM: 'no-reply@evosync.test',
      },
    });
    evotor = new EvotorCaller(test.url);
  }, 60_000);
  afterAll(async () => {
    await test.close();
    await mailbox.close();
    cloud.close();
  });

  describe('without an account', () => {
    it('gets one, with a letter in which to choose a password', async () => {
      const userId = newEvotorUserId();
      const email = `New-${randomUUID()}@evosync.test`;
      const { body } = await evotor.create(userId, email).expect(200);
      expect(body).toEqual({ userId, token: expect.stringMatching(/^[A-Za-z0-9_=-]{1,128}$/) });
      const letter = await mailbox.waitFor(email.toLowerCase());
      expect(letter.subject).toBe('Вас пригласили в EvoSync');
      await test.anonymous.post(`/api/v1/auth/invite/${letter.token}`).send({ password: PASSWORD }).expect(200);
      const agent = await test.login(email, PASSWORD);
      expect(await shown(agent)).toMatchObject({ connected: false, app: { evotorUserId: userId, pause: null } });
    });

    it('is known already when they come again: the market offers them to sign in', async () => {
      const userId = newEvotorUserId();
      const email = `${randomUUID()}@evosync.test`;
      await evotor.create(userId, email).expect(200);
      expect((await evotor.create(userId, email).expect(409)).body).toEqual({ errors: [{ code: 2005 }] });
      await mailbox.waitFor(email);
      expect(mailbox.letters(email)).toHaveLength(1);
    });

    it('gets one account, however many calls come at once', async () => {
      const userId = newEvotorUserId();
      const email = `${randomUUID()}@evosync.test`;
      const answers = await Promise.all(Array.from({ length: 6 }, () => evotor.create(userId, email)));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409, 409]);
    });

    it('may name the field of the e-mail as the developer called it', async () => {
      await evotor
        .asApp('/user/create', { userUuid: newEvotorUserId(), 'E-Mail': `${randomUUID()}@evosync.test` })
        .expect(200);
    });
  });

  describe('with an account of their own', () => {
    it('never gets it by naming its address, whatever state it is in', async () => {
      const { email, agent } = await test.newcomer();
      const invited = `${randomUUID()}@evosync.test`;
      const system = await test.login(test.systemUser.email, test.systemUser.password);
      await system.post('/api/v1/admin/users').send({ email: invited, name: 'П', role: 'user' }).expect(201);
      for (const address of [email, email.toUpperCase(), invited, test.systemUser.email]) {
        const { body } = await evotor.create(newEvotorUserId(), address).expect(409);
        expect(body).toEqual({ errors: [{ code: 2005 }] });
      }
      expect((await shown(agent)).app).toBeNull();
    });

    it('links it by e-mail and password, and again with the same token', async () => {
      const { email, password, agent } = await test.newcomer();
      const userId = newEvotorUserId();
      const answers = await Promise.all([1, 2, 3].map(() => evotor.verify(userId, email.toUpperCase(), password)));
      const [first] = answers.map(({ body }) => body);
      expect(first).toEqual({ userId, hasBilling: false, token: expect.stringMatching(/^[\w=-]{1,128}$/) });
      for (const { body, status } of answers) expect([status, body]).toEqual([200, first]);
      expect((await shown(agent)).app).toMatchObject({ evotorUserId: userId });
    });

    it.each([
      ['a wrong password', (email: string) => [email, 'wrong password']],
      ['an unknown address', () => ['nobody@evosync.test', PASSWORD]],
    ])('is refused with %s', async (_, pair) => {
      const { email } = await test.newcomer();
      const [username = '', password = ''] = pair(email);
      expect((await evotor.verify(newEvotorUserId(), username, password).expect(401)).body).toEqual({
        errors: [{ code: 1006 }],
      });
    });

    it('is refused while the account is suspended or not confirmed', async () => {
      const { id, email, password } = await test.newcomer();
      const system = await test.login(test.systemUser.email, test.systemUser.password);
      await system.post(`/api/v1/admin/users/${id}/suspend`).expect(200);
      const registered = `${randomUUID()}@evosync.test`;
      await test.anonymous.post('/api/v1/auth/register').send({ email: registered, name: 'Р', password: PASSWORD });
      for (const [username, given] of [
        [email, password],
        [registered, PASSWORD],
      ] as const) {
        expect((await evotor.verify(newEvotorUserId(), username, given).expect(401)).body.errors).toEqual([
          { code: 1006 },
        ]);
      }
    });

    it('has to wait after many wrong passwords, as at sign-in, and other merchants have not', async () => {
      const { email, password } = await test.newcomer();
      const other = await test.newcomer();
      const userId = newEvotorUserId();
      const statuses: number[] = [];
      for (let n = 0; n < 8; n += 1) statuses.push((await evotor.verify(userId, email, `wrong ${n}`)).status);
      expect(statuses.slice(0, 5)).toEqual([401, 401, 401, 401, 401]);
      const refused = await evotor.verify(userId, email, password);
      expect([refused.status, refused.body.errors]).toMatchObject([429, [{ code: 1006 }]]);
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
      await evotor.verify(newEvotorUserId(), other.email, other.password).expect(200);
    });

    it('is told 2004 when this user of Evotor is somebody else here', async () => {
      const [one, other] = [await test.newcomer(), await test.newcomer()];
      const userId = newEvotorUserId();
      await evotor.verify(userId, one.email, one.password).expect(200);
      const { body } = await evotor.verify(userId, other.email, other.password).expect(409);
      expect(body).toEqual({ errors: [{ code: 2004 }] });
      expect((await shown(other.agent)).app).toBeNull();
    });

    it('is one user of Evotor at a time: another takes over once the first has uninstalled', async () => {
      const { email, password, agent } = await test.newcomer();
      const [before, after] = [newEvotorUserId(), newEvotorUserId()];
      await evotor.verify(before, email, password).expect(200);
      expect((await evotor.verify(after, email, password).expect(409)).body.errors).toEqual([{ code: 2004 }]);
      await evotor.installation(before, 'ApplicationUninstalled', new Date());
      await eventually(agent, { app: { pause: { code: 'app_uninstalled' } } });
      await evotor.verify(after, email, password).expect(200);
      await eventually(agent, { app: { evotorUserId: after, pause: null } });
    });
  });

  describe('with a token of the cloud', () => {
    it('is connected at once, and their stores are read', async () => {
      const { email, password, agent } = await test.newcomer();
      const userId = newEvotorUserId();
      await evotor.verify(userId, email, password).expect(200);
      const token = aToken(userId);
      expect((await evotor.token(userId, token).expect(200)).body).toEqual({});
      await eventually(agent, { connected: true, status: 'ok', tokenLast4: token.slice(-4), storeCount: 1 });
      const { body } = await agent.get('/api/v1/catalog/stores').expect(200);
      expect(body.items.map(({ name }: { name: string }) => name)).toEqual(['Чайная']);
    });

    it('that came before they did is kept for them', async () => {
      const { email, password, agent } = await test.newcomer();
      const userId = newEvotorUserId();
      const [old, token] = [aToken(userId), aToken(userId)];
      await evotor.token(userId, old).expect(200);
      await evotor.token(userId, token).expect(200);
      await delay(300);
      await evotor.verify(userId, email, password).expect(200);
      await eventually(agent, { connected: true, tokenLast4: token.slice(-4), storeCount: 1 });
    });

    it('is known by a token they had pasted before', async () => {
      const { agent } = await test.newcomer();
      const userId = newEvotorUserId();
      await agent
        .put('/api/v1/connections/evotor')
        .send({ accessToken: aToken(userId) })
        .expect(200);
      const token = aToken(userId);
      await evotor.token(userId, token).expect(200);
      await eventually(agent, { tokenLast4: token.slice(-4), app: { evotorUserId: userId } });
      const taken = await evotor.create(userId, `${randomUUID()}@evosync.test`).expect(409);
      expect(taken.body).toEqual({ errors: [{ code: 2005 }] });
    });

    it('that comes again mends the connection, and an older one changes nothing', async () => {
      const { email, password, agent } = await test.newcomer();
      const userId = newEvotorUserId();
      await evotor.verify(userId, email, password).expect(200);
      const token = aToken(userId);
      await evotor.token(userId, token).expect(200);
      await eventually(agent, { connected: true, storeCount: 1 });
      refusals.set(token, 401);
      await agent.post('/api/v1/connections/evotor/test').expect(200);
      await eventually(agent, { status: 'needsAttention', problem: { code: 'token_rejected' } });
      refusals.delete(token);
      await evotor.token(userId, token).expect(200);
      await eventually(agent, { status: 'ok', problem: null, tokenLast4: token.slice(-4) });
    });

    it('may be refused until the terminals are chosen: nobody is alarmed, and it is tried again', async () => {
      const { email, password, agent } = await test.newcomer();
      const userId = newEvotorUserId();
      await evotor.verify(userId, email, password).expect(200);
      const token = aToken(userId);
      refusals.set(token, 403);
      await evotor.token(userId, token).expect(200);
      await eventually(agent, { connected: true, storeCount: 0 });
      await agent.post('/api/v1/connections/evotor/test').expect(200);
      expect(await shown(agent)).toMatchObject({ status: 'ok', needsAttention: false });
      refusals.delete(token);
      await eventually(agent, { status: 'ok', storeCount: 1 });
      expect(mailbox.letters(email)).toEqual([]);
    });
  });

  it('and goes: nothing of what Evotor told stays behind the account', async () => {
    const { email, password, agent } = await test.newcomer();
    const userId = newEvotorUserId();
    const { body } = await evotor.verify(userId, email, password).expect(200);
    await evotor.subscription(userId, randomUUID(), 1, 'SubscriptionCreated', { planId: 'start' }).expect(200);
    await evotor.token(userId, aToken(userId)).expect(200);
    await eventually(agent, { connected: true, app: { subscription: { planId: 'start' } } });
    await agent.delete('/api/v1/profile').send({ password }).expect(204);
    for (const end = Date.now() + 10_000; ; await delay(100)) {
      const { status } = await evotor.products(String(body.token), 'a');
      if (status === 401) break;
      if (Date.now() > end) throw new Error(`The token still opens: ${status}`);
    }
    const again = await evotor.create(userId, email).expect(200);
    expect(again.body.token).not.toBe(body.token);
  });
});
