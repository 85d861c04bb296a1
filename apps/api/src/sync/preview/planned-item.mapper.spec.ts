import { describe, expect, it } from '@jest/globals';
import { planMirror, skuOf } from '@evosync/mirror';
import {
  aGroup,
  aMirrorInput,
  anAlbum,
  anAlbumLink,
  anItemLink,
  aProduct,
  aVkItem,
  GROUP_ID,
  STORE_ID,
} from '@evosync/testing';
import { PlanView } from './planned-item.mapper.js';

const PRODUCT = aProduct();
const SKU = skuOf({ storeId: STORE_ID, productId: PRODUCT.id });
const TEA = { albums: [anAlbum()], albumLinks: [anAlbumLink()] };

/** The item of PRODUCT, exactly as EvoSync would have it. */
const ITEM = aVkItem({
  title: PRODUCT.name,
  description: 'Чай чёрный «Утренний» (цена за 1 шт.)',
  priceKopecks: 12_990,
  stockAmount: 1000,
  sku: SKU,
  albumIds: [7],
});

function preview(changes: Parameters<typeof aMirrorInput>[0]) {
  const input = aMirrorInput(changes);
  const view = new PlanView({ plan: planMirror(input), input });
  return {
    items: view.products.map((product) => view.show(product, { photoUrl: null, url: null })),
    albums: view.albums(),
  };
}

describe('the preview of a product', () => {
  it('new: everything it will have in VK, beside what the register says', () => {
    const { items, albums } = preview({ products: [PRODUCT] });
    expect(items).toEqual([
      expect.objectContaining({
        productId: PRODUCT.id,
        storeId: STORE_ID,
        action: 'create',
        vk: null,
        register: { name: PRODUCT.name, price: '129.90', quantity: '12', measureName: 'шт', allowToSell: true },
        changes: [
          { field: 'name', from: null, to: PRODUCT.name },
          { field: 'price', from: null, to: '129.90' },
          { field: 'stock', from: null, to: '1000' },
          { field: 'description', from: null, to: 'Чай чёрный «Утренний» (цена за 1 шт.)' },
          { field: 'album', from: null, to: 'Чай' },
        ],
      }),
    ]);
    expect(albums).toEqual([{ action: 'create', storeId: STORE_ID, groupId: GROUP_ID, title: 'Чай', from: null }]);
  });

  it('changed: only the fields that differ, old and new', () => {
    const { items, albums } = preview({
      ...TEA,
      products: [{ ...PRODUCT, price: '150' }],
      items: [ITEM],
      itemLinks: [anItemLink()],
    });
    expect(items).toMatchObject([
      {
        action: 'update',
        vk: { title: PRODUCT.name, price: '129.90', stockAmount: 1000 },
        changes: [{ field: 'price', from: '129.90', to: '150.00' }],
      },
    ]);
    expect(albums).toEqual([]);
  });

  it('moved to another album: told as changed, because a run counts it so', () => {
    const green = aGroup({ id: 'green', name: 'Зелёный чай' });
    const { items } = preview({
      albums: [anAlbum(), anAlbum({ id: 8, title: 'Зелёный чай' })],
      albumLinks: [anAlbumLink(), anAlbumLink({ groupId: 'green', albumId: 8, sentTitle: 'Зелёный чай' })],
      groups: [aGroup(), green],
      products: [{ ...PRODUCT, parentId: 'green' }],
      items: [ITEM],
      itemLinks: [anItemLink()],
    });
    expect(items).toMatchObject([{ action: 'update', changes: [{ field: 'album', from: 'Чай', to: 'Зелёный чай' }] }]);
  });

  it('nothing to do: no changes, and not counted as one', () => {
    const { items } = preview({ ...TEA, products: [PRODUCT], items: [ITEM], itemLinks: [anItemLink()] });
    expect(items).toMatchObject([{ action: 'unchanged', changes: [] }]);
  });

  it('hidden: the stock it has and the zero it gets; the register lists it no longer', () => {
    const gone = { storeId: STORE_ID, productId: PRODUCT.id };
    const { items } = preview({ ...TEA, goneProducts: [gone], items: [ITEM], itemLinks: [anItemLink()] });
    expect(items).toMatchObject([
      {
        action: 'hide',
        reason: 'out_of_scope',
        name: PRODUCT.name,
        register: null,
        changes: [{ field: 'stock', from: '1000', to: '0' }],
      },
    ]);
  });

  it('skipped: its reason, and no changes', () => {
    const { items } = preview({ products: [{ ...PRODUCT, price: null }] });
    expect(items).toMatchObject([{ action: 'skip', reason: 'no_price', register: { price: null }, changes: [] }]);
  });

  it('adopted: what becomes of the item that the merchant made', () => {
    const own = aVkItem({ title: PRODUCT.name, priceKopecks: 9_900, stockAmount: null });
    const { items } = preview({ products: [PRODUCT], items: [own] });
    expect(items[0]).toMatchObject({ action: 'adopt', reason: 'adopted', vkProductId: own.id });
    expect(items[0]?.changes).toEqual(
      expect.arrayContaining([
        { field: 'price', from: '99.00', to: '129.90' },
        { field: 'stock', from: null, to: '1000' },
        { field: 'sku', from: null, to: SKU },
      ]),
    );
  });

  it('an album whose group was renamed is renamed from what it is called to the new name', () => {
    const { albums } = preview({
      ...TEA,
      groups: [aGroup({ name: 'Чай и травы' })],
      products: [PRODUCT],
      items: [ITEM],
      itemLinks: [anItemLink()],
    });
    expect(albums).toMatchObject([{ action: 'rename', title: 'Чай и травы', from: 'Чай' }]);
  });
});
