import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { USER_TOKEN, type Received } from '../testing/service.js';
import { APP, CLOUD, USER, VERIFY, startWebhookGround, type WebhookGround } from '../testing/webhook-ground.js';

let ground: WebhookGround;
let service: WebhookGround['service'];
let sim: WebhookGround['sim'];
let storeId: WebhookGround['storeId'];
let control: WebhookGround['control'];
let send: WebhookGround['send'];

beforeEach(async () => {
  ground = await startWebhookGround();
  ({ service, sim, storeId, control, send } = ground);
});
afterEach(() => ground.close());

describe('notifications', () => {
  const group = { id: 'b0a9d1c4-2f64-11ee-9c0b-7f1b5a0c4e22', name: 'Улун' };
  const weight = { id: 'a1', name: 'Вес', choices: [{ id: 'c1', name: '50 г' }] };
  const tea = { name: 'Улун 50 г', price: 420.5, quantity: 3, parent_id: group.id, attributes_choices: { a1: 'c1' } };
  let teaId: string;

  beforeEach(async () => {
    await send('install', VERIFY);
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
    await send('install', VERIFY);
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
    expect((await send('install', VERIFY)).body.error).toContain('baseUrl');
    expect(sim.webhooks.customers.list()).toEqual([]);
  });
});
