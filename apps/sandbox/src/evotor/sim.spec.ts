import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import express from 'express';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';
import { EvotorSim } from './sim.js';

const TOKEN = '6f1c2a90-4b7d-4a52-9f0e-8d3b5c7e1a24';
const USER = '01-000000000417203';
const MEDIA_TYPE = 'application/vnd.evotor.v2+json';

interface Page {
  items: Record<string, unknown>[];
  paging?: { next_cursor?: string | null } | null;
}

let now = 1_700_000_000_000;
let sim: EvotorSim;
let server: Server;
let base: string;
let storeId: string;

beforeEach(async () => {
  now = 1_700_000_000_000;
  sim = new EvotorSim({ now: () => now });
  sim.addMerchant({ token: TOKEN, userId: USER });
  storeId = sim.addStore(USER, { name: 'Чайная на Садовой', address: 'г. Казань' }).id;
  server = createServer(express().use('/evotor', sim.router));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/evotor`;
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(base + path, { headers: { Authorization: `Bearer ${TOKEN}`, Accept: MEDIA_TYPE, ...headers } });
const pageOf = async (path: string): Promise<Page> => (await (await get(path)).json()) as Page;
const cursorOf = (page: Page): string => page.paging?.next_cursor ?? '';
const products = (): string => `/stores/${storeId}/products`;
const seed = (count: number): void => {
  for (let i = 0; i < count; i++) sim.upsertProduct(storeId, { id: `p${i}`, name: `Товар ${i}`, price: i });
};

describe('the doors of the Evotor Cloud', () => {
  it.each([
    [{ Authorization: `Bearer ${TOKEN}` }],
    [{ Authorization: `bearer ${TOKEN}` }],
    [{ Authorization: TOKEN }],
    [{ 'X-Authorization': TOKEN }],
  ])('accepts the token as %j', async (headers) => {
    expect((await fetch(`${base}/stores`, { headers: headers as Record<string, string> })).status).toBe(200);
  });

  it('answers 401 to an unknown token and to none', async () => {
    expect((await get('/stores', { Authorization: 'Bearer nobody' })).status).toBe(401);
    expect((await fetch(`${base}/stores`)).status).toBe(401);
  });

  it('answers 402 for the goods of an unpaid store only, while stores still work', async () => {
    const paid = sim.addStore(USER, { name: 'Оплаченный' });
    sim.state.store(storeId).paid = false;
    expect((await get(products())).status).toBe(402);
    expect((await get(`/stores/${storeId}/product-groups`)).status).toBe(402);
    expect((await get(`/stores/${paid.id}/products`)).status).toBe(200);
    expect((await pageOf('/stores')).items).toHaveLength(2);
  });

  it('answers 403 without the right or after the application was removed', async () => {
    const merchant = sim.addMerchant({ token: TOKEN, userId: USER, permissions: ['store:read'] });
    expect((await get('/stores')).status).toBe(200);
    expect((await get(products())).status).toBe(403);
    merchant.installed = false;
    expect((await get('/stores')).status).toBe(403);
  });

  it('answers 404, 405 and 406 where they are due', async () => {
    expect((await get('/stores/20230514-0000-0000-0000-000000000000/products')).status).toBe(404);
    expect((await get(`/stores/${storeId.toLowerCase()}/products`)).status).toBe(404);
    expect((await get(`${products()}/missing`)).status).toBe(404);
    expect((await get('/api/v1/products')).status).toBe(404);
    const post = await fetch(base + products(), { method: 'POST', headers: { Authorization: TOKEN } });
    expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET']);
    expect((await get('/stores', { Accept: 'application/json' })).status).toBe(406);
    expect((await get('/stores', { Accept: '*/*' })).status).toBe(200);
    sim.settings.strictAccept = true;
    expect((await get('/stores', { Accept: '*/*' })).status).toBe(406);
    expect((await get('/stores', { Accept: `${MEDIA_TYPE};charset=UTF-8` })).status).toBe(200);
  });

  it('hides the stores of one merchant from another', async () => {
    sim.addMerchant({ token: 'other-token', userId: '01-000000000000002' });
    const as = { Authorization: 'Bearer other-token' };
    expect(((await (await get('/stores', as)).json()) as Page).items).toEqual([]);
    expect((await get(products(), as)).status).toBe(404);
  });

  it('counts requests for each token and path, and says when the window ends', async () => {
    sim.settings.rateLimit = { limit: 2, windowMs: 30_000, reset: 'delta-seconds', retryAfter: true };
    const first = await get('/stores');
    expect(first.headers.get('x-ratelimit-limit')).toBe('2');
    expect(first.headers.get('x-ratelimit-remaining')).toBe('1');
    expect(first.headers.get('x-ratelimit-reset')).toBe('30');
    await get('/stores');
    const refused = await get('/stores');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '30']);
    expect((await get(products())).status).toBe(200);
    now += 30_000;
    sim.settings.rateLimit.reset = 'epoch-millis';
    const later = await get('/stores');
    expect([later.status, later.headers.get('x-ratelimit-reset')]).toEqual([200, String(now + 30_000)]);
  });
});

describe('the objects', () => {
  it('shows a store and a product with v2 names, JSON numbers and times without a colon', async () => {
    sim.upsertProduct(storeId, { id: 'p1', name: 'Улун', price: 420.5, quantity: -1.25, description: null });
    const answer = await get(`${products()}/p1`);
    expect(answer.headers.get('content-type')).toBe(MEDIA_TYPE);
    expect(await answer.json()).toEqual({
      id: 'p1',
      name: 'Улун',
      type: 'NORMAL',
      tax: 'NO_VAT',
      allow_to_sell: true,
      price: 420.5,
      quantity: -1.25,
      description: null,
      store_id: storeId,
      user_id: USER,
      created_at: '2023-11-14T22:13:20.000+0000',
      updated_at: '2023-11-14T22:13:20.000+0000',
    });
    expect((await pageOf('/stores')).items[0]).toMatchObject({ id: storeId, address: 'г. Казань', user_id: USER });
    expect((await pageOf('/devices')).items[0]).toMatchObject({ store_id: storeId });
  });

  it('leaves the stock out without the right to it, and for services', async () => {
    sim.upsertProduct(storeId, { id: 'p1', name: 'Улун', quantity: 3 });
    sim.upsertProduct(storeId, { id: 'p2', name: 'Доставка', type: 'SERVICE', quantity: 3 });
    const [good, service] = (await pageOf(products())).items;
    expect(good).toHaveProperty('quantity', 3);
    expect(service).not.toHaveProperty('quantity');
    sim.addMerchant({ token: TOKEN, userId: USER, permissions: ['product:read'] });
    expect((await pageOf(products())).items[0]).not.toHaveProperty('quantity');
  });

  it('keeps unknown fields, removes a field set to undefined and keeps null', async () => {
    sim.upsertProduct(storeId, { id: 'p1', name: 'Улун', barcodes: [], description: 'Чай', future_field: 1 });
    sim.upsertProduct(storeId, { id: 'p1', barcodes: undefined, description: null });
    const [product] = (await pageOf(products())).items;
    expect(product).not.toHaveProperty('barcodes');
    expect(product).toMatchObject({ description: null, future_field: 1 });
  });

  it('serves one picture of 300 by 300 without a token', async () => {
    sim.upsertProduct(storeId, { id: 'p1', name: 'Кружка «Волна»', picture: true });
    sim.upsertProduct(storeId, { id: 'p2', name: 'Без картинки' });
    const [image] = (await pageOf(`${products()}/p1/images`)).items;
    expect(image).toMatchObject({ product_id: 'p1', meta: { extension: 'png', width: 300, height: 300 } });
    const bytes = Buffer.from(await (await fetch(String(image?.['url']))).arrayBuffer());
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'png', width: 300, height: 300 });
    expect(image?.['meta']).toHaveProperty('file_size', bytes.length);
    expect((await pageOf(`${products()}/p2/images`)).items).toEqual([]);
    expect((await pageOf(products())).items[0]).toHaveProperty('images', [image]);
  });
});

describe('the pages', () => {
  it('go on by an opaque cursor that must be encoded, and end with empty paging', async () => {
    seed(5);
    sim.settings.pageSize = 2;
    const first = await pageOf(products());
    const cursor = cursorOf(first);
    expect(cursor).toMatch(/\+.*\/.*=$/);
    const second = await pageOf(`${products()}?cursor=${encodeURIComponent(cursor)}`);
    const third = await pageOf(`${products()}?cursor=${encodeURIComponent(cursorOf(second))}`);
    expect([first, second, third].flatMap((page) => page.items.map((item) => item['id']))).toEqual([
      'p0',
      'p1',
      'p2',
      'p3',
      'p4',
    ]);
    expect(third.paging).toEqual({});
    expect((await get(`${products()}?cursor=${cursor}`)).status).toBe(400);
  });

  it('hold at most 1000 items whatever the request asks for', async () => {
    seed(1001);
    sim.settings.pageSize = 5000;
    expect((await pageOf(`${products()}?limit=1`)).items).toHaveLength(1000);
  });

  it('refuse a made-up cursor and one of another listing with the documented error', async () => {
    seed(3);
    sim.settings.pageSize = 1;
    const foreign = encodeURIComponent(cursorOf(await pageOf(products())));
    const answer = await get(`/stores/${storeId}/product-groups?cursor=${foreign}`);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: 'validation_failed', violations: [{ subject: 'cursor' }] });
    expect((await get(`${products()}?cursor=garbage`)).status).toBe(400);
  });

  it('skip nothing when goods are deleted in the middle of a listing', async () => {
    seed(4);
    sim.settings.pageSize = 2;
    const first = await pageOf(products());
    sim.deleteProduct(storeId, 'p0');
    const second = await pageOf(`${products()}?cursor=${encodeURIComponent(cursorOf(first))}`);
    expect(second.items.map((item) => item['id'])).toEqual(['p2', 'p3']);
  });

  it('know `since` in milliseconds on products, carried on by the cursor; deletions leave no trace', async () => {
    seed(4);
    sim.settings.pageSize = 1;
    now += 1000;
    sim.upsertProduct(storeId, { id: 'p1', price: 77 });
    sim.upsertProduct(storeId, { id: 'p3', price: 78 });
    sim.deleteProduct(storeId, 'p2');
    const first = await pageOf(`${products()}?since=${now}`);
    const second = await pageOf(`${products()}?cursor=${encodeURIComponent(cursorOf(first))}`);
    expect([...first.items, ...second.items].map((item) => item['id'])).toEqual(['p1', 'p3']);
    expect(second.paging).toEqual({});
    expect((await get(`${products()}?since=yesterday`)).status).toBe(400);
  });

  it('let a pure change of stock move updated_at only where the switch says so', async () => {
    seed(1);
    now += 1000;
    sim.settings.stockBumpsUpdatedAt = false;
    sim.upsertProduct(storeId, { id: 'p0', quantity: 9 });
    expect((await pageOf(`${products()}?since=${now}`)).items).toEqual([]);
    sim.settings.stockBumpsUpdatedAt = true;
    sim.upsertProduct(storeId, { id: 'p0', quantity: 8 });
    expect((await pageOf(`${products()}?since=${now}`)).items).toHaveLength(1);
  });

  it.each([
    ['null-cursor', { items: [], paging: { next_cursor: null } }],
    ['blank-cursor', { items: [], paging: { next_cursor: '' } }],
    ['null-paging', { items: [], paging: null }],
    ['no-paging', { items: [] }],
  ] as const)('can end as %s', async (endOfList, expected) => {
    sim.settings.endOfList = endOfList;
    expect(await pageOf(products())).toEqual(expected);
  });
});
