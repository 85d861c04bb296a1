import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { GROUP, OWNER, USER, goodItem, seedOwner, startGround } from '../testing/ground.js';
import type { Answer, Ground } from '../testing/ground.js';
import type { ItemSnapshot } from '../index.js';

let ground: Ground;
beforeAll(async () => (ground = await startGround()));
afterAll(() => ground.close());
beforeEach(() => {
  ground.vk.reset();
  seedOwner(ground.vk);
});

const PARAM = 'One of the parameters specified was missing or invalid: ';

function stored(id: number): ItemSnapshot | undefined {
  return ground.vk.snapshot().communities[0]?.items.find((item) => item.id === id);
}

async function add(params: Record<string, string | number>): Promise<Answer> {
  return ground.call('market.add', { ...goodItem(ground.vk.hands.picture(GROUP)), ...params });
}

async function edit(id: number, params: Record<string, string | number>): Promise<Answer> {
  return ground.call('market.edit', { owner_id: OWNER, item_id: id, ...params });
}

describe('market.add', () => {
  it('keeps what it was given and answers the growing id', async () => {
    expect((await add({})).response).toEqual({ market_item_id: 1 });
    expect(
      (await add({ sku: 'EV-1', stock_amount: 12, old_price: '150', url: 'https://a.example/1' })).response,
    ).toEqual({
      market_item_id: 2,
    });
    expect(stored(2)).toMatchObject({ name: 'Чай чёрный', price: 12_990, oldPrice: 15_000, sku: 'EV-1', stock: 12 });
    expect(stored(1)).toMatchObject({ stock: -1, sku: '', hidden: false, availability: 0 });
  });

  it('lets a sku repeat', async () => {
    await add({ sku: 'EV-1' });
    expect((await add({ sku: 'EV-1' })).response).toEqual({ market_item_id: 2 });
  });

  it.each([
    ['a name of 3', { name: 'Чай' }, 'name should be at least 4 letters length'],
    ['a name of 101', { name: 'я'.repeat(101) }, 'name should be less or equal to 100 letters length'],
    [
      'a name of 94 and a rouble sign',
      { name: `${'я'.repeat(94)}₽` },
      'name should be less or equal to 100 letters length',
    ],
    ['a short description', { description: '123456789' }, 'description should be at least 10 letters length'],
    ['a comma in the price', { price: '129,90' }, 'price not float'],
    ['a price over the measure', { price: '1000000000000' }, 'price should be less or equal to 999999999999'],
    ['a negative price', { price: '-1' }, 'price should be greater or equal to 0'],
    ['an unknown category', { category_id: 5 }, 'category_id is invalid'],
    ['a category that is no leaf', { category_id: 10_012 }, 'category_id is invalid'],
    ['a positive owner', { owner_id: GROUP }, 'only groups supported'],
    ['no owner', { owner_id: '' }, 'owner_id is undefined'],
    ['an owner in words', { owner_id: 'club1' }, 'owner_id not integer'],
    ['no photo', { main_photo_id: '' }, 'photo is undefined'],
    ['an unknown photo', { main_photo_id: 1 }, 'photo not found or already assigned to another item'],
    ['five more photos', { photo_ids: '1,2,3,4,5' }, 'photo_ids should contain at most 4 elements'],
    ['a stock over the measure', { stock_amount: 1_000_000 }, 'stock_amount should be less or equal to 999999'],
    ['a stock of -2', { stock_amount: -2 }, 'stock_amount should be greater or equal to -1'],
    ['a fractional stock', { stock_amount: '1.5' }, 'stock_amount not integer'],
    ['a long sku', { sku: 'x'.repeat(51) }, 'sku should be less or equal to 50 letters length'],
    ['a flag in words', { deleted: 'true' }, 'deleted should be 0 or 1'],
  ])('refuses %s', async (_what, params, text) => {
    const answer = await add(params);
    expect(answer.error).toMatchObject({ error_code: 100, error_msg: PARAM + text });
    expect(ground.vk.snapshot().communities[0]?.items).toEqual([]);
  });

  it('takes a name of exactly 100 as cp1251 counts', async () => {
    expect((await add({ name: `${'я'.repeat(93)}₽` })).error).toBeUndefined();
  });

  it('answers 1421 to a long name where so switched', async () => {
    ground.vk.setSwitches({ longNameCode: 1421 });
    expect((await add({ name: 'я'.repeat(101) })).error?.error_code).toBe(1421);
  });

  it('answers 1429 to some of the dimensions', async () => {
    expect((await add({ weight: 100 })).error?.error_code).toBe(1429);
    const whole = { weight: 100, dimension_width: 1, dimension_height: 2, dimension_length: 3 };
    expect((await add(whole)).response).toEqual({ market_item_id: 1 });
    expect(stored(1)).toMatchObject({ weight: 100, width: 1, height: 2, length: 3 });
  });

  it('answers 1405 to one item too many; erased ones do not count', async () => {
    ground.vk.setLimits({ itemsPerShop: 1 });
    await add({});
    expect((await add({})).error?.error_code).toBe(1405);
    await ground.call('market.delete', { owner_id: OWNER, item_id: 1 });
    expect((await add({})).response).toEqual({ market_item_id: 2 });
  });

  it('answers 1408 to links where so switched', async () => {
    const params = { description: 'Смотрите на https://shop.example/чай' };
    expect((await add(params)).error).toBeUndefined();
    ground.vk.setSwitches({ refuseLinks: true });
    expect((await add(params)).error?.error_code).toBe(1408);
  });

  it('needs no photo where so switched, and none before it is ready', async () => {
    ground.vk.setSwitches({ photoRequired: false });
    expect((await add({ main_photo_id: '' })).error).toBeUndefined();
    ground.vk.setSwitches({ photoReadyAfterMs: 60_000 });
    const photo = ground.vk.hands.picture(GROUP);
    expect((await add({ main_photo_id: photo })).error?.error_msg).toBe(`${PARAM}photo is undefined`);
    ground.vk.skipTime(60_000);
    expect((await add({ main_photo_id: photo })).error).toBeUndefined();
  });

  it('shares a photo between items, or not', async () => {
    const photo = ground.vk.hands.picture(GROUP);
    await add({ main_photo_id: photo });
    expect((await add({ main_photo_id: photo })).response).toEqual({ market_item_id: 2 });
    ground.vk.setSwitches({ sharedPhotos: false });
    const third = await add({ main_photo_id: photo });
    expect(third.error?.error_msg).toBe(`${PARAM}photo not found or already assigned to another item`);
  });

  it('refuses a photo of another community', async () => {
    ground.vk.state.addCommunity({ groupId: 5, name: 'Чужая' });
    const answer = await add({ main_photo_id: ground.vk.hands.picture(5) });
    expect(answer.error?.error_msg).toContain('photo not found');
  });

  it('ignores stock in versions before 5.140', async () => {
    await add({ stock_amount: 3, v: '5.139' });
    await add({ stock_amount: 3, v: '5.140' });
    expect([stored(1)?.stock, stored(2)?.stock]).toEqual([-1, 3]);
  });

  it('stores texts trimmed and folded, or as they came', async () => {
    const id = await ground.item({ name: '  Чай   чёрный ', description: ' Первая  строка\r\nвторая ' });
    expect(stored(id)).toMatchObject({ name: 'Чай чёрный', description: 'Первая строка\nвторая' });
    ground.vk.setSwitches({ trimTexts: false });
    expect(stored(await ground.item({ name: '  Чай   чёрный ' }))?.name).toBe('  Чай   чёрный ');
  });
});

describe('market.edit', () => {
  it('changes what is sent and nothing else, answering 1', async () => {
    const id = await ground.item({ sku: 'EV-1', stock_amount: 5 });
    expect((await edit(id, { price: '50.5', stock_amount: 0 })).response).toBe(1);
    expect(stored(id)).toMatchObject({ price: 5_050, stock: 0, sku: 'EV-1', name: 'Чай чёрный', availability: 2 });
  });

  it('says so when nothing changes', async () => {
    const id = await ground.item();
    const edits: Record<string, string>[] = [{ price: '129.9', name: ' Чай чёрный' }, {}];
    for (const params of edits) {
      expect((await edit(id, params)).error).toMatchObject({ error_code: 100, error_msg: `${PARAM}nothing to change` });
    }
    expect(ground.vk.journal.stats().invalidParams).toBe(0);
  });

  it('lets the own photo repeat, with other changes', async () => {
    ground.vk.setSwitches({ sharedPhotos: false });
    const photo = ground.vk.hands.picture(GROUP);
    const id = await ground.item({ main_photo_id: photo });
    expect((await edit(id, { main_photo_id: photo, price: '1' })).response).toBe(1);
  });

  it('keeps a hidden item hidden, or shows it where so switched', async () => {
    const id = await ground.item({ deleted: 1 });
    await edit(id, { price: '1' });
    expect(stored(id)?.hidden).toBe(true);
    ground.vk.setSwitches({ editWithoutDeleted: 'show' });
    await edit(id, { price: '2' });
    expect(stored(id)?.hidden).toBe(false);
  });

  it('answers 1403 to an item that is unknown or erased', async () => {
    const id = await ground.item();
    await ground.call('market.delete', { owner_id: OWNER, item_id: id });
    expect((await edit(id, { price: '1' })).error?.error_code).toBe(1403);
    expect((await edit(999, { price: '1' })).error?.error_code).toBe(1403);
  });
});

describe('market.delete and market.restore', () => {
  const restore = (id: number): Promise<Answer> => ground.call('market.restore', { owner_id: OWNER, item_id: id });
  const erase = (id: number): Promise<Answer> => ground.call('market.delete', { owner_id: OWNER, item_id: id });

  it('erase and bring back within the window', async () => {
    const id = await ground.item();
    expect((await restore(id)).error?.error_code).toBe(1518);
    expect((await erase(id)).response).toBe(1);
    expect(stored(id)?.availability).toBe(1);
    expect((await restore(id)).response).toBe(1);
    expect(stored(id)?.availability).toBe(0);
  });

  it('answer 1400 when it is too late', async () => {
    const id = await ground.item();
    await erase(id);
    ground.vk.skipTime(86_400_001);
    expect((await restore(id)).error?.error_code).toBe(1400);
  });

  it('answer 1403 to a second delete, or 1 where so switched', async () => {
    const id = await ground.item();
    await erase(id);
    expect((await erase(id)).error?.error_code).toBe(1403);
    ground.vk.setSwitches({ secondDelete: 'ok' });
    expect((await erase(id)).response).toBe(1);
  });
});

describe('rights in the shop', () => {
  it.each([
    ['a stranger', () => ground.vk.hands.setRole(USER, GROUP, 0), 205],
    ['a moderator', () => ground.vk.hands.setRole(USER, GROUP, 1), 205],
    ['a shop switched off', () => ground.vk.hands.switchMarket(GROUP, false), 1438],
    ['a banned community', () => ground.vk.hands.deactivate(GROUP, 'banned'), 203],
  ])('%s is refused', async (_who, deed, code) => {
    deed();
    for (const method of ['market.getAlbums', 'market.get']) {
      expect((await ground.call(method, { owner_id: OWNER })).error?.error_code).toBe(code);
    }
    expect((await add({})).error?.error_code).toBe(code);
  });

  it('an editor may write; the refusal can be 7', async () => {
    ground.vk.hands.setRole(USER, GROUP, 2);
    expect((await add({})).error).toBeUndefined();
    ground.vk.setSwitches({ deniedCode: 7 });
    expect((await ground.call('market.get', { owner_id: -999 })).error?.error_code).toBe(7);
  });
});
