import { beforeEach, describe, expect, it } from '@jest/globals';
import { useOneStore } from '../support/one-store.js';

describe('Evotor refuses: the shop stays as it was, and the merchant reads why', () => {
  const here = useOneStore();
  const { group, products, begin, quiet } = here;
  let shop: ReturnType<typeof here.merchant.shop>;

  const refuse = (path: string, status: number, more: { times?: number; retryAfter?: number } = {}) =>
    here.story.sandbox.evotor.faults.add({ kind: 'status', path, status, times: 0, ...more });
  const connection = async () => (await here.merchant.agent.get('/api/v1/connections').expect(200)).body.evotor;
  /** A product is gone at the register, which nobody may believe while the register cannot be read. */
  const expectUntouched = () => expect(here.merchant.shop()).toEqual(shop);

  beforeEach(async () => {
    const [first = ''] = products(3, group('Чай'));
    await begin();
    shop = here.merchant.shop();
    expect(shop).toHaveLength(3);
    here.story.sandbox.evotor.deleteProduct(here.storeId, first);
  });

  it.each([
    [401, 'token_rejected', 'merchant', true],
    [403, 'forbidden', 'merchant', true],
    [402, 'subscription_required', 'merchant', false],
    [404, 'evotor_unavailable', 'wait', false],
    [405, 'internal', 'evosync', false],
    [500, 'evotor_unavailable', 'wait', false],
  ])(
    '%i for the list of stores: %s, for %s to mend',
    async (status, code, who, blocks) => {
      refuse('/stores$', status);
      expect(await here.merchant.run()).toMatchObject({ status: 'failed', error: { code, who } });
      expectUntouched();
      expect(await connection()).toMatchObject({ needsAttention: who === 'merchant' });
      here.story.sandbox.evotor.faults.clear();
      if (blocks) {
        await here.merchant.agent.post('/api/v1/sync/runs').expect(409);
        await here.merchant.connect();
      }
      expect(await here.merchant.run()).toMatchObject({ status: 'succeeded', counts: { hidden: 1 } });
      expect(await connection()).toMatchObject({ needsAttention: false });
      await quiet();
    },
    60_000,
  );

  it.each([
    [404, 'store_not_found', 'wait'],
    [405, 'evotor_bad_request', 'evosync'],
    [500, 'evotor_unavailable', 'wait'],
  ])(
    '%i for the goods of a store: %s; they stay as they are',
    async (status, code, who) => {
      refuse(`${here.storeId}/products$`, status);
      const run = await here.merchant.run();
      expect(run).toMatchObject({
        status: 'partial',
        counts: { hidden: 0, failed: 0 },
        error: { code, who, message: expect.stringContaining('остались в магазине как были') },
      });
      expectUntouched();
      here.story.sandbox.evotor.faults.clear();
      expect(await here.merchant.run()).toMatchObject({ status: 'succeeded', counts: { hidden: 1 } });
    },
    60_000,
  );

  it('402 for the only store that is ticked: its goods stay, and the merchant is told to pay', async () => {
    refuse(`${here.storeId}/products$`, 402);
    expect(await here.merchant.run()).toMatchObject({
      status: 'partial',
      error: { code: 'subscription_required', who: 'merchant', message: expect.stringContaining('не оплачено') },
    });
    expectUntouched();
    expect(await connection()).toMatchObject({ needsAttention: false });
  });

  it('402, and meanwhile the merchant changes prices and ticks: goods of a store that cannot be read stay as they are', async () => {
    refuse(`${here.storeId}/products$`, 402);
    await here.merchant.agent.put('/api/v1/sync/settings').send({ priceMultiplier: '2' }).expect(200);
    await here.merchant.agent
      .put(`/api/v1/catalog/stores/${here.storeId}/groups/sync`)
      .send({ enabled: false })
      .expect(200);
    expect((await here.merchant.run()).counts).toMatchObject({ updated: 0, hidden: 0 });
    expectUntouched();
    here.story.sandbox.evotor.faults.clear();
    expect((await here.merchant.run()).counts).toMatchObject({ hidden: 3 });
  });

  it('403 for the goods of a store is the connection’s trouble: nothing of it is taken for gone', async () => {
    refuse(`${here.storeId}/products$`, 403);
    expect(await here.merchant.run()).toMatchObject({
      status: 'failed',
      error: { code: 'forbidden', who: 'merchant' },
    });
    expectUntouched();
  });

  it.each([
    [429, { times: 1, retryAfter: 1 }],
    [503, { times: 2 }],
  ])('%i passes within the run', async (status, more) => {
    refuse(`${here.storeId}/products$`, status, more);
    expect(await here.merchant.run()).toMatchObject({ status: 'succeeded', counts: { hidden: 1 } });
  });
});
