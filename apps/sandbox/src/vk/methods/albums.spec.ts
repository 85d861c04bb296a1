import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { GROUP, OWNER, seedOwner, startGround } from '../testing/ground.js';
import type { Answer, Ground } from '../testing/ground.js';
import type { AlbumSnapshot } from '../index.js';

let ground: Ground;
beforeAll(async () => (ground = await startGround()));
afterAll(() => ground.close());
beforeEach(() => {
  ground.vk.reset();
  seedOwner(ground.vk);
});

const albums = (): AlbumSnapshot[] => ground.vk.snapshot().communities[0]?.albums ?? [];

function call(method: string, params: Record<string, string | number>): Promise<Answer> {
  return ground.call(`market.${method}`, { owner_id: OWNER, ...params });
}

async function code(method: string, params: Record<string, string | number>): Promise<number> {
  return (await call(method, params)).error?.error_code ?? 0;
}

describe('collections', () => {
  it('are made, listed, edited and deleted; items survive', async () => {
    const item = ground.vk.hands.addItem(GROUP, { name: 'Чай чёрный' });
    expect((await call('addAlbum', { title: 'Чай' })).response).toEqual({ market_album_id: 1, albums_count: 1 });
    expect((await call('addAlbum', { title: 'Чай' })).response).toEqual({ market_album_id: 2, albums_count: 2 });
    expect((await call('addToAlbum', { item_ids: item.id, album_ids: '1,2' })).response).toBe(1);
    expect((await call('editAlbum', { album_id: 1, title: 'Кофе' })).response).toBe(1);
    expect((await call('deleteAlbum', { album_id: 2 })).response).toBe(1);
    expect((await call('getAlbums', {})).response).toMatchObject({
      count: 1,
      items: [{ id: 1, owner_id: OWNER, title: 'Кофе', count: 1, is_main: false, is_hidden: false, type: 0 }],
    });
    expect((await call('get', {})).response).toMatchObject({ count: 1 });
  });

  it('are listed by pages', async () => {
    for (let n = 1; n <= 3; n++) ground.vk.hands.addAlbum(GROUP, `Подборка ${n}`);
    expect((await call('getAlbums', { count: 2, offset: 2 })).response).toMatchObject({ count: 3, items: [{ id: 3 }] });
    expect((await call('getAlbums', { count: 0 })).response).toEqual({ count: 3, items: [] });
    expect(await code('getAlbums', { count: 101 })).toBe(100);
  });

  it('count live items only', () => {
    ground.vk.hands.addAlbum(GROUP, 'Чай');
    for (const name of ['Первый', 'Второй']) ground.vk.hands.addItem(GROUP, { name }, [1]);
    ground.vk.hands.deleteItem(GROUP, 2);
    expect(albums()[0]?.count).toBe(1);
    ground.vk.hands.restoreItem(GROUP, 2);
    expect(albums()[0]?.count).toBe(2);
  });

  it.each([
    ['editAlbum', { album_id: 9, title: 'Чай' }, 1402],
    ['editAlbum', { album_id: 1 }, 100],
    ['deleteAlbum', { album_id: 9 }, 1402],
    ['addAlbum', { title: 'я'.repeat(129) }, 100],
    ['addAlbum', { title: '  ' }, 100],
    ['addAlbum', { title: 'Чай', photo_id: 5 }, 100],
    ['addAlbum', { title: 'Чай', main_album: 1, is_hidden: 1 }, 1446],
    ['addToAlbum', { item_ids: '1', album_ids: '9' }, 1402],
    ['addToAlbum', { item_ids: '9', album_ids: '1' }, 1403],
    ['addToAlbum', { item_id: '1', album_ids: '1' }, 100],
    ['removeFromAlbum', { item_id: 9, album_ids: '1' }, 1403],
    ['removeFromAlbum', { item_id: 1, album_ids: '9' }, 1402],
  ])('%s %j answers %i', async (method, params, expected) => {
    ground.vk.hands.addAlbum(GROUP, 'Чай');
    ground.vk.hands.addItem(GROUP, { name: 'Товар' });
    expect(await code(method, params)).toBe(expected);
  });

  it('have a main one, which cannot be hidden', async () => {
    await call('addAlbum', { title: 'Главная', main_album: 1 });
    expect(await code('editAlbum', { album_id: 1, title: 'Главная', is_hidden: 1 })).toBe(1446);
    expect(await code('editAlbum', { album_id: 1, title: 'Главная', main_album: 0, is_hidden: 1 })).toBe(0);
    expect(albums()[0]?.hidden).toBe(true);
  });

  it('are limited in number and in items', async () => {
    ground.vk.setLimits({ albumsPerShop: 1, itemsPerAlbum: 1 });
    await call('addAlbum', { title: 'Чай' });
    expect(await code('addAlbum', { title: 'Кофе' })).toBe(1407);
    for (const name of ['Первый', 'Второй']) ground.vk.hands.addItem(GROUP, { name });
    expect(await code('addToAlbum', { item_ids: '1,2', album_ids: '1' })).toBe(1406);
    expect(await code('addToAlbum', { item_ids: '1', album_ids: '1' })).toBe(0);
    expect(await code('addToAlbum', { item_ids: '2', album_ids: '1' })).toBe(1406);
  });

  it.each([
    ['refuse', 1404, [1]],
    ['add-rest', 1404, [1, 2]],
    ['ok', 0, [1, 2]],
  ] as const)('with an item already inside: %s', async (variant, expected, inside) => {
    ground.vk.setSwitches({ addToAlbumTwice: variant });
    ground.vk.hands.addAlbum(GROUP, 'Чай');
    ground.vk.hands.addItem(GROUP, { name: 'Первый' }, [1]);
    ground.vk.hands.addItem(GROUP, { name: 'Второй' });
    expect(await code('addToAlbum', { item_ids: '1,2', album_ids: '1' })).toBe(expected);
    expect(albums()[0]?.itemIds).toEqual(inside);
  });

  it('let an item go, even one that is not inside', async () => {
    ground.vk.hands.addAlbum(GROUP, 'Чай');
    ground.vk.hands.addItem(GROUP, { name: 'Первый' }, [1]);
    for (let n = 0; n < 2; n++) expect(await code('removeFromAlbum', { item_id: 1, album_ids: '1' })).toBe(0);
    expect(albums()[0]?.itemIds).toEqual([]);
  });
});
