import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startSandbox, type Sandbox } from './server.js';
import type { StartingWorld } from './scenarios/index.js';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await startSandbox();
});
beforeEach(async () => {
  await sandbox.reset('tea-shop');
});
afterAll(() => sandbox.close());

const text = async (path: string): Promise<string> => (await fetch(sandbox.url + path)).text();
const post = (path: string, form: Record<string, string> = {}): Promise<Response> =>
  fetch(sandbox.url + path, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });

interface Product {
  id: string;
  name: string;
  price: number;
  quantity?: number;
  allow_to_sell: boolean;
  parent_id?: string;
}

const till = (): string => `/register/${sandbox.world.merchants[0]?.evotorUserId ?? ''}`;
const list = async <T>(what: 'products' | 'product-groups'): Promise<T[]> => {
  const merchant = sandbox.world.merchants[0];
  const answer = await fetch(`${sandbox.evotorUrl}/stores/${merchant?.storeIds[0] ?? ''}/${what}`, {
    headers: { Authorization: `Bearer ${merchant?.evotorToken ?? ''}` },
  });
  return ((await answer.json()) as { items: T[] }).items;
};
const product = async (name: string): Promise<Product | undefined> =>
  (await list<Product>('products')).find((each) => each.name === name);

describe('the sandbox', () => {
  it('serves both clouds on one port, with the credentials it tells', async () => {
    expect(await (await fetch(`${sandbox.url}/health`)).json()).toEqual({ status: 'ok', scenario: 'tea-shop' });
    const world = (await (await fetch(`${sandbox.url}/world`)).json()) as StartingWorld;
    expect(world).toEqual(sandbox.world);
    expect((await list('products')).length).toBeGreaterThan(250);
    const merchant = world.merchants[0];
    const answer = await fetch(`${sandbox.vkApiUrl}/market.get`, {
      method: 'POST',
      body: new URLSearchParams({
        owner_id: String(-(merchant?.groupId ?? 0)),
        access_token: merchant?.vkToken ?? '',
        v: '5.199',
      }),
    });
    expect(await answer.json()).toMatchObject({ response: { count: 5 } });
  });

  it('starts another scenario on demand and refuses an unknown one', async () => {
    expect((await post('/reset?scenario=empty-shop')).status).toBe(200);
    expect(sandbox.world.scenario).toBe('empty-shop');
    const refused = await post('/reset?scenario=nowhere');
    expect([refused.status, await refused.json()]).toMatchObject([400, { error: expect.stringContaining('tea-shop') }]);
    expect((await post('/start', { scenario: 'two-merchants' })).status).toBe(303);
    expect(sandbox.world.merchants).toHaveLength(2);
  });

  it('rejects when it cannot start', async () => {
    await expect(startSandbox({ scenario: 'nowhere' })).rejects.toThrow('Unknown scenario');
    await expect(startSandbox({ port: Number(new URL(sandbox.url).port) })).rejects.toThrow('EADDRINUSE');
  });
});

describe('the front page', () => {
  it('leads to registers and shops, and shows the keys', async () => {
    const page = await text('/');
    const merchant = sandbox.world.merchants[0];
    for (const part of [till(), `/shop/${merchant?.groupId ?? ''}`, merchant?.evotorToken, merchant?.vkToken]) {
      expect(page).toContain(part);
    }
    const shop = await fetch(`${sandbox.url}/shop/${merchant?.groupId ?? ''}`);
    expect(shop.status).toBe(200);
  });

  it('makes trouble and puts it right', async () => {
    expect((await post('/incidents/evotor-token')).status).toBe(303);
    expect(await text('/')).toContain('Задано неполадок: 1');
    await post('/incidents/evotor-unpaid');
    await post('/incidents/vk-closed');
    await post('/incidents/vk-lost-answer');
    expect(sandbox.vk.faults.list()).toHaveLength(1);
    await post('/incidents/repair');
    expect(await text('/')).toContain('Сейчас всё исправно');
    const [merchant] = sandbox.world.merchants;
    expect(sandbox.evotor.state.storesOf(merchant?.evotorUserId ?? '').every(({ paid }) => paid)).toBe(true);
    expect(sandbox.vk.state.communities.get(merchant?.groupId ?? 0)?.marketEnabled).toBe(true);
    expect((await post('/incidents/earthquake')).status).toBe(404);
  });
});

describe('the register page', () => {
  it('shows stores, the tree of groups and goods, and finds by name', async () => {
    const page = await text(till());
    for (const part of ['Киоск у вокзала', 'Китайский красный', 'Без группы', 'Дарджилинг первый сбор, 50 г']) {
      expect(page).toContain(part);
    }
    const found = await text(`${till()}?q=${encodeURIComponent('гайвань «ЛОТОС')}`);
    expect(found).toContain('Гайвань «Лотос», 100 мл');
    expect(found).not.toContain('Дарджилинг первый сбор, 50 г');
    expect((await fetch(`${sandbox.url}/register/01-000000000000000`)).status).toBe(404);
  });

  it('escapes what goods are called', async () => {
    const page = await text(`${till()}?q=${encodeURIComponent('беседа')}`);
    expect(page).toContain('&#60;лимоном&#62;');
    expect(page).not.toContain('<лимоном>');
    expect(await text(`${till()}?q=${encodeURIComponent('мишка')}`)).toContain('&#38;quot;Мишка');
  });

  it('renames, reprices and restocks so that the API shows it', async () => {
    const { id = '', parent_id = '' } = (await product('Мёд')) ?? {};
    const form = { id, name: 'Мёд горный', price: '1 250,50', quantity: '0,75', parent: parent_id };
    const answer = await post(`${till()}/save-product`, form);
    expect(answer.status).toBe(303);
    expect(await text(answer.headers.get('location') ?? '')).toContain('Сохранено: Мёд горный');
    expect(await product('Мёд горный')).toMatchObject({ id, price: 1250.5, quantity: 0.75, parent_id });
    await post(`${till()}/save-product`, { ...form, quantity: '', parent: '' });
    const changed = await product('Мёд горный');
    expect(changed).not.toHaveProperty('quantity');
    expect(changed).not.toHaveProperty('parent_id');
  });

  it('takes off sale, puts back and deletes', async () => {
    const { id = '' } = (await product('Мёд')) ?? {};
    await post(`${till()}/toggle-sale`, { id });
    expect((await product('Мёд'))?.allow_to_sell).toBe(false);
    await post(`${till()}/toggle-sale`, { id });
    expect((await product('Мёд'))?.allow_to_sell).toBe(true);
    await post(`${till()}/delete-product`, { id });
    expect(await product('Мёд')).toBeUndefined();
    expect((await post(`${till()}/delete-product`, { id })).status).toBe(400);
  });

  it('adds goods and groups, renames and moves groups', async () => {
    await post(`${till()}/add-group`, { name: 'Варенье осени', parent: '' });
    const groups = await list<Product>('product-groups');
    const added = groups.find(({ name }) => name === 'Варенье осени');
    const sweets = groups.find(({ name }) => name === 'Сладости');
    const fields = { name: 'Варенье из айвы', price: '300', quantity: '4', measure: 'банка', parent: added?.id ?? '' };
    await post(`${till()}/add-product`, { ...fields, picture: 'on' });
    expect(await product('Варенье из айвы')).toMatchObject({ price: 300, quantity: 4, images: [{}] });
    const id = added?.id ?? '';
    await post(`${till()}/save-group`, { id, name: 'Осень', parent: sweets?.id ?? '' });
    const moved = (await list<Product>('product-groups')).find((group) => group.id === id);
    expect(moved).toMatchObject({ name: 'Осень', parent_id: sweets?.id });
    const loop = await post(`${till()}/save-group`, { id: sweets?.id ?? '', name: 'Сладости', parent: id });
    expect([loop.status, await loop.text()]).toEqual([400, expect.stringContaining('нельзя вложить')]);
  });

  it.each([
    ['a price that is no number', { name: 'Чай', price: 'дорого' }],
    ['a negative price', { name: 'Чай', price: '-1' }],
    ['no name', { name: ' ', price: '1' }],
    ['a name of 161 characters', { name: 'ч'.repeat(161), price: '1' }],
    ['a stock that is no number', { name: 'Чай', price: '1', quantity: 'много' }],
    ['a group that is gone', { name: 'Чай', price: '1', parent: 'gone' }],
  ])('refuses %s', async (_case, form) => {
    const before = (await list('products')).length;
    const answer = await post(`${till()}/add-product`, form);
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('role="alert"')]);
    expect(await list('products')).toHaveLength(before);
  });
});
