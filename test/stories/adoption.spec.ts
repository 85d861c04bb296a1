import { beforeEach, describe, expect, it } from '@jest/globals';
import { useOneStore } from '../support/one-store.js';

describe('Goods that a merchant had in VK before (M8, M12)', () => {
  const here = useOneStore();
  const { group, album, quiet } = here;
  const NAME = 'Кружка «Волна», 350 мл';
  let [ownId, productId, own] = [0, '', ''];

  const vk = () => here.story.sandbox.vk;
  const item = () => {
    const found = here.merchant.shop().find(({ id }) => id === ownId);
    if (!found) throw new Error('The item of the merchant is gone');
    return found;
  };
  const settings = (changes: object) => here.merchant.agent.put('/api/v1/sync/settings').send(changes).expect(200);
  const dropFromRegister = () => here.story.sandbox.evotor.deleteProduct(here.storeId, productId);

  beforeEach(async () => {
    const { groupId } = here.merchant.world;
    own = 'Новинки';
    const { id: albumId } = vk().hands.addAlbum(groupId, own);
    const draft = { name: NAME, description: 'Ручная роспись, керамика', price: 50_000, stock: 5 };
    ownId = vk().hands.addItem(groupId, draft, [albumId]).id;
    const parent_id = group('Посуда');
    productId = here.story.sandbox.evotor.upsertProduct(here.storeId, { name: NAME, price: 690, parent_id }).id;
    await here.merchant.connect();
    await here.merchant.chooseAll();
  });

  it('are taken over: edited, marked, put into the album of their group, left in that of the merchant, and said so', async () => {
    const run = await here.merchant.run();
    expect(run).toMatchObject({ status: 'succeeded', counts: { adopted: 1, created: 0 } });
    expect(item()).toMatchObject({ name: NAME, priceKopecks: 69_000, stock: 1000, albums: [own, 'Посуда'] });
    expect(item().sku).toMatch(/^EV-[0-9a-f]{12}$/);
    expect(await here.merchant.outcomes(run.id)).toMatchObject([
      { action: 'adopt', outcome: 'done', reason: 'adopted', vkProductId: ownId },
    ]);
    await quiet();
  });

  it('are hidden where others would be deleted, also after a later edit', async () => {
    await settings({ onRemoved: 'delete' });
    await here.merchant.run();
    here.story.sandbox.evotor.upsertProduct(here.storeId, { id: productId, name: NAME, price: 700 });
    await here.merchant.run();
    dropFromRegister();
    expect((await here.merchant.run()).counts).toMatchObject({ hidden: 1, deleted: 0 });
    expect(item().stock).toBe(0);
    await quiet();
  });

  it('stay as they are with "never": the product gets an item of its own', async () => {
    const before = item();
    await settings({ adoptExisting: 'never' });
    expect((await here.merchant.run()).counts).toMatchObject({ adopted: 0, created: 1 });
    expect(item()).toEqual(before);
    expect(here.merchant.shop()).toHaveLength(2);
  });

  it('stay as they are and where they are when VK refuses the edit by which they would be taken over', async () => {
    const before = item();
    vk().faults.add({ method: 'market.edit', effect: { type: 'error', code: 1408 }, times: 1 });
    const run = await here.merchant.run();
    expect(run).toMatchObject({ status: 'partial', counts: { adopted: 0, failed: 1 } });
    expect(item()).toEqual(before);
    expect(album('Посуда')?.items ?? []).toEqual([]);
    await settings({ onRemoved: 'delete' });
    dropFromRegister();
    await here.merchant.run();
    expect(item()).toEqual(before);
  });

  it('are known as taken over although the answer was lost and the run died: never deleted', async () => {
    vk().faults.add({ method: 'market.edit', effect: { type: 'cut', when: 'after' }, times: 1000 });
    vk().faults.add({ method: 'execute', effect: { type: 'cut', when: 'after' }, times: 1000 });
    expect((await here.merchant.run()).status).toBe('failed');
    vk().faults.clear();
    expect(item().sku).toMatch(/^EV-/);
    await settings({ onRemoved: 'delete' });
    dropFromRegister();
    expect((await here.merchant.run()).counts).toMatchObject({ hidden: 1, deleted: 0 });
    expect(item().stock).toBe(0);
  }, 60_000);
});
