import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startStory, type Merchant, type Story } from '../support/story.js';

describe('Something goes wrong', () => {
  let story: Story | undefined;

  const begin = async (scenario: string): Promise<{ story: Story; merchant: Merchant }> => {
    story = await startStory({ scenario });
    const merchant = await story.merchant();
    await merchant.connect();
    await merchant.chooseAll();
    return { story, merchant };
  };

  const connections = async (merchant: Merchant) => (await merchant.agent.get('/api/v1/connections').expect(200)).body;

  beforeEach(() => {
    story = undefined;
  });
  afterEach(() => story?.close());
  afterAll(() => undefined);

  const skus = (merchant: Merchant) =>
    merchant
      .shop()
      .map((one) => one.sku)
      .filter((sku) => sku.startsWith('EV-'));
  const expectNoDoubles = (merchant: Merchant) => expect(new Set(skus(merchant)).size).toBe(skus(merchant).length);

  it('one store answers 402: it is skipped and keeps its goods, the others go on', async () => {
    const { story, merchant } = await begin('tea-shop');
    expect((await merchant.run()).status).toBe('succeeded');
    const [, kiosk] = merchant.world.storeIds as [string, string];
    const store = story.sandbox.evotor.state.store(kiosk);
    if (!store) throw new Error('no kiosk');
    store.paid = false;
    const before = merchant.shop();
    const run = await merchant.run();
    expect(run.status).toBe('succeeded');
    expect(merchant.shop()).toEqual(before);
    const { body } = await merchant.agent.get('/api/v1/catalog/stores').expect(200);
    expect(body.items.find((one: { id: string }) => one.id === kiosk)).toMatchObject({ subscriptionRequired: true });
    expect((await connections(merchant)).evotor).toMatchObject({ status: 'ok', needsAttention: false });
  }, 60_000);

  it('Evotor refuses the token: the run fails, the connection needs attention, nothing in VK changes', async () => {
    const { story, merchant } = await begin('two-merchants');
    await merchant.run();
    const before = merchant.shop();
    story.sandbox.evotor.faults.add({ kind: 'status', status: 401, userId: merchant.world.evotorUserId, times: 0 });
    const run = await merchant.run();
    expect(run).toMatchObject({ status: 'failed', error: { code: 'token_rejected', who: 'merchant' } });
    expect((await connections(merchant)).evotor).toMatchObject({
      needsAttention: true,
      problem: { code: 'token_rejected' },
    });
    expect(merchant.shop()).toEqual(before);
    await merchant.agent.post('/api/v1/sync/runs').expect(409);

    const neighbour = await story.merchant(1);
    await neighbour.connect();
    await neighbour.chooseAll();
    expect((await neighbour.run()).status).toBe('succeeded');
    expect(neighbour.shop().length).toBeGreaterThan(10);

    story.sandbox.evotor.faults.clear();
    await merchant.connect();
    expect((await merchant.run()).status).toBe('succeeded');
  }, 90_000);

  it('Evotor breaks in the middle of a listing: goods of that store stay, nothing is hidden', async () => {
    const { story, merchant } = await begin('tea-shop');
    await merchant.run();
    const before = merchant.shop();
    story.sandbox.evotor.settings.pageSize = 50;
    story.sandbox.evotor.faults.add({
      kind: 'status',
      path: `${merchant.world.storeIds[0]}/products$`,
      nth: 3,
      times: 0,
    });
    const run = await merchant.run();
    expect(run).toMatchObject({ status: 'partial', counts: { hidden: 0, deleted: 0 }, error: { who: 'wait' } });
    expect(merchant.shop()).toEqual(before);
    story.sandbox.evotor.faults.clear();
    expect((await merchant.run()).status).toBe('succeeded');
    expect(merchant.shop()).toEqual(before);
  }, 90_000);

  it('Evotor claims to be empty: nothing is hidden because of it', async () => {
    const { story, merchant } = await begin('tea-shop');
    await merchant.run();
    const before = merchant.shop();
    story.sandbox.evotor.faults.add({ kind: 'empty-list', path: '/products$', times: 2 });
    expect((await merchant.run()).counts).toMatchObject({ hidden: 0, deleted: 0 });
    story.sandbox.evotor.faults.add({ kind: 'empty-list', path: '/stores$', times: 1 });
    expect((await merchant.run()).counts).toMatchObject({ hidden: 0, deleted: 0 });
    expect(merchant.shop()).toEqual(before);
  }, 60_000);

  it('VK says that the token is dead: the run fails and says who must act', async () => {
    const { story, merchant } = await begin('tea-shop');
    story.sandbox.vk.faults.add({ method: 'market.add', effect: { type: 'error', code: 5 }, nth: 30, times: 100 });
    const run = await merchant.run();
    expect(run).toMatchObject({ status: 'failed', error: { code: 'token_rejected', who: 'merchant' } });
    expect((await connections(merchant)).vk).toMatchObject({ needsAttention: true });
    await merchant.agent.post('/api/v1/sync/runs').expect(409);
    story.sandbox.vk.faults.clear();
    await merchant.connect();
    expect((await merchant.run()).status).toBe('succeeded');
    expectNoDoubles(merchant);
  }, 60_000);

  it('the shop is switched off in VK: said plainly, and healed by the next run after it is switched on', async () => {
    const { story, merchant } = await begin('tea-shop');
    story.sandbox.vk.hands.switchMarket(merchant.world.groupId, false);
    const run = await merchant.run();
    expect(run).toMatchObject({ status: 'failed', error: { code: 'market_disabled', who: 'merchant' } });
    expect((await connections(merchant)).vk).toMatchObject({
      needsAttention: true,
      problem: { code: 'market_disabled' },
    });
    story.sandbox.vk.hands.switchMarket(merchant.world.groupId, true);
    expect((await merchant.run()).status).toBe('succeeded');
    expect((await connections(merchant)).vk).toMatchObject({ needsAttention: false, status: 'ok' });
  }, 60_000);

  it('VK does the work and the answer is lost: no double, nothing missing', async () => {
    const { story, merchant } = await begin('tea-shop');
    for (const nth of [2, 5, 9]) {
      story.sandbox.vk.faults.add({ method: 'execute', effect: { type: 'cut', when: 'after' }, nth, times: 1 });
    }
    const run = await merchant.run();
    expect(['succeeded', 'partial']).toContain(run.status);
    expectNoDoubles(merchant);
    story.sandbox.vk.faults.clear();
    expect((await merchant.run()).status).toBe('succeeded');
    expectNoDoubles(merchant);
    expect(await story.writesDuring(() => merchant.run())).toBe(0);
    expect(skus(merchant).length).toBeGreaterThan(290);
  }, 60_000);

  it('VK refuses one photo on two items: each gets an upload of its own', async () => {
    const { story, merchant } = await begin('empty-shop');
    story.sandbox.vk.setSwitches({ sharedPhotos: false });
    const storeId = merchant.world.storeIds[0] as string;
    for (let n = 1; n <= 30; n += 1) story.sandbox.evotor.upsertProduct(storeId, { name: `Кружка № ${n}`, price: n });
    expect(await merchant.run()).toMatchObject({ status: 'succeeded', counts: { created: 30, failed: 0 } });
    expect(skus(merchant)).toHaveLength(30);
    expectNoDoubles(merchant);
    expect(await story.writesDuring(() => merchant.run())).toBe(0);
  }, 60_000);

  it("one product's refusal is that product's outcome, with VK's reason; the rest goes on", async () => {
    const { story, merchant } = await begin('empty-shop');
    const storeId = merchant.world.storeIds[0] as string;
    for (let n = 1; n <= 5; n += 1) story.sandbox.evotor.upsertProduct(storeId, { name: `Чашка № ${n}`, price: n });
    story.sandbox.vk.faults.add({ method: 'market.add', effect: { type: 'error', code: 1408 }, nth: 3, times: 1 });
    const run = await merchant.run();
    expect(run).toMatchObject({ status: 'partial', counts: { created: 4, failed: 1 } });
    const failed = (await merchant.outcomes(run.id)).filter((one) => one.outcome === 'failed');
    expect(failed).toHaveLength(1);
    expect(failed[0]).toMatchObject({
      action: 'create',
      reason: 'vk_rejected',
      message: expect.stringContaining('ссылки'),
    });
    expect((await merchant.run()).status).toBe('succeeded');
    expect(skus(merchant)).toHaveLength(5);
  }, 60_000);

  it('the shop is full: the rest waits, and the run says so', async () => {
    const { story, merchant } = await begin('empty-shop');
    const storeId = merchant.world.storeIds[0] as string;
    for (let n = 1; n <= 6; n += 1) story.sandbox.evotor.upsertProduct(storeId, { name: `Ложка № ${n}`, price: n });
    story.sandbox.vk.setLimits({ itemsPerShop: 4 });
    const run = await merchant.run();
    expect(run.counts).toMatchObject({ created: 4, failed: 2 });
    const failed = (await merchant.outcomes(run.id)).filter((one) => one.outcome === 'failed');
    expect(failed.map((one) => one.reason)).toEqual(['quota_reached', 'quota_reached']);
  }, 60_000);
});
