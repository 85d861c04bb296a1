import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import express from 'express';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EvotorSim } from './sim.js';

const TOKEN = 'token-of-the-tea-shop';
const USER = '01-000000000417203';

interface Page {
  items: Record<string, unknown>[];
  paging: { next_cursor?: string };
}

let sim: EvotorSim;
let server: Server;
let base: string;
let products: string;

beforeEach(async () => {
  sim = new EvotorSim({ settings: { pageSize: 4 } });
  sim.addMerchant({ token: TOKEN, userId: USER });
  const store = sim.addStore(USER, { name: 'Чайная' });
  for (let i = 0; i < 4; i++) sim.upsertProduct(store.id, { name: `Товар ${i}` });
  products = `/stores/${store.id}/products`;
  server = createServer(express().use(sim.router));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const get = (path: string): Promise<Response> => fetch(base + path, { headers: { Authorization: TOKEN } });
const pageOf = async (path: string): Promise<Page> => (await (await get(path)).json()) as Page;
const behind = (page: Page): string => `${products}?cursor=${encodeURIComponent(page.paging.next_cursor ?? '')}`;
const control = (method: string, path: string, body?: unknown): Promise<Response> =>
  fetch(`${base}/control${path}`, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
  });

describe('faults on demand', () => {
  it('hit the n-th matching request, as often as asked, and no other', async () => {
    sim.faults.add({ kind: 'status', path: '/products$', nth: 2, times: 2 });
    expect((await get('/stores')).status).toBe(200);
    const statuses = [];
    for (let i = 0; i < 4; i++) statuses.push((await get(products)).status);
    expect(statuses).toEqual([200, 500, 500, 200]);
  });

  it('last until removed with times 0, and for a while with forMs', async () => {
    const { id } = sim.faults.add({ kind: 'status', status: 503, times: 0 });
    expect([(await get('/stores')).status, (await get('/stores')).status]).toEqual([503, 503]);
    sim.faults.remove(id);
    sim.faults.add({ kind: 'status', status: 503, forMs: 0 });
    expect((await get('/stores')).status).toBe(200);
  });

  it('are for one merchant where asked', async () => {
    sim.addMerchant({ token: 'another', userId: '01-000000000000002' });
    sim.faults.add({ kind: 'status', userId: USER, times: 0 });
    expect((await get('/stores')).status).toBe(500);
    expect((await fetch(`${base}/stores`, { headers: { Authorization: 'another' } })).status).toBe(200);
  });

  it('can be a gateway page, a 429 with Retry-After, a reset, a cut and a truncated body', async () => {
    sim.faults.add({ kind: 'status', status: 502, html: true });
    const gateway = await get(products);
    expect([gateway.status, gateway.headers.get('content-type')]).toEqual([502, 'text/html; charset=utf-8']);
    expect(await gateway.text()).toContain('502 Bad Gateway');
    sim.faults.add({ kind: 'status', status: 429, retryAfter: 7 });
    const busy = await get(products);
    expect([busy.status, busy.headers.get('retry-after')]).toEqual([429, '7']);
    sim.faults.add({ kind: 'reset' });
    await expect(get(products)).rejects.toThrow('fetch failed');
    sim.faults.add({ kind: 'cut' });
    await expect(get(products).then((answer) => answer.text())).rejects.toThrow('terminated');
    sim.faults.add({ kind: 'truncated' });
    await expect(pageOf(products)).rejects.toThrow('JSON');
  });

  it('can be slow', async () => {
    sim.faults.add({ kind: 'slow', delayMs: 80 });
    const began = performance.now();
    expect((await get(products)).status).toBe(200);
    expect(performance.now() - began).toBeGreaterThan(70);
  });

  it('can claim that a full listing is empty', async () => {
    sim.faults.add({ kind: 'empty-list' });
    expect(await pageOf(products)).toEqual({ items: [], paging: {} });
    expect((await pageOf(products)).items).toHaveLength(4);
  });

  it('can make a page short or empty and still go on by its cursor', async () => {
    sim.faults.add({ kind: 'short-page' });
    const short = await pageOf(products);
    expect(short.items).toHaveLength(2);
    sim.faults.add({ kind: 'empty-page' });
    const empty = await pageOf(behind(short));
    expect(empty.items).toEqual([]);
    const rest = await pageOf(behind(empty));
    expect(rest.items.map((item) => item['name'])).toEqual(['Товар 2', 'Товар 3']);
    expect(rest.paging).toEqual({});
  });

  it('can repeat a cursor for ever', async () => {
    sim.faults.add({ kind: 'repeat-cursor', times: 0 });
    const first = await pageOf(products);
    const second = await pageOf(behind(first));
    expect(second.paging.next_cursor).toBe(first.paging.next_cursor);
    expect(second.paging.next_cursor).toBeTruthy();
  });
});

describe('the control API', () => {
  it('builds a world, changes it and takes it away again', async () => {
    await control('POST', '/reset');
    await control('POST', '/merchants', { token: 't2', userId: '01-000000000000009' });
    const store = (await (await control('POST', '/merchants/01-000000000000009/stores', { name: 'Новый' })).json()) as {
      id: string;
    };
    const goods = [{ id: 'a', name: 'Пуэр', description: 'Чай' }, { id: 'b' }];
    expect(await (await control('PUT', `/stores/${store.id}/products`, goods)).json()).toEqual({ ids: ['a', 'b'] });
    await control('PUT', `/stores/${store.id}/products`, { id: 'a', price: 10, unset: ['description'] });
    expect((await control('DELETE', `/stores/${store.id}/products/b`)).status).toBe(204);
    const answer = await fetch(`${base}/stores/${store.id}/products`, { headers: { Authorization: 't2' } });
    const { items } = (await answer.json()) as Page;
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ id: 'a', name: 'Пуэр', price: 10 });
    expect(items[0]).not.toHaveProperty('description');
    await control('PATCH', `/stores/${store.id}`, { paid: false });
    await control('PATCH', '/merchants/01-000000000000009', { token: 't3' });
    const path = `${base}/stores/${store.id}/products`;
    expect((await fetch(path, { headers: { Authorization: 't2' } })).status).toBe(401);
    expect((await fetch(path, { headers: { Authorization: 't3' } })).status).toBe(402);
  });

  it('plans faults, shows the journal without tokens and changes settings', async () => {
    await control('POST', '/faults', { kind: 'status', status: 500, path: '/stores$' });
    await get('/stores');
    await control('PATCH', '/settings', { pageSize: 1, rateLimit: { limit: 5 } });
    expect((await pageOf(products)).items).toHaveLength(1);
    const journal = await (await control('GET', '/journal?path=/stores$')).text();
    expect(JSON.parse(journal)).toMatchObject([{ path: '/stores', status: 500, fault: 'status', userId: USER }]);
    expect(journal).not.toContain(TOKEN);
  });

  it('says what is wrong with a request', async () => {
    expect((await control('POST', '/faults', { kind: 'earthquake' })).status).toBe(400);
    expect((await control('POST', '/merchants', { userId: USER })).status).toBe(400);
    expect((await control('PUT', '/stores/none/products', [])).status).toBe(404);
    expect((await control('GET', '/nothing')).status).toBe(404);
    expect((await control('DELETE', '/faults/99')).status).toBe(404);
  });
});
