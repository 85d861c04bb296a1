import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { startTestApp, type TestApp } from '../testing/app.js';
import { APP_SECRET, EvotorCaller, newEvotorUserId } from '../testing/evotor-caller.js';

const USER_TOKEN = /^[A-Za-z0-9_=-]{1,128}$/;

describe("Evotor's doors", () => {
  let test: TestApp;
  let evotor: EvotorCaller;
  let web: string;
  const newcomer = async () => {
    const userId = newEvotorUserId();
    const { body } = await evotor.create(userId, `${randomUUID()}@evosync.test`).expect(200);
    return { userId, token: String(body.token) };
  };

  beforeAll(async () => {
    web = mkdtempSync(join(tmpdir(), 'evosync-web-'));
    writeFileSync(join(web, 'index.html'), '<title>EvoSync</title>');
    test = await startTestApp({ settings: { EVOTOR_WEBHOOK_SECRET: APP_SECRET, WEB_DIST_DIR: web } });
    evotor = new EvotorCaller(test.url);
  }, 60_000);
  afterAll(async () => {
    await test.close();
    rmSync(web, { recursive: true });
  });

  describe.each(['', '/api/v1', '/api/v2'])('under %s/', (prefix) => {
    it.each(['', '/'])('take all calls of the application, with "%s" at the end', async (slash) => {
      const userId = newEvotorUserId();
      const data = { productId: 'p', userId };
      const bodies: [path: string, body: object][] = [
        ['user/create', { userId, email: `${randomUUID()}@evosync.test` }],
        ['user/token', { userId, token: randomUUID() }],
        [
          'installation/event',
          { id: randomUUID(), timestamp: 1743585330120, version: 2, type: 'ApplicationInstalled', data },
        ],
        [
          'subscription/event',
          {
            ...{ subscriptionId: randomUUID(), productId: 'p', userId, sequenceNumber: 1 },
            ...{ timestamp: '2025-04-02T09:15:27.753+0000', type: 'AddonsUpdated', addons: [] },
          },
        ],
      ];
      for (const [path, body] of bodies) {
        const answer = await evotor.asApp(`${prefix}/${path}${slash}`, body);
        expect([path, answer.status]).toEqual([path, 200]);
      }
      await evotor
        .asApp(`${prefix}/user/verify${slash}`, { userId, username: 'nobody@x.ru', password: 'x' })
        .expect(401);
    });

    it.each(['', '/'])('take all calls of a register, with "%s" at the end', async (slash) => {
      const { token, userId } = await newcomer();
      const store = '20170228-F4F1-401B-80FA-9ECCA8451FFB';
      const calls: [method: 'post' | 'put', path: string, body: unknown][] = [
        ['post', `inventories/stores/${store}/products`, [{ uuid: 'a', name: 'Чай' }]],
        ['put', `inventories/stores/${store}/documents`, [{ type: 'SELL' }]],
        ['put', 'inventories/stores', [{ uuid: store, name: 'Чайная', address: '' }]],
        ['put', 'inventories/devices', [{ uuid: 'a' }]],
        ['put', 'inventories/employees', []],
        ['post', 'receipts', { id: 'a', type: 'ReceiptCreated', userId, data: { id: randomUUID(), storeId: store } }],
      ];
      for (const [method, path, body] of calls) {
        const answer = await evotor.call(method, `${prefix}/${path}${slash}`, body, `Bearer ${token}`);
        expect([path, answer.status, answer.body]).toEqual([path, 200, {}]);
      }
      const lookUp = `${prefix}/commodities${slash}?scanCode=4600000001184`;
      const answer = await evotor.call('get', lookUp, undefined, token).set('Accept', 'text/html');
      expect([answer.status, answer.text]).toEqual([404, '{}']);
    });
  });

  it('take documents at the root, where the SPA answers everybody else', async () => {
    const { token } = await newcomer();
    await evotor.call('put', '/', [{ type: 'SELL' }], `Bearer ${token}`).expect(200);
    await evotor.call('put', '/', [{ type: 'SELL' }]).expect(401);
    const page = await test.anonymous.get('/').set('Accept', 'text/html').expect(200);
    expect(page.text).toContain('EvoSync');
  });

  it.each([
    ['Bearer', `Bearer ${APP_SECRET}`],
    ['bearer in lower case', `bearer ${APP_SECRET}`],
    ['BEARER and spaces', `BEARER   ${APP_SECRET}`],
    ['no scheme', APP_SECRET],
    ['Basic with the secret as the password', `Basic ${Buffer.from(`evotor:${APP_SECRET}`).toString('base64')}`],
    ['basic with the secret as the whole pair', `basic ${Buffer.from(APP_SECRET).toString('base64')}`],
    ['Basic with the secret itself', `Basic ${APP_SECRET}`],
  ])('know the application by %s', async (_, authorization) => {
    await evotor.call('post', '/user/token', { userId: newEvotorUserId(), token: 'x' }, authorization).expect(200);
  });

  it.each([
    undefined,
    '',
    'Bearer',
    `Bearer ${APP_SECRET}0`,
    'Bearer ',
    `Basic ${APP_SECRET.slice(1)}`,
    'Digest a="b"',
  ])('answer 1001 to the application that shows %p', async (authorization) => {
    for (const path of ['/user/create', '/user/verify', '/user/token', '/subscription/event', '/installation/event']) {
      const { body } = await evotor.call('post', path, '{not json', authorization).expect(401);
      expect(body).toEqual({ errors: [{ code: 1001 }] });
    }
  });

  it('know a user by their own token, and nobody else by it', async () => {
    const one = await newcomer();
    const other = await newcomer();
    const store = '20170228-F4F1-401B-80FA-9ECCA8451FFB';
    expect(one.token).toMatch(USER_TOKEN);
    for (const header of [`Bearer ${one.token}`, `bearer ${one.token}`, one.token]) {
      await evotor.call('post', `/inventories/stores/${store}/products`, [], header).expect(200);
    }
    for (const header of ['Bearer nobody', undefined, `Bearer ${APP_SECRET}`]) {
      const { body } = await evotor.call('post', `/inventories/stores/${store}/products`, [], header).expect(401);
      expect(body).toEqual({ errors: [{ code: 1002 }] });
    }
    const account = { userId: one.userId, token: 'x' };
    expect((await evotor.call('post', '/user/token', account, `Bearer ${one.token}`).expect(401)).body).toEqual({
      errors: [{ code: 1001 }],
    });
    const event = { id: randomUUID(), timestamp: '1743585330120', version: '2', type: 'applicationInstalled' };
    const ofOne = { ...event, data: { productId: 'p', userId: one.userId } };
    await evotor.call('post', '/installation/event', ofOne, `Bearer ${one.token}`).expect(200);
    const refused = await evotor.call('post', '/installation/event', ofOne, `Bearer ${other.token}`).expect(401);
    expect(refused.body).toEqual({ errors: [{ code: 1002 }] });
  });

  it.each<[name: string, body: unknown, error: object]>([
    ['no JSON', '{"userId":', { code: 2001 }],
    ['nothing', '', { code: 2001 }],
    ['no user', { email: 'a@b.ru' }, { code: 2002, reason: 'missing', subject: 'userId' }],
    ['an empty user', { userId: '', email: 'a@b.ru' }, { code: 2002, reason: 'missing', subject: 'userId' }],
    ['no e-mail', { userId: '01-000000000000001' }, { code: 2002, reason: 'missing', subject: 'email' }],
    ['no object', [], { code: 2003, reason: 'incorrect', subject: 'body' }],
    ['a user that is no id', { userId: 'a b' }, { code: 2003, reason: 'incorrect', subject: 'userId', value: 'a b' }],
    [
      'an e-mail that is none',
      { userId: '01-000000000000001', email: 'чай' },
      { code: 2003, reason: 'incorrect', subject: 'email', value: 'чай' },
    ],
  ])('say what is wrong with %s', async (_, body, error) => {
    expect((await evotor.asApp('/user/create', body).expect(400)).body).toEqual({ errors: [error] });
  });

  it('say which field of an event is missing or wrong', async () => {
    const userId = newEvotorUserId();
    const subscription = {
      ...{ subscriptionId: randomUUID(), productId: 'p', userId, sequenceNumber: 1 },
      ...{ timestamp: '2025-04-02T09:15:27.753+0000', type: 'SubscriptionCreated' },
    };
    for (const field of Object.keys(subscription)) {
      const { body } = await evotor.asApp('/subscription/event', { ...subscription, [field]: undefined }).expect(400);
      expect(body).toEqual({ errors: [{ code: 2002, reason: 'missing', subject: field }] });
    }
    const wrong = await evotor.asApp('/subscription/event', { ...subscription, timestamp: 'вчера' }).expect(400);
    expect(wrong.body.errors).toMatchObject([{ code: 2003, subject: 'timestamp' }]);
    const zero = await evotor.asApp('/subscription/event', { ...subscription, sequenceNumber: 0 }).expect(400);
    expect(zero.body.errors).toMatchObject([{ code: 2003, subject: 'sequenceNumber' }]);
    const installation = { id: randomUUID(), timestamp: 1743585330120, version: 2, type: 'ApplicationInstalled' };
    const noData = await evotor.asApp('/installation/event', installation).expect(400);
    expect(noData.body.errors).toMatchObject([{ code: 2002, subject: 'data' }]);
    const noUser = await evotor.asApp('/installation/event', { ...installation, data: { productId: 'p' } }).expect(400);
    expect(noUser.body.errors).toMatchObject([{ code: 2002, subject: 'userId' }]);
  });

  it('ignore fields and types they do not know', async () => {
    const userId = newEvotorUserId();
    await evotor.asApp('/user/token', { userId, token: 'x', новое: { поле: [1] } }).expect(200);
    await evotor.subscription(userId, randomUUID(), 1, 'SubscriptionPainted', { colour: 'red' }).expect(200);
    const data = { productId: 'p', userId, more: 1 };
    const unknown = { id: randomUUID(), timestamp: 1743585330120, version: 3, type: 'ApplicationDreamt', data };
    await evotor.asApp('/installation/event', unknown).expect(200);
  });

  it.each([
    'application/vnd.evotor.v2+json',
    'application/vnd.evotor.v2+json;charset=UTF-8',
    'application/x+json',
    'text/plain',
  ])('read bodies of the type %s', async (type) => {
    const body = { userId: newEvotorUserId(), token: 'x' };
    await evotor.call('post', '/user/token', body, APP_SECRET).set('Content-Type', type).expect(200);
  });

  it('read bodies of several megabytes, but not of more than twelve', async () => {
    const { token } = await newcomer();
    const products = Array.from({ length: 12_000 }, (_, n) => ({ uuid: randomUUID(), name: `Товар ${n}`.repeat(40) }));
    expect(JSON.stringify(products).length).toBeGreaterThan(5_000_000);
    await evotor.products(token, '20170228-F4F1-401B-80FA-9ECCA8451FFB', products).expect(200);
    const tooLong = await evotor.products(token, '20170228-F4F1-401B-80FA-9ECCA8451FFB', [{ name: 'x'.repeat(13e6) }]);
    expect(tooLong.status).toBe(413);
  });

  it('are not shut by what guards the REST API', async () => {
    const call = () => evotor.asApp('/api/v1/user/token', { userId: newEvotorUserId(), token: 'x' });
    const answer = await call().set('Origin', 'https://evotor.ru').set('Sec-Fetch-Site', 'cross-site').expect(200);
    expect(answer.headers['ratelimit']).toBeUndefined();
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect((await evotor.call('get', '/api/v1/user/create', undefined, APP_SECRET).expect(404)).body).toEqual({});
  });

  it('keep each call, and the journal shows it without its secrets', async () => {
    const userId = newEvotorUserId();
    const token = randomUUID();
    const email = `${randomUUID()}@evosync.test`;
    const { body: created } = await evotor.create(userId, email).expect(200);
    await evotor.token(userId, token).expect(200);
    await evotor.verify(userId, email, 'a secret password').expect(401);
    await evotor.products(String(created.token), 'STORE-1', [{ uuid: 'a', name: 'Чай чёрный' }]).expect(200);
    const admin = await test.login(test.systemUser.email, test.systemUser.password);
    let calls: { method: string; status: number; errorCode: string | null; direction: string }[] = [];
    for (const end = Date.now() + 10_000; calls.length < 4 && Date.now() < end; await delay(200)) {
      const { body } = await admin.get(`/api/v1/admin/logs?direction=in&service=evotor&search=${userId}`).expect(200);
      const { body: goods } = await admin.get('/api/v1/admin/logs?direction=in&search=STORE-1').expect(200);
      calls = [...body.items, ...goods.items];
    }
    expect(calls.map((call) => [call.method, call.status, call.errorCode])).toEqual(
      expect.arrayContaining([
        ['POST /user/create', 200, null],
        ['POST /user/token', 200, null],
        ['POST /user/verify', 401, '1006'],
        ['POST /inventories/stores/{id}/products', 200, null],
      ]),
    );
    const database = test.app.get(DataSource);
    const kept = JSON.stringify([
      await database.query('SELECT l.*, b.* FROM api_logs l JOIN api_log_bodies b ON b.log_id = l.id'),
      await database.query('SELECT * FROM evotor_events'),
      await database.query('SELECT * FROM evotor_accounts'),
    ]);
    for (const secret of [token, 'a secret password', String(created.token), APP_SECRET])
      expect(kept).not.toContain(secret);
    const [row] = await database.query(
      `SELECT kind, user_id FROM evotor_events WHERE kind = 'products' AND body LIKE '%Чай чёрный%'`,
    );
    expect(row.user_id).toEqual(expect.any(Number));
  });
});

describe("Evotor's doors without a secret", () => {
  let test: TestApp;
  beforeAll(async () => {
    test = await startTestApp();
  }, 60_000);
  afterAll(() => test.close());

  it.each([
    '/user/create',
    '/api/v1/user/verify',
    '/installation/event',
    '/inventories/stores/a/products',
    '/receipts',
  ])('answer 503 at %s', async (path) => {
    const { body } = await new EvotorCaller(test.url).call('post', path, {}, 'Bearer ').expect(503);
    expect(body).toEqual({ errors: [] });
  });
});
