import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { JournalEntry, VkSnapshot, VkStats } from './index.js';
import { GROUP, OWNER, TOKEN, USER, startGround } from './testing/ground.js';
import type { Ground } from './testing/ground.js';

let ground: Ground;
beforeAll(async () => (ground = await startGround()));
afterAll(() => ground.close());

async function control(method: string, path: string, body?: object): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${ground.url}/control${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return { status: response.status, body: await response.json() };
}

const hand = (deed: string, body: object): Promise<{ status: number; body: unknown }> =>
  control('POST', `/hands/${deed}`, body);
const shop = async () => ((await control('GET', '/state')).body as VkSnapshot).communities[0];

beforeEach(async () => {
  await control('POST', '/reset');
  await control('POST', '/communities', { groupId: GROUP, name: 'Лавка', currency: 'KZT' });
  await control('POST', '/users', { id: USER, firstName: 'Анна', roles: { [GROUP]: 3 } });
  await control('POST', '/tokens', { token: TOKEN, userId: USER });
});

describe('the control API', () => {
  it('makes communities, people and tokens', async () => {
    expect((await ground.call('users.get')).response).toMatchObject([{ id: USER, first_name: 'Анна' }]);
    const groups = await ground.call('groups.getById', { group_id: GROUP, fields: 'market' });
    expect(groups.response).toMatchObject({ groups: [{ admin_level: 3, market: { currency: { id: 398 } } }] });
  });

  it('seeds a whole shop at once', async () => {
    await control('POST', '/reset');
    await control('POST', '/seed', {
      users: [{ id: USER, roles: { [GROUP]: 3 } }],
      tokens: [{ token: TOKEN, userId: USER }],
      communities: [
        {
          groupId: GROUP,
          name: 'Лавка',
          items: [{ name: 'Без подборки', price: 100 }],
          albums: [{ title: 'Чай', items: [{ name: 'Чай чёрный', price: 12_990, sku: 'EV-1', stock: 3 }] }],
        },
      ],
    });
    const answer = await ground.call('market.get', { owner_id: OWNER, extended: 1 });
    expect(answer.response).toMatchObject({
      count: 2,
      items: [
        { title: 'Чай чёрный', sku: 'EV-1', albums_ids: [1], price: { amount: '12990' } },
        { title: 'Без подборки' },
      ],
    });
  });

  it('plays owner, buyer and moderator', async () => {
    const item = { groupId: GROUP, itemId: 1 };
    await hand('addAlbum', { groupId: GROUP, title: 'Чай' });
    await hand('addAlbum', { groupId: GROUP, title: 'Кофе' });
    expect((await hand('addItem', { groupId: GROUP, name: 'Чай', price: 100, stock: 5, albumIds: [1] })).body).toEqual({
      itemId: 1,
    });
    await hand('editItem', { ...item, name: 'Чай зелёный', price: 200 });
    await hand('buyItem', { ...item, quantity: 2 });
    await hand('moveItem', { ...item, albumIds: [2] });
    await hand('hideItem', item);
    await hand('renameAlbum', { groupId: GROUP, albumId: 2, title: 'Зелёный чай' });
    await hand('deleteAlbum', { groupId: GROUP, albumId: 1 });
    expect(await shop()).toMatchObject({
      items: [{ name: 'Чай зелёный', price: 200, stock: 3, sold: 2, hidden: true, albumIds: [2] }],
      albums: [{ id: 2, title: 'Зелёный чай', itemIds: [1] }],
    });
    await hand('hideItem', { ...item, hidden: false });
    await hand('rejectItem', { ...item, title: 'Отклонён', description: 'Запрещённый товар' });
    expect((await shop())?.items[0]).toMatchObject({ availability: 2, reject: { title: 'Отклонён' } });
    await hand('deleteItem', item);
    expect((await shop())?.items[0]?.availability).toBe(1);
    expect(((await control('GET', '/stats')).body as VkStats).requests).toBe(0);
  });

  it.each([
    ['switchMarket', { groupId: GROUP, enabled: false }, 1438],
    ['deactivate', { groupId: GROUP, state: 'banned' }, 203],
    ['setRole', { userId: USER, groupId: GROUP, level: 0 }, 205],
    ['revokeToken', { token: TOKEN }, 5],
  ])('%s is felt by the next call', async (deed, body, code) => {
    expect((await hand(deed, body)).body).toEqual({ ok: true });
    expect((await ground.call('market.getAlbums', { owner_id: OWNER })).error?.error_code).toBe(code);
  });

  it('tells calls, counts and the whole state, and no token', async () => {
    await ground.call('market.addAlbum', { owner_id: OWNER, title: 'Чай' });
    await ground.call('market.get', { owner_id: 5 });
    await ground.execute('return API.users.get();');
    const stats = (await control('GET', '/stats')).body as VkStats;
    expect(stats).toMatchObject({ requests: 3, writes: 1, code6: 0, invalidParams: 1, uploads: 0 });
    expect(stats.perMethod['users.get']).toEqual({ top: 0, inner: 1, failed: 0 });
    const journal = async (query: string): Promise<string[]> =>
      ((await control('GET', `/journal?${query}`)).body as JournalEntry[]).map((entry) => entry.method);
    expect(await journal('')).toEqual(['market.addAlbum', 'market.get', 'execute']);
    expect(await journal('method=users.get')).toEqual(['execute']);
    expect(await journal('failed=1')).toEqual(['market.get']);
    expect(await journal('writes=1')).toEqual(['market.addAlbum']);
    expect(await journal('code=100')).toEqual(['market.get']);
    expect(await journal('limit=1')).toEqual(['execute']);
    const all = JSON.stringify([(await control('GET', '/journal')).body, (await control('GET', '/state')).body]);
    expect(all).not.toContain(TOKEN);
    expect(all).toContain('…4242');
    await control('DELETE', '/journal');
    expect(((await control('GET', '/stats')).body as VkStats).requests).toBe(0);
  });

  it('sets faults, limits, switches, pace, strictness and time', async () => {
    const fault = await control('POST', '/faults', {
      method: 'users.get',
      effect: { type: 'error', code: 10 },
      times: 1,
    });
    expect(fault.body).toMatchObject({ id: expect.any(Number), method: 'users.get' });
    expect((await ground.call('users.get')).error?.error_code).toBe(10);
    await control('DELETE', '/faults');
    expect((await control('GET', '/faults')).body).toEqual([]);
    await control('PATCH', '/switches', { deniedCode: 7 });
    expect((await ground.call('market.get', { owner_id: -5 })).error?.error_code).toBe(7);
    await control('PATCH', '/limits', { albumsPerShop: 0 });
    expect((await ground.call('market.addAlbum', { owner_id: OWNER, title: 'Чай' })).error?.error_code).toBe(1407);
    await control('PATCH', '/strict', { strict: false });
    expect((await ground.call('users.get', { odd: 1 })).error).toBeUndefined();
    await control('PUT', '/volume-limits', { rules: [{ method: 'users.get', limit: 0, windowMs: 1_000, code: 29 }] });
    expect((await ground.call('users.get')).error?.error_code).toBe(29);
    await control('POST', '/skip-time', { ms: 3_600_000 });
    expect(ground.vk.world.now()).toBeGreaterThan(Date.now() + 3_500_000);
    await control('POST', '/reset');
    expect((await control('GET', '/switches')).body).toMatchObject({ deniedCode: 205 });
    expect((await control('GET', '/limits')).body).toMatchObject({ albumsPerShop: 100, requestsPerSecond: 1_000 });
    expect((await control('GET', '/volume-limits')).body).toEqual({ rules: [] });
  });

  it.each([
    ['POST', '/communities', { name: 'Лавка' }, 400, 'groupId'],
    ['POST', '/tokens', { token: 'x', kind: 'cook' }, 400, 'kind'],
    ['POST', '/faults', { effect: { type: 'flood' } }, 400, 'type: one of error'],
    ['PATCH', '/switches', { deniedCode: 8 }, 400, 'deniedCode'],
    ['PATCH', '/switches', { unheard: true }, 400, 'unheard'],
    ['PATCH', '/limits', { itemsPerShop: 'many' }, 400, 'itemsPerShop'],
    ['PUT', '/volume-limits', { rules: [{ method: 'x', limit: 1, windowMs: 1, code: 5 }] }, 400, 'code'],
    ['POST', '/hands/deleteItem', { groupId: GROUP, itemId: 9 }, 404, 'no item 9'],
    ['POST', '/hands/addItem', { groupId: 9, name: 'Чай' }, 404, 'no community 9'],
    ['POST', '/hands/dance', {}, 404, 'no such thing'],
    ['POST', '/hands/toString', {}, 404, 'no such thing'],
  ])('%s %s %j answers %i', async (method, path, body, status, text) => {
    const answer = await control(method, path, body);
    expect(answer).toEqual({ status, body: { error: expect.stringContaining(text) } });
  });
});
