import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { APP_SECRET, EvotorCaller, newEvotorUserId } from '../../apps/api/src/testing/evotor-caller.js';
import { startStory, type Merchant, type ShownRun, type Story } from '../support/story.js';

type TimedRun = ShownRun & { trigger: string; createdAt: string; startedAt: string; finishedAt: string };

describe('What changes at the till is in VK seconds later', () => {
  let story: Story;
  let evotor: EvotorCaller;
  let merchant: Merchant;
  let storeId: string;
  let userToken: string;
  let evotorUserId: string;
  let tea = '';
  const ids = new Map<string, string>();

  const put = (name: string, input: object = {}) => {
    const known = ids.get(name);
    const row = { name, price: 100, measure_name: 'шт', parent_id: tea, ...input };
    const { id } = story.sandbox.evotor.upsertProduct(storeId, known === undefined ? row : { ...row, id: known });
    ids.set(name, id);
    return id;
  };
  const item = (name: string) => merchant.shop().find((one) => one.name === name);
  const toldRuns = async (): Promise<TimedRun[]> => {
    const { body } = await merchant.agent.get('/api/v1/sync/runs?pageSize=200').expect(200);
    return body.items.filter((run: TimedRun) => run.trigger === 'webhook');
  };
  const until = async (isTrue: () => boolean | Promise<boolean>, what: string, limitMs = 30_000) => {
    for (const end = Date.now() + limitMs; !(await isTrue()); await delay(50)) {
      if (Date.now() > end) throw new Error(`Still not: ${what}`);
    }
  };
  /** Waits until no run is alive and none is about to start. */
  const quiet = async () => {
    for (let calm = 0; calm < 25; await delay(100)) {
      const { body } = await merchant.agent.get('/api/v1/sync/overview').expect(200);
      calm = body.activeRun === null ? calm + 1 : 0;
    }
  };
  const products = (list?: object[]) => evotor.products(userToken, storeId, list).expect(200);
  const receipt = (id: string) =>
    evotor.call(
      'post',
      '/api/v2/receipts',
      {
        ...{ id: randomUUID(), timestamp: Date.now(), type: 'ReceiptCreated', version: 2, userId: evotorUserId },
        data: { id, storeId, deviceId: 'd', dateTime: '2025-04-02T09:15:27.753+0000', type: 'SELL', items: [] },
      },
      `Bearer ${userToken}`,
    );

  beforeAll(async () => {
    story = await startStory({ scenario: 'empty-shop', settings: { EVOTOR_WEBHOOK_SECRET: APP_SECRET } });
    evotor = new EvotorCaller(story.app.url);
  }, 60_000);
  afterAll(() => story.close());

  beforeEach(async () => {
    await story.sandbox.reset('empty-shop');
    ids.clear();
    merchant = await story.merchant();
    storeId = merchant.world.storeIds[0] as string;
    tea = story.sandbox.evotor.upsertGroup(storeId, { name: 'Чай' }).id;
    put('Чай чёрный, 100 г');
    put('Чай зелёный, 100 г');
    evotorUserId = newEvotorUserId();
    const { body } = await evotor.verify(evotorUserId, merchant.email, merchant.password).expect(200);
    userToken = String(body.token);
    await merchant.connect();
    await merchant.chooseAll();
    expect((await merchant.run()).status).toBe('succeeded');
  }, 60_000);

  it('a price: by one run that reads what changed in this store, and the delay is measured and shown', async () => {
    put('Чай чёрный, 100 г', { price: 119.9 });
    const before = story.sandbox.evotor.journal.entries().length;
    const toldAt = Date.now();
    await products();
    await until(() => item('Чай чёрный, 100 г')?.priceKopecks === 11_990, 'the price is in VK');
    const seconds = (Date.now() - toldAt) / 1000;
    await until(async () => (await toldRuns())[0]?.status === 'succeeded', 'the run has ended');
    const runs = await toldRuns();
    expect(runs).toHaveLength(1);
    expect(runs[0]?.counts).toMatchObject({ updated: 1 });
    const asked = story.sandbox.evotor.journal.entries().slice(before);
    expect(asked.filter(({ path }) => path.endsWith('/products')).every((one) => 'since' in one.query)).toBe(true);
    const { body } = await merchant.agent.get('/api/v1/sync/overview').expect(200);
    expect(body.registerSpeed).toMatchObject({ measured: 1, usualSeconds: body.registerSpeed.lastSeconds });
    expect(Math.abs(body.registerSpeed.usualSeconds - seconds)).toBeLessThan(3);
    expect(seconds).toBeLessThan(20);
  }, 60_000);

  it('many words within seconds make one run', async () => {
    put('Чай чёрный, 100 г', { price: 130 });
    for (let n = 0; n < 12; n += 1) {
      await Promise.all([products(), products([{ uuid: `p-${n}`, name: 'Чай', group: false }])]);
      await delay(150);
    }
    await until(() => item('Чай чёрный, 100 г')?.priceKopecks === 13_000, 'the price is in VK');
    await quiet();
    expect(await toldRuns()).toHaveLength(1);
  }, 60_000);

  it('a change during a run gets a run of its own behind it', async () => {
    story.sandbox.evotor.faults.add({ kind: 'slow', delayMs: 1500, path: '/product-groups$', times: 1 });
    const { id } = await merchant.start();
    await until(
      async () => (await merchant.agent.get(`/api/v1/sync/runs/${id}`)).body.stage !== 'catalog',
      'the catalogue is read',
    );
    put('Чай чёрный, 100 г', { price: 145 });
    await products();
    await until(() => item('Чай чёрный, 100 г')?.priceKopecks === 14_500, 'the price is in VK');
    await quiet();
    const first = (await merchant.agent.get(`/api/v1/sync/runs/${id}`).expect(200)).body as TimedRun;
    const [told, ...others] = await toldRuns();
    expect(others).toEqual([]);
    expect(Date.parse(told?.createdAt ?? '')).toBeGreaterThanOrEqual(Date.parse(first.finishedAt));
  }, 60_000);

  it('stock, by receipts and documents, where the shop shows it; a receipt that comes again is no news', async () => {
    story.sandbox.evotor.settings.stockBumpsUpdatedAt = false;
    await merchant.agent.put('/api/v1/sync/settings').send({ stockMode: 'evotor' }).expect(200);
    put('Чай зелёный, 100 г', { quantity: 5 });
    await merchant.run();
    put('Чай зелёный, 100 г', { quantity: 3 });
    const sale = randomUUID();
    await receipt(sale).expect(200);
    await until(() => item('Чай зелёный, 100 г')?.stock === 3, 'the sale is in VK');
    await quiet();
    const count = (await toldRuns()).length;
    await receipt(sale).expect(200);
    await quiet();
    expect(await toldRuns()).toHaveLength(count);
    put('Чай зелёный, 100 г', { quantity: 40 });
    await evotor.call('put', '/', [{ type: 'ACCEPT', storeUuid: storeId }], `Bearer ${userToken}`).expect(200);
    await until(() => item('Чай зелёный, 100 г')?.stock === 40, 'the delivery is in VK');
  }, 90_000);

  it('a new product, of which the till sends only a part, in a store we may not know yet', async () => {
    put('Улун', { price: 300 });
    await evotor.products(userToken, '20990101-0000-4000-8000-000000000000', [{ uuid: ids.get('Улун') }]).expect(200);
    await until(() => item('Улун')?.priceKopecks === 30_000, 'the new product is in VK');
  }, 60_000);

  it('not for a merchant whom nothing may be synced for: pending changes wait for nobody', async () => {
    await merchant.agent.put('/api/v1/sync/settings').send({ refreshCatalogEnabled: false }).expect(200);
    await products();
    await quiet();
    expect(await toldRuns()).toEqual([]);
    const { body } = await merchant.agent.get('/api/v1/sync/overview').expect(200);
    expect(body.registerSpeed).toEqual({ usualSeconds: null, lastSeconds: null, lastAt: null, measured: 0 });
  }, 60_000);
});
