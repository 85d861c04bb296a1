import { beforeEach, describe, expect, it } from '@jest/globals';
import { EvotorSim } from '../evotor/index.js';
import { VkSim } from '../vk/index.js';
import { SCENARIO_NAMES, startScenario, UnknownScenario, type Sims, type WorldMerchant } from './index.js';

let sims: Sims;

beforeEach(() => {
  sims = { evotor: new EvotorSim(), vk: new VkSim({ publicUrl: () => 'http://127.0.0.1:1/vk' }) };
});

const start = async (name: string): Promise<WorldMerchant[]> => (await startScenario(sims, name)).merchants;
const goodsOf = (storeId: string | undefined): number => sims.evotor.state.store(storeId ?? '').products.size;

describe('the scenarios', () => {
  it.each(SCENARIO_NAMES)('%s: every merchant has stores in the register and an open shop in VK', async (name) => {
    const merchants = await start(name === 'big' ? 'big:50' : name);
    expect(merchants.length).toBeGreaterThan(0);
    for (const merchant of merchants) {
      expect(sims.evotor.state.merchantByToken(merchant.evotorToken)?.userId).toBe(merchant.evotorUserId);
      const stores = sims.evotor.state.storesOf(merchant.evotorUserId);
      expect(stores.map(({ id }) => id)).toEqual(merchant.storeIds);
      const vkUser = sims.vk.state.tokens.get(merchant.vkToken)?.userId ?? 0;
      expect(sims.vk.state.users.get(vkUser)?.roles.get(merchant.groupId)).toBe(3);
      expect(sims.vk.state.communities.get(merchant.groupId)?.marketEnabled).toBe(true);
    }
  });

  it('tea-shop: VK already holds five goods and two albums of the merchant, with pictures', async () => {
    const [merchant] = await start('tea-shop');
    const community = sims.vk.state.communities.get(merchant?.groupId ?? 0);
    const items = [...(community?.items.values() ?? [])];
    expect([...(community?.albums.values() ?? [])].map(({ title }) => title)).toEqual(['Новинки недели', 'Посуда']);
    expect(items).toHaveLength(5);
    expect(items.every(({ sku, mainPhotoId }) => sku === '' && sims.vk.state.photos.get(mainPhotoId ?? 0)?.jpeg)).toBe(
      true,
    );
    const products = [...sims.evotor.state.store(merchant?.storeIds[0] ?? '').products.values()];
    const twins = items.map(({ name }) => products.filter(({ fields }) => fields.name === name));
    expect(twins.map(({ length }) => length)).toEqual([1, 2, 1, 0, 0]);
    expect(twins[0]?.[0]?.fields.allow_to_sell).toBe(true);
    expect(twins[2]?.[0]?.fields.allow_to_sell).toBe(false);
  });

  it('give the same world at every start, whatever happened in between', async () => {
    const first = await start('two-merchants');
    const before = sims.evotor.state.storesOf(first[0]?.evotorUserId ?? '').map(({ products }) => [...products.keys()]);
    sims.evotor.deleteProduct(first[0]?.storeIds[0] ?? '', before[0]?.[0] ?? '');
    sims.evotor.faults.add({ kind: 'reset', times: 0 });
    expect(await start('two-merchants')).toEqual(first);
    const after = sims.evotor.state.storesOf(first[0]?.evotorUserId ?? '').map(({ products }) => [...products.keys()]);
    expect(after).toEqual(before);
    expect(sims.evotor.faults.list()).toEqual([]);
  });

  it('unpaid-store: one of the two stores is not paid for', async () => {
    const [merchant] = await start('unpaid-store');
    expect(sims.evotor.state.storesOf(merchant?.evotorUserId ?? '').map(({ paid }) => paid)).toEqual([true, false]);
  });

  it('two-merchants: keep tokens, communities and stores apart', async () => {
    const [first, second] = await start('two-merchants');
    for (const key of ['evotorUserId', 'evotorToken', 'vkToken', 'groupId'] as const) {
      expect(first?.[key]).not.toBe(second?.[key]);
    }
  });

  it('big: has as many goods as asked; empty-shop has none', async () => {
    expect(goodsOf((await start('big:1234'))[0]?.storeIds[0])).toBe(1234);
    expect(goodsOf((await start('empty-shop'))[0]?.storeIds[0])).toBe(0);
  });

  it.each(['nowhere', '', 'toString', 'big:0', 'big:many'])('refuse "%s" and change nothing', async (name) => {
    const [merchant] = await start('tea-shop');
    await expect(start(name)).rejects.toThrow(UnknownScenario);
    expect(goodsOf(merchant?.storeIds[0])).toBeGreaterThan(200);
  });
});
