import { beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { useOneStore } from '../support/one-store.js';

describe('An item is known by its mark, whatever our own tables say (M7)', () => {
  const here = useOneStore();
  const { group, products, expectNoDoubles, begin, quiet } = here;
  let ids: string[] = [];

  /** As when the database was brought back from an older copy. */
  const forgetLinks = () =>
    here.story.app.app
      .get(DataSource)
      .query(
        'UPDATE cached_products SET vk_product_id = NULL, vk_sent = NULL, vk_shown = NULL, vk_hidden = 0 WHERE user_id = ?',
        [here.merchant.userId],
      );
  const switchOff = (id: string | undefined) =>
    here.merchant.agent
      .put(`/api/v1/catalog/stores/${here.storeId}/products/${id}/sync`)
      .send({ enabled: false })
      .expect(200);

  beforeEach(async () => {
    ids = products(4, group('Чай'));
    expect((await begin()).status).toBe('succeeded');
  });

  it('links that are gone are found again: nothing is created, nothing is sent', async () => {
    const before = here.merchant.shop();
    await forgetLinks();
    await quiet();
    expect(here.merchant.shop()).toEqual(before);
    here.story.sandbox.evotor.upsertProduct(here.storeId, { id: ids[0], name: 'Чай № 1', price: 250 });
    expect((await here.merchant.run()).counts).toMatchObject({ updated: 1, created: 0 });
    expectNoDoubles(4);
  });

  it('goods that left the scope, or the register, without their links are taken off sale all the same', async () => {
    await forgetLinks();
    await switchOff(ids[0]);
    here.story.sandbox.evotor.deleteProduct(here.storeId, ids[1] ?? '');
    here.story.sandbox.evotor.upsertProduct(here.storeId, { id: ids[2], name: 'Чай № 3', price: 0 });
    expect((await here.merchant.run()).counts).toMatchObject({ hidden: 3, created: 0 });
    expect(Object.fromEntries(here.merchant.shop().map(({ name, stock }) => [name, stock]))).toEqual({
      'Чай № 1': 0,
      'Чай № 2': 0,
      'Чай № 3': 0,
      'Чай № 4': 1000,
    });
    await quiet();
  });
});
