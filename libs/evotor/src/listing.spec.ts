import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  anId,
  aRawProduct,
  clientOf,
  drain,
  failureOf,
  json,
  page,
  PRODUCT_ID,
  raw,
  ScriptedServer,
  STORE_ID,
  TOKEN,
} from '../test/scripted-server.js';
import {
  EvotorBadAnswerError,
  EvotorBadRequestError,
  EvotorIncompleteListingError,
  EvotorUnavailableError,
} from './index.js';

const CURSOR = 'Tm90YVJlYWw/Q3Vyc29y+0fXq9L2/p8sVbKwYd3c7A==';
const PRODUCTS = `/stores/${STORE_ID}/products`;
const aRawStore = (n: number, name = `Магазин ${n}`) => ({ id: anId(n), name });

let server: ScriptedServer;
beforeAll(async () => {
  server = await ScriptedServer.start();
});
afterAll(() => server.stop());

const namesOf = (pages: { name: string }[][]) => pages.map((items) => items.map(({ name }) => name));

describe('product pages', () => {
  it('come one by one, the cursor encoded and the filter only in the first request', async () => {
    server.script(page([aRawProduct(1)], CURSOR), page([], 'b'), page([aRawProduct(2), aRawProduct(3)]));
    const { client, calls } = clientOf(server);
    const { pages, error } = await drain(client.productPages(STORE_ID, { since: 1725000000000 }));
    expect(error).toBeNull();
    expect(namesOf(pages)).toEqual([['Товар 1'], [], ['Товар 2', 'Товар 3']]);
    expect(server.seen.map(({ url }) => url)).toEqual([
      `${PRODUCTS}?since=1725000000000`,
      `${PRODUCTS}?cursor=${encodeURIComponent(CURSOR)}`,
      `${PRODUCTS}?cursor=b`,
    ]);
    expect(server.seen[0]?.headers).toMatchObject({
      authorization: `Bearer ${TOKEN}`,
      accept: 'application/vnd.evotor.v2+json',
    });
    expect(calls).toEqual(
      ['?since=1725000000000', `?cursor=${encodeURIComponent(CURSOR)}`, '?cursor=b'].map((query) => ({
        ...{ method: 'GET', path: PRODUCTS, query, status: 200, durationMs: expect.any(Number), error: null },
        response: expect.stringMatching(/^\{"items":\[/),
      })),
    );
  });

  it('are asked for only when wanted', async () => {
    server.script(page([aRawProduct(1)], 'a'), page([aRawProduct(2)]));
    for await (const products of clientOf(server).client.productPages(STORE_ID)) {
      expect(products).toHaveLength(1);
      break;
    }
    expect(server.seen.map(({ url }) => url)).toEqual([PRODUCTS]);
  });

  it.each([
    ['an empty object', { paging: {} }],
    ['null', { paging: null }],
    ['an empty text', { paging: '' }],
    ['absent', {}],
    ['a null cursor', { paging: { next_cursor: null } }],
    ['an empty cursor', { paging: { next_cursor: '' } }],
  ])('end where paging is %s', async (_, rest) => {
    server.script(json({ items: [aRawProduct(1)], ...rest }));
    expect((await drain(clientOf(server).client.productPages(STORE_ID))).error).toBeNull();
    expect(server.seen).toHaveLength(1);
  });

  it.each([
    ['a number', { paging: 5 }],
    ['a list', { paging: ['x'] }],
    ['some text', { paging: 'abc' }],
    ['an object with a numeric cursor', { paging: { next_cursor: 17 } }],
  ])('fail where paging is %s, for the end cannot be told', async (_, rest) => {
    server.script(json({ items: [aRawProduct(1)], ...rest }));
    const { pages, error } = await drain(clientOf(server).client.productPages(STORE_ID));
    expect(error).toBeInstanceOf(EvotorBadAnswerError);
    expect(pages).toEqual([]);
  });

  it('take a bare array for a whole listing', async () => {
    server.script(json([aRawProduct(1), aRawProduct(2)]));
    const { pages, error } = await drain(clientOf(server).client.productPages(STORE_ID));
    expect(error).toBeNull();
    expect(namesOf(pages)).toEqual([['Товар 1', 'Товар 2']]);
  });

  it.each([
    ['a cursor that comes back', [page([aRawProduct(1)], 'a'), page([aRawProduct(2)], 'a')], 'cursor_repeated'],
    ['cursors in a ring', [page([], 'a'), page([], 'b'), page([], 'a')], 'cursor_repeated'],
    ['a refused cursor', [page([aRawProduct(1)], 'a'), json({ code: 'x' }, 400)], 'cursor_rejected'],
  ])('are incomplete with %s', async (_, replies, reason) => {
    server.script(...replies);
    const { error } = await drain(clientOf(server).client.productPages(STORE_ID));
    expect(error).toBeInstanceOf(EvotorIncompleteListingError);
    expect(error).toMatchObject({ reason, family: 'retriable', code: 'evotor_incomplete_listing' });
    expect(server.left).toBe(0);
  });

  it('are incomplete beyond the sane number of pages, but not at it', async () => {
    const { client } = clientOf(server, { maxPages: 2 });
    server.script(page([aRawProduct(1)], 'a'), page([aRawProduct(2)]));
    expect((await drain(client.productPages(STORE_ID))).error).toBeNull();
    server.script(page([aRawProduct(1)], 'a'), page([aRawProduct(2)], 'b'), page([aRawProduct(3)]));
    const { error } = await drain(client.productPages(STORE_ID));
    expect(error).toMatchObject({ reason: 'too_many_pages' });
    expect(server.seen).toHaveLength(2);
  });

  it('fail in the middle when the cloud stays broken, after the pages that were read', async () => {
    server.script(page([aRawProduct(1)], 'a'), raw('', 500), raw('', 502), raw('', 503));
    const { client } = clientOf(server, { retry: { attempts: 3 } });
    const { pages, error } = await drain(client.productPages(STORE_ID));
    expect(namesOf(pages)).toEqual([['Товар 1']]);
    expect(error).toBeInstanceOf(EvotorUnavailableError);
  });

  it('go on at the same cursor after a passing fault', async () => {
    server.script(page([aRawProduct(1)], 'a'), raw('', 500), page([aRawProduct(2)]));
    const { error } = await drain(clientOf(server).client.productPages(STORE_ID));
    expect(error).toBeNull();
    expect(server.seen.slice(1).map(({ url }) => url)).toEqual([`${PRODUCTS}?cursor=a`, `${PRODUCTS}?cursor=a`]);
  });

  it('hold an id once, as it stood last, whatever its case', async () => {
    const twin = aRawProduct(1, { id: anId(1).toUpperCase(), name: 'Новее' });
    server.script(page([aRawProduct(1), aRawProduct(2), twin]));
    const { pages } = await drain(clientOf(server).client.productPages(STORE_ID));
    expect(namesOf(pages)[0]?.toSorted()).toEqual(['Новее', 'Товар 2']);
  });

  it('fail on an item without a usable id and on an id that no path may hold', async () => {
    server.script(page([aRawProduct(1), aRawProduct(2, { id: null })]));
    const { client } = clientOf(server);
    expect((await drain(client.productPages(STORE_ID))).error).toBeInstanceOf(EvotorBadAnswerError);
    server.script();
    expect((await drain(client.productPages('../stores'))).error).toBeInstanceOf(EvotorBadRequestError);
    expect(server.seen).toEqual([]);
  });
});

describe('whole listings', () => {
  it.each([
    ['an object without items', {}],
    ['items that are no list', { items: {} }],
    ['null', null],
    ['a text', 'ok'],
    ['a number', 5],
  ])('fail when the body is %s, at once', async (_, body) => {
    server.script(json(body));
    const error = await failureOf(clientOf(server).client.listStores());
    expect(error).toBeInstanceOf(EvotorBadAnswerError);
    expect(error).toMatchObject({ family: 'fatal', status: 200, path: '/stores' });
    expect(server.seen).toHaveLength(1);
  });

  it('join all pages and keep a repeated id once, as it stood last', async () => {
    server.script(page([aRawStore(1), aRawStore(2)], 'a'), page([aRawStore(1, 'Переименован')]));
    const stores = await clientOf(server).client.listStores();
    expect(stores.map(({ name }) => name).toSorted()).toEqual(['Магазин 2', 'Переименован']);
  });

  it('start over once when a cursor is refused', async () => {
    server.script(page([aRawStore(1)], 'a'), json({ code: 'x' }, 400), page([aRawStore(1)], 'b'), page([aRawStore(2)]));
    const stores = await clientOf(server).client.listStores();
    expect(stores.map(({ id }) => id)).toEqual([anId(1), anId(2)]);
    expect(server.seen.map(({ url }) => url)).toEqual(['/stores', '/stores?cursor=a', '/stores', '/stores?cursor=b']);
  });

  it('give up when the cursor is refused again, and never start over for a first request', async () => {
    const { client } = clientOf(server);
    server.script(page([], 'a'), json({}, 400), page([], 'b'), json({}, 400));
    expect(await failureOf(client.listGroups(STORE_ID))).toMatchObject({ reason: 'cursor_rejected', status: 400 });
    expect(server.seen).toHaveLength(4);
    server.script(json({}, 400), page([]));
    expect(await failureOf(client.listGroups(STORE_ID))).toBeInstanceOf(EvotorBadRequestError);
    expect(server.seen).toHaveLength(1);
  });

  it('never take a 204 or a redirect for an empty shop', async () => {
    for (const reply of [raw('', 204), raw('', 302, { location: '/login' })]) {
      server.script(reply);
      expect(await failureOf(clientOf(server).client.listStores())).toBeInstanceOf(EvotorBadAnswerError);
      expect(server.seen).toHaveLength(1);
    }
  });

  it('stand below the base URL, with or without a slash or a prefix', async () => {
    for (const [suffix, expected] of [
      ['', '/stores'],
      ['/', '/stores'],
      ['/evotor', '/evotor/stores'],
      ['/evotor/v2/', '/evotor/v2/stores'],
    ]) {
      server.script(page([]));
      const { client, calls } = clientOf(server, { baseUrl: server.origin + suffix });
      await client.listStores();
      expect(server.seen[0]?.url).toBe(expected);
      expect(calls[0]?.path).toBe('/stores');
    }
  });

  it('read groups and pictures from their own paths', async () => {
    const { client } = clientOf(server);
    server.script(page([{ id: anId(1), name: 'Чай' }]));
    expect(await client.listGroups(STORE_ID)).toMatchObject([{ name: 'Чай', isModification: false }]);
    expect(server.seen[0]?.url).toBe(`/stores/${STORE_ID}/product-groups`);
    server.script(page([{ id: anId(1), url: 'https://images.example.test/1.png' }, { id: anId(2) }]));
    expect(await client.listImages(STORE_ID, PRODUCT_ID)).toEqual([
      { id: anId(1), url: 'https://images.example.test/1.png', extension: null, width: null, height: null },
    ]);
    expect(server.seen[0]?.url).toBe(`${PRODUCTS}/${PRODUCT_ID}/images`);
  });
});
