import { beforeEach, describe, expect, it } from '@jest/globals';
import { useOneStore } from '../support/one-store.js';

describe('What a merchant ticks is what stands in VK (M1)', () => {
  const here = useOneStore();
  const { group, products, album, begin, quiet } = here;
  let [tea, green] = ['', ''];

  const tick = (path: string, enabled: boolean) =>
    here.merchant.agent.put(`/api/v1/catalog/stores/${here.storeId}${path}/sync`).send({ enabled }).expect(200);
  const tickGroup = (id: string, enabled = true) => tick(`/groups/${id}`, enabled);
  /** What a buyer can put into the basket. */
  const onSale = () =>
    here.merchant
      .shop()
      .filter(({ stock }) => stock > 0)
      .map(({ name }) => name)
      .sort();

  beforeEach(async () => {
    tea = group('Чай');
    green = here.story.sandbox.evotor.upsertGroup(here.storeId, { name: 'Зелёный чай', parent_id: tea }).id;
    products(1, tea);
    products(1, green, 2);
    products(1, undefined, 3);
  });

  it('everything starts off: a run without a tick puts nothing into the shop', async () => {
    await here.merchant.connect();
    await quiet();
    expect(here.merchant.shop()).toEqual([]);
    expect(here.merchant.albums()).toEqual([]);
  });

  it('a store alone is not enough, nor are groups alone', async () => {
    await here.merchant.connect();
    await tick('', true);
    await quiet();
    await tick('', false);
    await tick('/groups', true);
    await quiet();
    expect(here.merchant.shop()).toEqual([]);
  });

  it('a group is ticked for itself: neither the group inside it nor the one around it comes along', async () => {
    await here.merchant.connect();
    await tick('', true);
    await tickGroup(tea);
    await here.merchant.run();
    expect(onSale()).toEqual(['Чай № 1']);
    await tickGroup(tea, false);
    await tickGroup(green);
    await here.merchant.run();
    expect(onSale()).toEqual(['Чай № 2']);
    await tickGroup('none');
    await here.merchant.run();
    expect(onSale()).toEqual(['Чай № 2', 'Чай № 3']);
    expect(here.merchant.albums().map(({ title }) => title)).toEqual(['Чай', 'Зелёный чай']);
    await quiet();
  }, 60_000);

  it('variants go with the group above them, which has the tick', async () => {
    const attributes = [{ id: 'a1', name: 'Вес', choices: [{ id: 'c1', name: '50 г' }] }];
    const variants = here.story.sandbox.evotor.upsertGroup(here.storeId, {
      ...{ name: 'Улун', parent_id: tea, attributes },
    }).id;
    products(1, variants, 4);
    await here.merchant.connect();
    await tick('', true);
    await tickGroup(tea);
    await here.merchant.run();
    expect(album('Чай')?.items).toEqual(['Чай № 1', 'Чай № 4']);
    expect(album('Улун')).toBeUndefined();
  });

  it('a store switched off takes its goods off sale, whatever its groups say; switched on again they are back', async () => {
    await begin();
    const before = here.merchant.shop();
    await tick('', false);
    expect((await here.merchant.run()).counts).toMatchObject({ hidden: 3 });
    expect(onSale()).toEqual([]);
    await quiet();
    await tick('', true);
    expect((await here.merchant.run()).counts).toMatchObject({ updated: 3, created: 0 });
    expect(here.merchant.shop()).toEqual(before);
    await quiet();
  }, 60_000);

  it('what is deleted in VK for want of a tick is no longer shown as standing there', async () => {
    await begin();
    await here.merchant.agent.put('/api/v1/sync/settings').send({ onRemoved: 'delete' }).expect(200);
    await tickGroup(tea, false);
    expect((await here.merchant.run()).counts).toMatchObject({ deleted: 1 });
    const path = `/api/v1/catalog/stores/${here.storeId}/products`;
    const { body } = await here.merchant.agent.get(path).expect(200);
    const linked = (body.items as { name: string; vkProductId: number | null }[])
      .filter(({ vkProductId }) => vkProductId !== null)
      .map(({ name }) => name);
    expect(linked.sort()).toEqual(['Чай № 2', 'Чай № 3']);
    await tickGroup(tea);
    expect((await here.merchant.run()).counts).toMatchObject({ created: 1 });
    await quiet();
  });

  it('a group that is new at the register waits for its tick, and so do goods that move into it', async () => {
    await begin();
    const white = group('Белый чай');
    products(1, white, 5);
    const { products: all } = here.story.sandbox.evotor.state.store(here.storeId);
    for (const [id, { fields }] of all) {
      if (fields.name === 'Чай № 1') {
        here.story.sandbox.evotor.upsertProduct(here.storeId, { ...fields, id, parent_id: white });
      }
    }
    expect((await here.merchant.run()).counts).toMatchObject({ created: 0, hidden: 1 });
    expect(onSale()).toEqual(['Чай № 2', 'Чай № 3']);
    await tickGroup(white);
    await here.merchant.run();
    expect(onSale()).toEqual(['Чай № 1', 'Чай № 2', 'Чай № 3', 'Чай № 5']);
    expect(album('Белый чай')?.items).toEqual(['Чай № 1', 'Чай № 5']);
    await quiet();
  }, 60_000);

  it('what loses its group at the register goes with the goods without one', async () => {
    await begin();
    await tickGroup('none', false);
    expect((await here.merchant.run()).counts).toMatchObject({ hidden: 1 });
    here.story.sandbox.evotor.deleteGroup(here.storeId, green);
    await here.merchant.run();
    expect(onSale()).toEqual(['Чай № 1']);
    await tickGroup('none');
    await here.merchant.run();
    expect(onSale()).toEqual(['Чай № 1', 'Чай № 2', 'Чай № 3']);
    await quiet();
  }, 60_000);
});
