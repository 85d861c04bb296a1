import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getDataSourceToken } from '@nestjs/typeorm';
import type { DataSource } from 'typeorm';
import { startTestApp, type Agent, type TestApp } from '../testing/app.js';
import { CachedGroup } from './cached-group.entity.js';
import { CachedProduct } from './cached-product.entity.js';
import { CachedStore } from './cached-store.entity.js';

const STORE = '20170228-F4F1-401B-80FA-9ECCA8451FFB';
const TEA = '7c1f0a52-6d0e-4b57-9a35-20b8f4e7c901';
const COFFEE = '7c1f0a52-6d0e-4b57-9a35-20b8f4e7c902';

interface Goods {
  id: string;
  group?: string;
  name?: string;
  price?: string | null;
  state?: CachedProduct['syncState'];
  reason?: string;
  item?: number;
  hidden?: boolean;
  off?: boolean;
}

/** Tea is chosen, coffee and goods without a group are not. */
const GOODS: Goods[] = [
  { id: 'synced', group: TEA, state: 'synced', item: 1 },
  { id: 'repriced', group: TEA, item: 2 },
  { id: 'new', group: TEA },
  { id: 'free', group: TEA, price: null, state: 'skipped', reason: 'no_price' },
  { id: 'sold-out', group: TEA, state: 'skipped', reason: 'not_for_sale' },
  { id: 'lost-price', group: TEA, price: null, state: 'skipped', reason: 'no_price', item: 3, hidden: true },
  { id: 'refused', group: TEA, state: 'failed', reason: 'vk_rejected' },
  { id: 'stale', group: TEA, state: 'failed', reason: 'vk_rejected', item: 4 },
  { id: 'unwanted', group: TEA, state: 'synced', item: 5, off: true },
  { id: 'arabica', group: COFFEE, name: 'Арабика 100%', state: 'failed', reason: 'vk_rejected' },
  { id: 'bag', group: 'none' },
];

describe("A store's products", () => {
  let app: TestApp;
  let merchant: { id: number; agent: Agent };
  let database: DataSource;
  const url = `/api/v1/catalog/stores/${STORE}`;

  beforeAll(async () => {
    app = await startTestApp();
    database = app.app.get<DataSource>(getDataSourceToken());
    merchant = await app.newcomer();
    await stock(merchant.id);
    for (const path of ['/sync', `/groups/${TEA}/sync`]) await merchant.agent.put(url + path).send({ enabled: true });
  });
  afterAll(() => app.close());

  async function stock(userId: number): Promise<void> {
    await database
      .getRepository(CachedStore)
      .save({ userId, id: STORE, name: 'Чайная', readable: true, readAt: new Date('2026-03-01T10:00:00Z') });
    await database.getRepository(CachedGroup).save([
      { userId, storeId: STORE, id: TEA, name: 'Чай' },
      { userId, storeId: STORE, id: COFFEE, name: 'Кофе' },
    ]);
    await database.getRepository(CachedProduct).insert(GOODS.map((goods) => productRow(userId, goods)));
  }

  const get = async (path: string) => (await merchant.agent.get(url + path).expect(200)).body;
  const idsOf = async (query: string): Promise<string[]> =>
    (await get(`/products?pageSize=200&${query}`)).items.map((product: { id: string }) => product.id).sort();
  const switchAll = (body: object) => merchant.agent.put(`${url}/products/sync`).send(body);

  const FILTERS = [
    ['productCount', ''],
    ['chosenCount', 'only=chosen'],
    ['inShopCount', 'only=inShop'],
    ['pendingCount', 'syncState=pending'],
    ['syncedCount', 'syncState=synced'],
    ['skippedCount', 'syncState=skipped'],
    ['failedCount', 'syncState=failed'],
  ] as const;

  it.each(FILTERS)(
    'counts in %s exactly the rows that the filter "%s" shows, in the store and in each group',
    async (count, filter) => {
      const { body: stores } = await merchant.agent.get('/api/v1/catalog/stores').expect(200);
      expect(stores.items[0][count]).toBe((await get(`/products?${filter}`)).total);
      const { items: groups } = await get('/groups');
      expect(groups).toHaveLength(3);
      for (const group of groups) {
        expect([group.name, group[count]]).toEqual([
          group.name,
          (await get(`/products?groupId=${group.id}&${filter}`)).total,
        ]);
      }
    },
  );

  it('tells what is chosen, what is in the shop and what waits', async () => {
    const { items } = await get('/groups');
    expect(items.find((group: { id: string }) => group.id === TEA)).toMatchObject({
      productCount: 9,
      chosenCount: 8,
      inShopCount: 3,
      pendingCount: 2,
      syncedCount: 1,
      skippedCount: 3,
      failedCount: 2,
    });
    expect(items.find((group: { id: string }) => group.id === COFFEE)).toMatchObject({
      chosenCount: 0,
      failedCount: 0,
    });
  });

  it('finds goods by the reason why they are not in the shop, chosen goods only', async () => {
    expect(await idsOf('syncReason=no_price')).toEqual(['free', 'lost-price']);
    expect(await idsOf('syncState=failed&syncReason=vk_rejected')).toEqual(['refused', 'stale']);
    expect(await idsOf('syncReason=unheard_of')).toEqual([]);
  });

  it('says which switch keeps a product from being chosen', async () => {
    const { items } = await get('/products?syncState=off');
    const offBy = Object.fromEntries(
      items.map((product: { id: string; offBy: string }) => [product.id, product.offBy]),
    );
    expect(offBy).toEqual({ unwanted: 'product', arabica: 'group', bag: 'group' });
  });

  it("shows the picture of a product's item in VK", async () => {
    await database.query(
      `INSERT INTO vk_cached_products (user_id, id, title, description, price_kopecks, album_ids, photo_url, content_hash)
       VALUES (?, 1, 'Чай', '', 100, '[]', 'https://vk.test/tea.jpg', 'x')`,
      [merchant.id],
    );
    expect((await get('/products?search=synced')).items).toMatchObject([{ photoUrl: 'https://vk.test/tea.jpg' }]);
    expect((await get('/products?search=new')).items).toMatchObject([{ photoUrl: null }]);
  });

  it('orders by a field it knows, and refuses others by name', async () => {
    const { items } = await get('/products?sort=-name');
    expect([items[0].name, items.at(-1).name]).toEqual(['Арабика 100%', 'bag']);
    expect((await get('/products?sort=name')).items[0].name).toBe('bag');
    const { body } = await merchant.agent.get(`${url}/products?sort=removed_at`).expect(400);
    expect(body.errors).toMatchObject([{ field: 'sort' }]);
  });

  it.each([
    ['as a person reads it', '"Ахмад" & Ко', ['entities']],
    ['with fewer of its signs', 'Ахмад" &', ['entities']],
    ['as the register wrote it', '&quot;Ахмад&quot;', ['entities']],
    ['with a space for one that does not break', 'чай зелёный', ['entities', 'plain']],
    ['as it stands, where the register wrote signs', '"зелёный"', ['plain']],
    ['decoded once, not twice', '&quot; дважды', ['twice']],
    ['decoded twice', '" дважды', []],
  ])('finds a name %s', async (_how, search, found) => {
    const names = {
      entities: '&quot;Ахмад&quot; &amp; Ко, чай&nbsp;зелёный',
      plain: 'Чай зелёный "зелёный"',
      twice: '&amp;quot; дважды',
    };
    const rows = Object.entries(names).map(([id, name]) => productRow(merchant.id, { id, name }));
    const products = database.getRepository(CachedProduct);
    await products.insert(rows);
    try {
      expect(await idsOf(`search=${encodeURIComponent(search)}`)).toEqual(found);
    } finally {
      await products.delete(rows.map(({ userId, storeId, id }) => ({ userId, storeId, id })));
    }
  });

  it('counts all products on a page beyond the last', async () => {
    expect(await get('/products?page=9')).toEqual({ items: [], total: GOODS.length, page: 9, pageSize: 50 });
  });

  it('does not know a store that Evotor no longer lists, though its products are still kept', async () => {
    const gone = await app.newcomer();
    await stock(gone.id);
    await gone.agent.get(`${url}/products`).expect(200);
    await database.getRepository(CachedStore).update({ userId: gone.id }, { removedAt: new Date() });
    const { body } = await gone.agent.get(`${url}/products`).expect(404);
    expect(body.code).toBe('store_not_found');
  });

  describe('switched many at a time', () => {
    it('switches those named and no others, and says how many changed', async () => {
      const productIds = ['NEW', 'free', 'unwanted', 'nobody'];
      const { body } = await switchAll({ enabled: false, productIds }).expect(200);
      expect(body).toEqual({ enabled: false, changed: 2 });
      expect(await idsOf(`syncState=off&groupId=${TEA}`)).toEqual(['free', 'new', 'unwanted']);
      await switchAll({ enabled: true, productIds: ['new', 'free'] }).expect(200);
      expect(await idsOf(`syncState=off&groupId=${TEA}`)).toEqual(['unwanted']);
    });

    it('switches exactly what a filter shows', async () => {
      const shown = await idsOf('syncState=failed');
      const { body } = await switchAll({ enabled: false, filter: { syncState: 'failed' } }).expect(200);
      expect(body.changed).toBe(shown.length);
      expect(await idsOf(`syncState=off&groupId=${TEA}`)).toEqual([...shown, 'unwanted'].sort());
      await switchAll({ enabled: true, filter: { groupId: TEA, search: 're' } }).expect(200);
      expect(await idsOf(`syncState=off&groupId=${TEA}`)).toEqual(['stale', 'unwanted']);
      await switchAll({ enabled: true, filter: {} }).expect(200);
      expect(await idsOf(`only=chosen&groupId=${TEA}`)).toHaveLength(9);
    });

    it('takes a percent sign of a search for itself, so that it does not switch everything', async () => {
      const { body } = await switchAll({ enabled: false, filter: { search: '100%' } }).expect(200);
      expect(body.changed).toBe(1);
    });

    it.each([
      ['neither goods nor a filter', {}, 'productIds'],
      ['both', { productIds: ['new'], filter: {} }, 'productIds'],
      ['an empty list', { productIds: [] }, 'productIds'],
      ['more than a thousand', { productIds: Array<string>(1001).fill('new') }, 'productIds'],
      ['a list of something else', { productIds: [{ id: 'new' }] }, 'productIds'],
      ['a filter that does not exist', { filter: { syncState: 'lost' } }, 'filter.syncState'],
      ['a filter that is no filter', { filter: 'all' }, 'filter'],
    ])('refuses %s, and changes nothing', async (_what, body, field) => {
      const before = await idsOf('only=chosen');
      const { body: answer } = await switchAll({ enabled: false, ...body }).expect(400);
      expect(answer).toMatchObject({ code: 'validation_failed', errors: [{ field }] });
      expect(await idsOf('only=chosen')).toEqual(before);
    });

    it("never reaches another merchant's goods, nor a store that is not there", async () => {
      const other = await app.newcomer();
      await other.agent.put(`${url}/products/sync`).send({ enabled: false, filter: {} }).expect(404);
      await stock(other.id);
      const before = await idsOf('only=chosen');
      const { body } = await other.agent.put(`${url}/products/sync`).send({ enabled: false, filter: {} }).expect(200);
      expect(body.changed).toBe(GOODS.length - 1);
      expect(await idsOf('only=chosen')).toEqual(before);
      await app.anonymous.put(`${url}/products/sync`).send({ enabled: false, filter: {} }).expect(401);
    });
  });

  it('shows the price as it will be in VK beside that of the register, and no price where there is none', async () => {
    await merchant.agent.put('/api/v1/sync/settings').send({ priceMultiplier: '1.15' }).expect(200);
    const { items } = await get('/products?groupId=none');
    expect(items).toMatchObject([{ price: '129.90', nextVkPrice: '149.39', vkPrice: null }]);
    expect((await get('/products?search=free')).items).toMatchObject([{ price: null, nextVkPrice: null }]);
    await merchant.agent.put('/api/v1/sync/settings').send({ priceMultiplier: '1' }).expect(200);
    expect((await get('/products?groupId=none')).items).toMatchObject([{ nextVkPrice: '129.90' }]);
  });
});

function productRow(userId: number, goods: Goods) {
  const fingerprint = { name: '', description: '', priceKopecks: 10000, stockAmount: 1, sku: null };
  return {
    userId,
    storeId: STORE,
    id: goods.id,
    name: goods.name ?? goods.id,
    type: 'NORMAL',
    price: goods.price === undefined ? '129.9' : goods.price,
    allowToSell: true,
    groupId: goods.group ?? 'none',
    contentHash: goods.id,
    switchedOff: goods.off ?? false,
    vkProductId: goods.item ?? null,
    vkHidden: goods.hidden ?? false,
    vkSent: goods.item === undefined ? null : fingerprint,
    syncState: goods.state ?? null,
    syncReason: goods.reason ?? null,
  };
}
