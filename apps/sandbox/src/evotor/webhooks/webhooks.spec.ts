import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { USER_TOKEN, welcome, type Reply } from '../testing/service.js';
import { APP, CLOUD, USER, VERIFY, startWebhookGround, type WebhookGround } from '../testing/webhook-ground.js';

let ground: WebhookGround;
let service: WebhookGround['service'];
let sim: WebhookGround['sim'];
let base: WebhookGround['base'];
let control: WebhookGround['control'];
let send: WebhookGround['send'];
let types: WebhookGround['types'];

beforeEach(async () => {
  ground = await startWebhookGround();
  ({ service, sim, base, control, send, types } = ground);
});
afterEach(() => ground.close());

const until = async (isTrue: () => boolean): Promise<void> => {
  for (let waited = 0; !isTrue() && waited < 5_000; waited += 10) await new Promise((wake) => setTimeout(wake, 10));
  expect(isTrue()).toBe(true);
};

describe('an installation', () => {
  it('is told in the order of the documents, with the application token', async () => {
    const { body } = await send('install', { ...VERIFY, trial: false });
    expect(body.steps.map(({ step, status, delivered }) => [step, status, delivered])).toEqual([
      ['account', 200, true],
      ['created', 200, true],
      ['activated', 200, true],
      ['installed', 200, true],
      ['token', 200, true],
    ]);
    expect(service.paths()).toEqual([
      '/user/verify',
      '/subscription/event',
      '/subscription/event',
      '/installation/event',
      '/user/token',
    ]);
    expect(service.received.every(({ headers }) => headers.authorization === `Bearer ${APP}`)).toBe(true);
    expect(service.received.every(({ headers }) => headers['content-type'] === 'application/json;charset=UTF-8')).toBe(
      true,
    );
    const [account, created, activated, installed, token] = service.received.map((webhook) => webhook.body);
    expect(account).toEqual({ userId: USER, username: 'owner@tea.example', password: 'correct-horse' });
    expect(created).toMatchObject({ type: 'SubscriptionCreated', userId: USER, sequenceNumber: 1, planId: 'start' });
    expect(created?.timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+0000$/);
    expect(activated).toMatchObject({
      type: 'SubscriptionActivated',
      sequenceNumber: 2,
      chargedSum: { currency: 'RUB' },
    });
    expect(activated?.subscriptionId).toBe(created?.subscriptionId);
    expect(installed).toMatchObject({ type: 'ApplicationInstalled', version: 2, data: { userId: USER } });
    expect(typeof installed?.timestamp).toBe('number');
    expect(token).toEqual({ userId: USER, token: CLOUD });
  });

  it('hands over a Cloud token that works, and dies with the removal', async () => {
    await send('install', { fields: { email: 'new@tea.example' }, newCloudToken: true });
    expect(service.received[0]?.body).toEqual({ userId: USER, email: 'new@tea.example' });
    const token = String(service.received.at(-1)?.body.token);
    expect(token).not.toBe(CLOUD);
    const stores = async (value: string): Promise<number> =>
      (await fetch(`${base}/stores`, { headers: { authorization: `Bearer ${value}` } })).status;
    expect([await stores(token), await stores(CLOUD)]).toEqual([200, 401]);
    await send('uninstall');
    expect(types().slice(-2)).toEqual(['SubscriptionTerminationRequested', 'ApplicationUninstalled']);
    expect(await stores(token)).toBe(403);
    await send('install', { account: 'none', subscription: 'same', plan: 'big' });
    expect(types().slice(-4)).toEqual([
      'SubscriptionRenewed',
      'SubscriptionTermsChanged',
      'ApplicationInstalled',
      'token',
    ]);
    expect(service.received.at(-3)?.body).toMatchObject({ planId: 'big', sequenceNumber: 4 });
    expect(await stores(token)).toBe(200);
  });

  it('speaks in every style that was seen', async () => {
    await control('PATCH', '/settings', {
      appAuth: { kind: 'basic', login: 'evotor', password: 'secret' },
      style: { paths: 'long', trailingSlash: true, userKey: 'userUuid', timestamps: 'string', typeCase: 'lower' },
    });
    service.reply = (webhook) => welcome({ ...webhook, body: { userId: webhook.body.userUuid } });
    await send('install', { style: { extraFields: true } });
    expect(service.paths()).toEqual([
      '/api/v1/user/create/',
      '/api/v1/subscription/event/',
      '/api/v2/installation/event/',
      '/api/v1/user/token/',
    ]);
    const basic = `Basic ${Buffer.from('evotor:secret').toString('base64')}`;
    expect(service.received.every(({ headers }) => headers.authorization === basic)).toBe(true);
    expect(service.received[1]?.body).toMatchObject({ userUuid: USER, type: 'subscriptionCreated', traceContext: {} });
    expect(service.received[2]?.body).toMatchObject({
      timestamp: expect.stringMatching(/^\d{13}$/),
      data: { userUuid: USER },
    });
    await control('PATCH', '/settings', { appAuth: { kind: 'bare', token: APP } });
    await send('token', { style: { paths: 'short', trailingSlash: false } });
    expect(service.received.at(-1)).toMatchObject({ path: '/hooks/user/token', headers: { authorization: APP } });
  });

  it('comes shuffled by a seed, in an order wanted, and late', async () => {
    await send('install', { ...VERIFY, trial: false, shuffle: 7 });
    const first = types();
    expect(first[0]).toBe('verify');
    expect(first.slice(1)).not.toEqual([
      'SubscriptionCreated',
      'SubscriptionActivated',
      'ApplicationInstalled',
      'token',
    ]);
    service.received.length = 0;
    await send('install', { ...VERIFY, trial: false, shuffle: 7 });
    expect(types()).toEqual(first);
    service.received.length = 0;
    await send('install', { ...VERIFY, order: ['token', 'installed', 'account'] });
    expect(types()).toEqual(['token', 'ApplicationInstalled', 'verify', 'SubscriptionCreated']);
    service.received.length = 0;
    await send('install', { ...VERIFY, lateMs: { created: 150 } });
    expect(types()).toEqual(['verify', 'ApplicationInstalled', 'token', 'SubscriptionCreated']);
  });

  it('comes several times, and all at once', async () => {
    await send('install', { ...VERIFY, duplicates: 2 });
    expect(types().filter((type) => type === 'ApplicationInstalled')).toHaveLength(3);
    const ids = service.received.flatMap(({ body }) => (body.type === 'ApplicationInstalled' ? [body.id] : []));
    expect(new Set(ids).size).toBe(1);
    service.received.length = 0;
    await control('PATCH', '/settings', { timeoutMs: 150, retryMs: 60_000 });
    service.reply = (webhook) => (webhook.path.includes('verify') ? welcome(webhook) : 'hang');
    await send('install', { ...VERIFY, parallel: true });
    expect(new Set(types().slice(1))).toEqual(new Set(['SubscriptionCreated', 'ApplicationInstalled', 'token']));
    expect(sim.webhooks.sender.attempts.list({ type: 'ApplicationInstalled' }).at(-1)).toMatchObject({
      error: 'timeout',
    });
  });

  it('sends no subscription events where the service bills by itself', async () => {
    service.reply = ({ path, body }) =>
      path.includes('verify')
        ? { status: 200, body: { userId: body.userId, hasBilling: true, token: USER_TOKEN } }
        : { status: 200 };
    await send('install', VERIFY);
    expect(types()).toEqual(['verify', 'ApplicationInstalled', 'token']);
  });
});

describe('the account', () => {
  const refusal = (status: number, errors: object[]): Reply => ({ status, body: { errors } });

  it('ends the installation with a refusal, which is shown', async () => {
    service.reply = () => refusal(401, [{ code: 1006 }]);
    const { body } = await send('install', { ...VERIFY, password: 'wrong-horse' });
    expect(body.steps).toMatchObject([{ step: 'account', status: 401, delivered: false, codes: [1006] }]);
    expect(types()).toEqual(['verify']);
    expect(sim.webhooks.customers.get(USER)).toMatchObject({ installed: false, userToken: null });
  });

  it('is tried three times where the service fails', async () => {
    service.reply = () => ({ status: 503 });
    const { body } = await send('install', VERIFY);
    expect(body.steps).toMatchObject([{ step: 'account', status: 503, delivered: false }]);
    expect(service.received).toHaveLength(3);
  });

  it.each([
    ['no token', {}, 'the answer has no token'],
    ['a token with dots', { token: 'a.b.c' }, 'token does not match'],
    ['a token that is too long', { token: 'x'.repeat(129) }, 'token does not match'],
    ['another user', { token: USER_TOKEN, userId: '01-000000000000001' }, 'userId'],
  ])('does not take %s', async (_case, answer, problem) => {
    service.reply = () => ({ status: 200, body: { userId: USER, hasBilling: false, ...answer } });
    const { body } = await send('install', VERIFY);
    expect(body.steps).toMatchObject([{ delivered: false, problem: expect.stringContaining(problem) }]);
    expect(service.received).toHaveLength(1);
  });

  it('wants to know from verify who bills', async () => {
    service.reply = () => ({ status: 200, body: { userId: USER, token: USER_TOKEN } });
    expect((await send('install', VERIFY)).body.steps).toMatchObject([
      { problem: expect.stringContaining('hasBilling') },
    ]);
  });
});

describe('repeats', () => {
  it('go on for anything but 200, a 201 and a redirect among it', async () => {
    const replies: Reply[] = [
      { status: 500 },
      { status: 201 },
      { status: 204 },
      { status: 302 },
      'cut',
      { status: 200 },
    ];
    service.reply = () => replies.shift() ?? { status: 200 };
    const { body } = await send('installation', { type: 'ApplicationInstalled', wait: 'end' });
    expect(body.steps).toMatchObject([{ step: 'ApplicationInstalled', status: 200, delivered: true }]);
    const attempts = sim.webhooks.sender.attempts.list({ kind: 'installation' });
    expect(attempts.map(({ attempt, status, error }) => [attempt, status ?? error])).toEqual([
      [1, 500],
      [2, 201],
      [3, 204],
      [4, 302],
      [5, 'connection'],
      [6, 200],
    ]);
    expect(new Set(service.received.map(({ text }) => text)).size).toBe(1);
  });

  it('end when the three days are over, on a clock that can run faster', async () => {
    await control('PATCH', '/settings', { retryMs: 60_000, retryForMs: 5 * 60_000, speed: 2_000 });
    service.reply = () => ({ status: 500 });
    const { body } = await send('subscription', { type: 'SubscriptionTerminated', wait: 'end' });
    expect(body.steps).toMatchObject([{ delivered: false }]);
    expect(service.received.length).toBeGreaterThan(1);
    expect(service.received.length).toBeLessThan(8);
    expect(sim.webhooks.sender.deliveries()).toMatchObject([{ state: 'failed' }]);
  });

  it('come at once on demand', async () => {
    await control('PATCH', '/settings', { retryMs: 60_000 });
    service.reply = () => ({ status: 500 });
    await send('token');
    expect(service.received).toHaveLength(1);
    service.reply = welcome;
    await control('POST', '/retry-now');
    await until(() => sim.webhooks.sender.deliveries()[0]?.state === 'delivered');
    expect(service.received).toHaveLength(2);
  });

  it('keep their numbers: sequence rises, a repeat has the same', async () => {
    await send('subscription', { type: 'SubscriptionRenewed' });
    await send('subscription', { type: 'SubscriptionTermsChanged', fields: { planId: 'big' }, duplicates: 1 });
    await send('subscription', { type: 'SubscriptionRenewed', sequenceNumber: 1 });
    expect(service.received.map(({ body }) => body.sequenceNumber)).toEqual([1, 2, 2, 1]);
  });
});
