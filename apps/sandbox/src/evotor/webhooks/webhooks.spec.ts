import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import express from 'express';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EvotorSim } from '../sim.js';
import { startService, USER_TOKEN, welcome, type Received, type Reply, type Service } from '../testing/service.js';

const USER = '01-000000000417203';
const CLOUD = '6f1c2a90-4b7d-4a52-9f0e-8d3b5c7e1a24';
const APP = '0d9f3c62-7a51-4e8b-9c1d-2f6a8b3e5d70';

let service: Service;
let sim: EvotorSim;
let server: Server;
let base: string;
let storeId: string;

beforeEach(async () => {
  service = await startService();
  sim = new EvotorSim({
    webhooks: { baseUrl: service.url, appAuth: { kind: 'bearer', token: APP }, retryMs: 20, timeoutMs: 2_000 },
  });
  sim.addMerchant({ userId: USER, token: CLOUD });
  storeId = sim.addStore(USER, { name: 'Чайная' }).id;
  server = createServer(express().use('/evotor', sim.router));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/evotor`;
});
afterEach(async () => {
  sim.reset();
  server.closeAllConnections();
  server.close();
  await service.close();
});

type Answer = { status: number; body: { steps: Record<string, unknown>[]; error?: string } };
const control = async (method: string, path: string, body?: object): Promise<Answer> => {
  const response = await fetch(`${base}/control/webhooks${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await response.text();
  return { status: response.status, body: (text === '' ? {} : JSON.parse(text)) as Answer['body'] };
};
const send = (deed: string, body: object = {}): Promise<Answer> =>
  control('POST', `/send/${deed}`, { userId: USER, ...body });
const verify = { account: 'verify', username: 'owner@tea.example', password: 'correct-horse' };
const types = (): unknown[] => service.received.map(({ body, path }) => body.type ?? path.split('/').at(-1));
const until = async (isTrue: () => boolean): Promise<void> => {
  for (let waited = 0; !isTrue() && waited < 5_000; waited += 10) await new Promise((wake) => setTimeout(wake, 10));
  expect(isTrue()).toBe(true);
};

describe('an installation', () => {
  it('is told in the order of the documents, with the application token', async () => {
    const { body } = await send('install', { ...verify, trial: false });
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
    await send('install', { ...verify, trial: false, shuffle: 7 });
    const first = types();
    expect(first[0]).toBe('verify');
    expect(first.slice(1)).not.toEqual([
      'SubscriptionCreated',
      'SubscriptionActivated',
      'ApplicationInstalled',
      'token',
    ]);
    service.received.length = 0;
    await send('install', { ...verify, trial: false, shuffle: 7 });
    expect(types()).toEqual(first);
    service.received.length = 0;
    await send('install', { ...verify, order: ['token', 'installed', 'account'] });
    expect(types()).toEqual(['token', 'ApplicationInstalled', 'verify', 'SubscriptionCreated']);
    service.received.length = 0;
    await send('install', { ...verify, lateMs: { created: 150 } });
    expect(types()).toEqual(['verify', 'ApplicationInstalled', 'token', 'SubscriptionCreated']);
  });

  it('comes several times, and all at once', async () => {
    await send('install', { ...verify, duplicates: 2 });
    expect(types().filter((type) => type === 'ApplicationInstalled')).toHaveLength(3);
    const ids = service.received.flatMap(({ body }) => (body.type === 'ApplicationInstalled' ? [body.id] : []));
    expect(new Set(ids).size).toBe(1);
    service.received.length = 0;
    await control('PATCH', '/settings', { timeoutMs: 150, retryMs: 60_000 });
    service.reply = (webhook) => (webhook.path.includes('verify') ? welcome(webhook) : 'hang');
    await send('install', { ...verify, parallel: true });
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
    await send('install', verify);
    expect(types()).toEqual(['verify', 'ApplicationInstalled', 'token']);
  });
});

describe('the account', () => {
  const refusal = (status: number, errors: object[]): Reply => ({ status, body: { errors } });

  it('ends the installation with a refusal, which is shown', async () => {
    service.reply = () => refusal(401, [{ code: 1006 }]);
    const { body } = await send('install', { ...verify, password: 'wrong-horse' });
    expect(body.steps).toMatchObject([{ step: 'account', status: 401, delivered: false, codes: [1006] }]);
    expect(types()).toEqual(['verify']);
    expect(sim.webhooks.customers.get(USER)).toMatchObject({ installed: false, userToken: null });
  });

  it('is tried three times where the service fails', async () => {
    service.reply = () => ({ status: 503 });
    const { body } = await send('install', verify);
    expect(body.steps).toMatchObject([{ step: 'account', status: 503, delivered: false }]);
    expect(service.received).toHaveLength(3);
  });

  it.each([
    ['no token', {}, 'the answer has no token'],
    ['a token with dots', { token: 'a.b.c' }, 'token does not match'],
    ['a token that is too long', { token: 'x'.repeat(129) }, 'token does not match'],
    ['another user', { token: USER_TOKEN, userId: '01-000000000000001' }, 'userId'],
  ])('does not take %s', async (_case, answer, problem) => {
    service.reply = () => ({ status: 200, body: { userId: USER, hasBilling: false, ...(answer as object) } });
    const { body } = await send('install', verify);
    expect(body.steps).toMatchObject([{ delivered: false, problem: expect.stringContaining(problem) }]);
    expect(service.received).toHaveLength(1);
  });

  it('wants to know from verify who bills', async () => {
    service.reply = () => ({ status: 200, body: { userId: USER, token: USER_TOKEN } });
    expect((await send('install', verify)).body.steps).toMatchObject([
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

describe('notifications', () => {
  const group = { id: 'b0a9d1c4-2f64-11ee-9c0b-7f1b5a0c4e22', name: 'Улун' };
  const weight = { id: 'a1', name: 'Вес', choices: [{ id: 'c1', name: '50 г' }] };
  const tea = { name: 'Улун 50 г', price: 420.5, quantity: 3, parent_id: group.id, attributes_choices: { a1: 'c1' } };
  let teaId: string;

  beforeEach(async () => {
    await send('install', verify);
    service.received.length = 0;
    sim.upsertGroup(storeId, { ...group, attributes: [weight] });
    teaId = sim.upsertProduct(storeId, { ...tea, barcodes: ['46'] }).id;
  });

  it('push whole products and groups in the words of v1 with the user token', async () => {
    await send('products', { storeId, productIds: [teaId], groupIds: [group.id] });
    const [push] = service.received;
    expect(push).toMatchObject({
      method: 'POST',
      path: `/hooks/inventories/stores/${storeId}/products`,
      headers: { authorization: `Bearer ${USER_TOKEN}` },
    });
    expect(push?.body).toEqual([
      { uuid: group.id, group: true, hasVariants: true, name: 'Улун' },
      {
        uuid: teaId,
        group: false,
        parentUuid: group.id,
        type: 'NORMAL',
        name: 'Улун 50 г',
        barCodes: ['46'],
        alcoCodes: [],
        price: 420.5,
        quantity: 3,
        tax: 'NO_VAT',
        allowToSell: true,
        description: '',
        attributes: { Вес: '50 г' },
      },
    ]);
  });

  it('push parts, other words, strangers, to the long path, without a scheme', async () => {
    const style = { paths: 'long', userAuth: 'bare' };
    await send('products', { storeId, productIds: [teaId], fields: ['quantity'], style });
    expect(service.received[0]).toMatchObject({
      headers: { authorization: USER_TOKEN },
      body: [{ uuid: teaId, quantity: 3 }],
    });
    expect(service.received[0]?.path).toBe(`/hooks/api/v1/inventories/stores/${storeId}/products`);
    await send('products', { storeId, productIds: [teaId], style: { products: 'v2' } });
    expect(service.received[1]?.body).toMatchObject([{ id: teaId, parent_id: group.id, allow_to_sell: true }]);
    await send('products', { storeId: '20200101-AAAA-4000-8000-000000000000', items: [{ uuid: 'x' }] });
    expect(service.received[2]?.body).toEqual([{ uuid: 'x' }]);
  });

  it('send documents and receipts', async () => {
    await send('documents', { storeId, type: 'REVALUATION', productIds: [teaId] });
    await send('receipt', { storeId, type: 'PAYBACK', productIds: [teaId], quantity: 2 });
    const [document, receipt] = service.received;
    expect([document?.method, document?.path]).toEqual(['PUT', '/hooks/']);
    expect(document?.body).toMatchObject([
      { type: 'REVALUATION', storeUuid: storeId, transactions: [{ commodityUuid: teaId }] },
    ]);
    expect(receipt?.path).toBe('/hooks/api/v2/receipts');
    expect(receipt?.body).toMatchObject({
      type: 'ReceiptCreated',
      userId: USER,
      data: { type: 'PAYBACK', storeId, items: [{ id: teaId, quantity: -2, price: 420.5 }] },
    });
  });

  it('tell edits once they are wanted, those made together in one push, a deletion never', async () => {
    sim.upsertProduct(storeId, { id: teaId, price: 500 });
    await sim.webhooks.idle();
    expect(service.received).toHaveLength(0);
    await control('PATCH', '/settings', { notify: { products: true, documents: true } });
    sim.upsertProduct(storeId, { id: teaId, price: 510 });
    sim.upsertProduct(storeId, { id: teaId, name: 'Улун новый', quantity: 9 });
    sim.upsertGroup(storeId, { id: group.id, name: 'Улуны' });
    await control('POST', '/idle');
    const [push, document] = [...service.received].sort((a, b) => b.path.length - a.path.length);
    expect(service.received).toHaveLength(2);
    expect(push?.body).toMatchObject([
      { name: 'Улуны', group: true },
      { name: 'Улун новый', price: 510, quantity: 9 },
    ]);
    expect(document?.body).toMatchObject([{ type: 'INVENTORY', transactions: [{ commodityUuid: teaId }] }]);
    sim.deleteProduct(storeId, teaId);
    await sim.webhooks.idle();
    expect(service.received).toHaveLength(2);
    await control('PATCH', `/customers/${USER}`, { tells: false });
    sim.upsertGroup(storeId, { id: group.id, name: 'Тихо' });
    await sim.webhooks.idle();
    await control('PATCH', `/customers/${USER}`, { tells: true });
    sim.upsertGroup(storeId, { id: group.id, name: 'Громко' });
    await sim.webhooks.idle();
    expect(service.received.slice(2).map(({ body }) => body)).toMatchObject([[{ name: 'Громко' }]]);
    await send('uninstall');
    sim.upsertGroup(storeId, { id: group.id, name: 'После' });
    await sim.webhooks.idle();
    expect(service.received).toHaveLength(5);
  });

  it('need a token from the service', async () => {
    sim.webhooks.reset();
    sim.webhooks.change({ baseUrl: service.url });
    const refused = await send('products', { storeId, productIds: [teaId] });
    expect([refused.status, refused.body.error]).toEqual([400, expect.stringContaining('No user token')]);
  });
});

describe('the control of the webhooks', () => {
  it('sends anything at all, with any secret', async () => {
    service.reply = ({ path }: Received) => ({
      status: path.includes('token') ? 400 : 401,
      body: { errors: [{ code: 2001 }] },
    });
    const broken = await send('raw', { path: '/user/token', body: '{"userId": ' });
    expect(broken.body.steps).toMatchObject([{ status: 400, codes: [2001] }]);
    expect(service.received[0]?.text).toBe('{"userId": ');
    await send('raw', { path: '/subscription/event', auth: 'none', body: {} });
    await send('raw', { path: '/subscription/event', auth: 'wrong', body: {} });
    expect(service.received[1]?.headers.authorization).toBeUndefined();
    expect(service.received[2]?.headers.authorization).toMatch(/^Bearer /);
    expect(service.received).toHaveLength(3);
  });

  it('logs attempts without a password or a token', async () => {
    await send('install', verify);
    const log = JSON.stringify((await control('GET', `/attempts?userId=${USER}`)).body);
    expect(JSON.parse(log)).toMatchObject([
      { kind: 'verify', attempt: 1, status: 200, ok: true, auth: 'app', body: { userId: USER, password: '***' } },
      { type: 'SubscriptionCreated' },
      { type: 'ApplicationInstalled' },
      { kind: 'token', body: { token: '***' } },
    ]);
    const customers = JSON.stringify((await control('GET', '/customers')).body);
    const settings = JSON.stringify((await control('GET', '/settings')).body);
    for (const secret of ['correct-horse', CLOUD, APP, USER_TOKEN]) {
      expect(log + customers + settings).not.toContain(secret);
    }
    expect((await control('GET', '/attempts?kind=token')).body).toHaveLength(1);
    expect((await control('GET', '/attempts?type=applicationinstalled')).body).toHaveLength(1);
    await control('DELETE', '/attempts');
    expect((await control('GET', '/attempts')).body).toEqual([]);
  });

  it.each([
    [{ baseUrl: 'somewhere' }, 'baseUrl'],
    [{ retries: 3 }, 'retries'],
    [{ style: { paths: 'middle' } }, 'paths'],
    [{ notify: { all: true } }, 'all'],
    [{ speed: 0 }, 'speed'],
    [{ appAuth: { kind: 'digest' } }, 'appAuth'],
  ])('refuses the settings %j', async (changes, named) => {
    const before = sim.webhooks.settings;
    const refused = await control('PATCH', '/settings', changes);
    expect([refused.status, refused.body.error]).toEqual([400, expect.stringContaining(named)]);
    expect(sim.webhooks.settings).toEqual(before);
  });

  it('refuses to send without an address, for strangers, and what it does not know', async () => {
    expect((await send('earthquake')).status).toBe(404);
    expect((await send('install', { userId: '01-000000000000009' })).status).toBe(400);
    sim.webhooks.change({ baseUrl: '' });
    expect((await send('install', verify)).body.error).toContain('baseUrl');
    expect(sim.webhooks.customers.list()).toEqual([]);
  });
});
