import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DataSource } from 'typeorm';
import { FiltersService } from '../../apps/api/src/catalog/filters.service.js';
import { ReadingNotes } from '../../apps/api/src/catalog/reading-notes.js';
import { RefreshCatalogService } from '../../apps/api/src/catalog/refresh-catalog.service.js';
import { startTestApp, type TestApp } from '../../apps/api/src/testing/app.js';
import { PagedCloud, sendJson, sendPage, wireMoment, type CloudStore, type Wire } from '../support/paged-cloud.js';
import { RowWrites } from '../support/row-writes.js';

const TABLES = ['cached_stores', 'cached_groups', 'cached_products', 'evotor_connections'];
const LONG_AGO = Date.parse('2024-05-01T00:00:00Z');

const anId = (n: number): string => `1ddea16b-971b-dee5-3798-${n.toString(16).padStart(12, '0')}`;
const aStoreId = (n: number): string => `2023051${n}-7A31-40C2-80F4-1B6E50A9D3C7`;
const aGroup = (n: number, fields: object = {}): Wire => ({ id: anId(1000 + n), name: `Отдел ${n}`, ...fields });
const aProduct = (n: number, fields: object = {}): Wire => ({
  ...{ id: anId(n), name: `Чай № ${n}`, type: 'NORMAL', price: 100 + n, allow_to_sell: true },
  ...{ parent_id: anId(1001), updated_at: wireMoment(LONG_AGO + n * 1000) },
  ...fields,
});

describe('Reading the Evotor Cloud', () => {
  let cloud: PagedCloud;
  let app: TestApp;
  let database: DataSource;
  let writes: RowWrites;
  let userId: number;
  let store: CloudStore;

  const read = async (whole = true) => {
    const outcome = await app.app.get(RefreshCatalogService).refresh(userId, { whole });
    if (!outcome) throw new Error('Evotor is not connected');
    return outcome;
  };
  /** What the catalogue holds of the store now, by id in lower case: the fields a buyer or shopkeeper would miss. */
  const held = async (storeId = store.id): Promise<Map<string, unknown>> => {
    const rows = await database.query(
      `SELECT id, name, CAST(price AS DOUBLE) AS price, allow_to_sell, parent_id, group_id, barcodes FROM cached_products
       WHERE user_id = ? AND store_id = ? AND removed_at IS NULL`,
      [userId, storeId],
    );
    return new Map(
      rows.map((row: Record<string, unknown>) => [
        String(row.id).toLowerCase(),
        [row.name, row.price, row.allow_to_sell === 1, row.parent_id, row.group_id, row.barcodes],
      ]),
    );
  };
  /** The same, as the register would have it. */
  const registered = (one: CloudStore): Map<string, unknown> => {
    const plain = new Map(one.groups.map((group) => [group.id.toLowerCase(), group]));
    return new Map(
      one.products.map((wire) => {
        const parent = typeof wire.parent_id === 'string' ? wire.parent_id : null;
        const group = parent === null ? undefined : plain.get(parent.toLowerCase());
        const barcodes = Array.isArray(wire.barcodes) && wire.barcodes.length > 0 ? wire.barcodes.join(' ') : null;
        const fields = [wire.name, wire.price, wire.allow_to_sell, parent, group?.id ?? 'none', barcodes];
        return [wire.id.toLowerCase(), fields];
      }),
    );
  };

  beforeAll(async () => {
    cloud = await PagedCloud.start();
    app = await startTestApp({ settings: { EVOTOR_API_URL: cloud.url }, role: 'api' });
    database = app.app.get(DataSource);
    writes = await RowWrites.watch(database, TABLES);
  }, 60_000);
  afterAll(async () => {
    await app.close();
    await cloud.stop();
  });

  beforeEach(async () => {
    cloud.trouble = () => null;
    cloud.pageSize = 5;
    store = {
      ...{ id: aStoreId(4), name: 'Чайная' },
      groups: [aGroup(1), aGroup(2)],
      products: Array.from({ length: 17 }, (_, n) => aProduct(n)),
    };
    cloud.stores = [store];
    const merchant = await app.newcomer();
    userId = merchant.id;
    await merchant.agent.put('/api/v1/connections/evotor').send({ accessToken: 'a-token-of-evotor' }).expect(200);
    expect((await held()).size).toBe(17);
    await writes.take();
    cloud.takeListings();
  }, 30_000);

  describe('an unchanged register', () => {
    it('writes no row at all, however often it is read', async () => {
      for (let time = 0; time < 3; time += 1) {
        expect(await read()).toEqual({ stores: 1, products: 17, unread: [] });
        expect(await writes.take()).toEqual({});
      }
    });

    it('writes no row when ids, page sizes and the order of goods differ', async () => {
      store.products = store.products.map((wire) => ({ ...wire, id: wire.id.toUpperCase() })).reverse();
      store.groups.reverse();
      cloud.pageSize = 3;
      await read();
      expect(await writes.take()).toEqual({});
    });

    it('writes only the products that changed, and each once', async () => {
      Object.assign(store.products[3] as Wire, { price: 7.5 });
      store.products.push(aProduct(50));
      await read();
      expect(await writes.take()).toEqual({ 'insert cached_products': 1, 'update cached_products': 1 });
      expect(await held()).toEqual(registered(store));
    });
  });

  describe('a listing that cannot be trusted removes nothing', () => {
    const isProducts = (path: string): boolean => path.endsWith('/products');

    it.each([
      ['500 in the middle', (response: Parameters<typeof sendJson>[0]) => sendJson(response, {}, 500)],
      [
        'broken JSON',
        (response: Parameters<typeof sendJson>[0]) => void response.writeHead(200).end('{"items": [{"id"'),
      ],
      ['a page that is no page', (response: Parameters<typeof sendJson>[0]) => sendJson(response, { goods: [] })],
      ['402', (response: Parameters<typeof sendJson>[0]) => sendJson(response, {}, 402)],
    ])(
      '%s',
      async (_, trouble) => {
        store.products.splice(0, 9);
        cloud.trouble = ({ path, query }) => (isProducts(path) && query.has('cursor') ? trouble : null);
        const { unread } = await read();
        expect(unread).toHaveLength(1);
        expect((await held()).size).toBe(17);
        const [row] = await database.query('SELECT readable FROM cached_stores WHERE user_id = ?', [userId]);
        expect(row.readable).toBe(0);
        cloud.trouble = () => null;
        expect((await read()).unread).toEqual([]);
        expect(await held()).toEqual(registered(store));
      },
      40_000,
    );

    it('a cursor that leads round in a ring', async () => {
      const products = [...store.products];
      store.products.splice(0, 9);
      cloud.trouble = ({ path, query }) =>
        isProducts(path)
          ? (response) => sendPage(response, products.slice(9), query.get('cursor') === 'a' ? 'b' : 'a')
          : null;
      expect((await read()).unread).toMatchObject([{ code: 'evotor_incomplete_listing' }]);
      expect((await held()).size).toBe(17);
    });

    it('the first page again in place of the second', async () => {
      const first = store.products.slice(0, 5);
      cloud.trouble = ({ path, query }) =>
        isProducts(path) ? (response) => sendPage(response, first, query.has('cursor') ? null : 'next') : null;
      expect((await read()).unread).toMatchObject([{ code: 'evotor_incomplete_listing' }]);
      expect((await held()).size).toBe(17);
    });

    it('the first page again in place of all others, while what is asked for one by one happens to be gone', async () => {
      const first = store.products.slice(0, 5);
      store.products = store.products.filter((_, n) => ![5, 9, 13].includes(n));
      cloud.trouble = ({ path, query }) =>
        isProducts(path) ? (response) => sendPage(response, first, query.has('cursor') ? null : 'next') : null;
      expect((await read()).unread).toMatchObject([{ code: 'evotor_incomplete_listing' }]);
      expect((await held()).size).toBe(17);
    });

    it('a first page that claims to be the last', async () => {
      cloud.trouble = ({ path }) =>
        isProducts(path) ? (response) => sendPage(response, store.products.slice(0, 5), null) : null;
      for (let time = 0; time < 2; time += 1) {
        expect((await read()).unread).toMatchObject([{ code: 'evotor_incomplete_listing' }]);
        expect((await held()).size).toBe(17);
      }
    });

    it.each(['/products', '/product-groups', '/stores'])('an empty list of %s, even twice', async (list) => {
      cloud.trouble = ({ path }) => (path.endsWith(list) ? (response) => sendPage(response, [], null) : null);
      for (let time = 0; time < 2; time += 1) {
        expect((await read()).unread).not.toEqual([]);
        cloud.trouble = () => null;
        expect(await held()).toEqual(registered(store));
        cloud.trouble = ({ path }) => (path.endsWith(list) ? (response) => sendPage(response, [], null) : null);
      }
    });

    it('an empty list in place of the last goods of a store', async () => {
      store.products.splice(3);
      await read();
      cloud.trouble = ({ path }) => (isProducts(path) ? (response) => sendPage(response, [], null) : null);
      for (let time = 0; time < 2; time += 1) expect((await read()).unread).toHaveLength(1);
      expect(await held()).toEqual(registered(store));
    });

    it('a list of groups that lacks one', async () => {
      cloud.trouble = ({ path }) =>
        path.endsWith('/product-groups') ? (response) => sendPage(response, store.groups.slice(1), null) : null;
      expect((await read()).unread).toMatchObject([{ code: 'evotor_incomplete_listing' }]);
      expect(await held()).toEqual(registered(store));
    });

    it('a list of stores that lacks one', async () => {
      const other = { ...store, id: aStoreId(5), products: [aProduct(1)] };
      cloud.stores.push(other);
      await read();
      cloud.trouble = ({ path }) => (path === '/stores' ? (response) => sendPage(response, [other], null) : null);
      expect((await read()).unread).toMatchObject([{ storeId: store.id, code: 'evotor_incomplete_listing' }]);
      expect(await held()).toEqual(registered(store));
    });
  });

  describe('what is truly gone is marked', () => {
    it('some goods at once', async () => {
      store.products.splice(2, 6);
      expect((await read()).unread).toEqual([]);
      expect(await held()).toEqual(registered(store));
      expect(await writes.take()).toEqual({ 'update cached_products': 6 });
    });

    it('all goods when the register says so a second time', async () => {
      store.products = [];
      expect((await read()).unread).toMatchObject([{ code: 'empty_answer' }]);
      expect((await held()).size).toBe(17);
      expect((await read()).unread).toEqual([]);
      expect((await held()).size).toBe(0);
    });

    it('the only store when the cloud says so a second time', async () => {
      cloud.stores = [];
      expect((await read()).unread).toMatchObject([{ code: 'empty_answer' }]);
      expect((await held()).size).toBe(17);
      expect((await read()).unread).toEqual([]);
      expect((await held()).size).toBe(0);
    });

    it('the last goods of a store at once: the cloud is asked for each of them', async () => {
      store.products.splice(3);
      await read();
      store.products = [];
      expect((await read()).unread).toEqual([]);
      expect((await held()).size).toBe(0);
    });

    it('a store, with everything in it', async () => {
      const other = { ...store, id: aStoreId(5), products: [aProduct(1)] };
      cloud.stores = [store, other];
      await read();
      cloud.stores = [other];
      expect((await read()).unread).toEqual([]);
      expect((await held()).size).toBe(0);
      expect((await held(other.id)).size).toBe(1);
    });

    it('what comes back is there again', async () => {
      const [gone] = store.products.splice(0, 1);
      await read();
      store.products.push(gone as Wire);
      await read();
      expect(await held()).toEqual(registered(store));
    });
  });

  describe('asking for changes only', () => {
    it('is done by the clock for a store that is not mirrored, overlapping what was read', async () => {
      store.products.push(aProduct(60, { updated_at: wireMoment(Date.now()) }));
      Object.assign(store.products[2] as Wire, { name: 'Переименован', updated_at: wireMoment(LONG_AGO + 16_000) });
      expect(await read(false)).toEqual({ stores: 1, products: 18, unread: [] });
      expect(cloud.takeListings()[0]).toBe(`since=${LONG_AGO + 16_000 - 15 * 60_000}`);
      expect(await held()).toEqual(registered(store));
      expect((await read(false)).products).toBe(1);
    });

    it('is never done when the merchant presses the button, after a store failed, or when a group changed', async () => {
      await read(true);
      expect(cloud.takeListings()[0]).toBe('');
      store.groups.push(aGroup(3));
      await read(false);
      expect(cloud.takeListings()[0]).toBe('');
      cloud.trouble = ({ path }) => (path.endsWith('/products') ? (response) => sendJson(response, {}, 402) : null);
      await read(false);
      cloud.trouble = () => null;
      cloud.takeListings();
      await read(false);
      expect(cloud.takeListings()[0]).toBe('');
    });

    it('is never done for a store that is mirrored, nor for one that has goods in VK', async () => {
      await app.app.get(FiltersService).switchStore(userId, store.id, true);
      await read(false);
      expect(cloud.takeListings()[0]).toBe('');
      await app.app.get(FiltersService).switchStore(userId, store.id, false);
      await database.query('UPDATE cached_products SET vk_product_id = 77 WHERE user_id = ? LIMIT 1', [userId]);
      await read(false);
      expect(cloud.takeListings()[0]).toBe('');
    });

    it('gives way to a whole listing after a day, which finds what was deleted', async () => {
      store.products.splice(0, 4);
      await read(false);
      expect((await held()).size).toBe(17);
      const notes = app.app.get(ReadingNotes);
      const [[storeId, note] = ['', null]] = await notes.findAll(userId);
      if (!note) throw new Error('nothing was noted');
      await notes.save(userId, storeId, { ...note, wholeAt: Date.now() - 25 * 3600_000 });
      await read(false);
      expect(await held()).toEqual(registered(store));
    });
  });

  it('after any edits the catalogue equals the register, and a further reading writes nothing', async () => {
    const edit = fc.oneof(
      fc.record({ kind: fc.constant('put' as const), n: fc.nat(30), price: fc.nat(5), upper: fc.boolean() }),
      fc.record({ kind: fc.constant('delete' as const), n: fc.nat(30) }),
      fc.record({ kind: fc.constant('move' as const), n: fc.nat(30), group: fc.nat(4) }),
      fc.record({ kind: fc.constant('groups' as const), n: fc.nat(4), there: fc.boolean() }),
    );
    const rounds = fc.array(fc.array(edit, { maxLength: 12 }), { minLength: 1, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(rounds, fc.integer({ min: 1, max: 7 }), async (edits, pageSize) => {
        cloud.pageSize = pageSize;
        for (const round of edits) {
          for (const one of round) apply(store, one);
          if (store.products.length === 0) store.products.push(aProduct(0));
          if (store.groups.length === 0) store.groups.push(aGroup(0));
          expect((await read()).unread).toEqual([]);
          expect(await held()).toEqual(registered(store));
          await writes.take();
          await read();
          expect(await writes.take()).toEqual({});
        }
      }),
      { numRuns: 12 },
    );
  }, 120_000);
});

type Edit =
  | { kind: 'put'; n: number; price: number; upper: boolean }
  | { kind: 'delete'; n: number }
  | { kind: 'move'; n: number; group: number }
  | { kind: 'groups'; n: number; there: boolean };

/** One edit in the register; the same id comes in upper or lower case, as Evotor itself mixes them. */
function apply(store: CloudStore, edit: Edit): void {
  if (edit.kind === 'groups') {
    store.groups = store.groups.filter((group) => group.id !== aGroup(edit.n).id);
    if (edit.there) store.groups.push(aGroup(edit.n));
    return;
  }
  const at = store.products.findIndex((wire) => wire.id.toLowerCase() === anId(edit.n));
  const present = store.products[at];
  if (edit.kind === 'delete') {
    if (present) store.products.splice(at, 1);
  } else if (edit.kind === 'move') {
    if (present) present.parent_id = anId(1000 + edit.group);
  } else {
    const wire = aProduct(edit.n, { price: edit.price, barcodes: [`46000000000${edit.n}`] });
    if (edit.upper) wire.id = wire.id.toUpperCase();
    store.products.splice(present ? at : store.products.length, present ? 1 : 0, wire);
  }
}
