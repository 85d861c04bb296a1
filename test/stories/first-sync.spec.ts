import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startStory, type Merchant, type ShopItem, type ShownRun, type Story } from '../support/story.js';

describe('A merchant connects both accounts, ticks everything and presses "run now"', () => {
  let story: Story;
  let merchant: Merchant;
  let first: ShownRun;
  let before: ShopItem[];
  let outcomes: Record<string, unknown>[];

  beforeAll(async () => {
    story = await startStory();
    merchant = await story.merchant();
    await merchant.connect();
    await merchant.chooseAll();
    before = merchant.shop();
    first = await merchant.run();
    outcomes = await merchant.outcomes(first.id);
  }, 120_000);

  afterAll(() => story.close());

  const item = (name: string): ShopItem => {
    const found = merchant.shop().filter((one) => one.name === name);
    expect(found.map((one) => one.name)).toEqual([name]);
    return found[0] as ShopItem;
  };
  const outcome = (name: string) => outcomes.find((one) => one.name === name);

  it('ends well, and says how many goods it created', () => {
    expect(first).toMatchObject({ status: 'succeeded', error: null });
    expect(first.counts.failed).toBe(0);
    expect(first.counts.created).toBe(merchant.shop().length - before.length);
    expect(first.counts.created).toBeGreaterThan(290);
  });

  it('keeps to VK: no call too fast, no parameter that the schema does not know', () => {
    expect(story.sandbox.vk.journal.stats()).toMatchObject({ code6: 0, invalidParams: 0 });
  });

  it('gives every item a mark of its own', () => {
    const marks = merchant
      .shop()
      .map((one) => one.sku)
      .filter((sku) => sku.startsWith('EV-'));
    expect(marks.every((sku) => /^EV-[0-9a-f]{12}$/.test(sku))).toBe(true);
    expect(new Set(marks).size).toBe(marks.length);
    expect(marks.length).toBe((first.counts.created ?? 0) + (first.counts.adopted ?? 0));
  });

  it('shows names, prices and stock as the rules have them', () => {
    expect(item('Мёд (шт)')).toMatchObject({ priceKopecks: 35_000, stock: 1000 });
    expect(item('Ёж (товар)').priceKopecks).toBe(12_000);
    expect(item('Конфеты "Мишка в лесу" & орехи').priceKopecks).toBe(48_000);
    expect(item('Сироп &quot;Клён&quot;').priceKopecks).toBe(26_000);
    expect(item('Леденцы на палочке').description).toBe('Леденцы на палочке (цена за 1 шт.)');
    expect(item('Палочки для размешивания').description).toContain('(цена за 1 упак.)');
    expect(item('Пакет бумажный').priceKopecks).toBe(101);
    expect(item('Спичка каминная').priceKopecks).toBe(1);
  });

  it('cuts a name of 160 characters at a word, within the 100 that VK takes', () => {
    const long = merchant.shop().find((one) => one.name.startsWith('Подарочный чайный набор'));
    expect(long?.name.endsWith('…')).toBe(true);
    expect(long?.name.length).toBeLessThanOrEqual(100);
    expect(long?.description).toContain('в деревянной коробке');
  });

  it('never sends what may not be sold at a distance, and says so', () => {
    const names = merchant.shop().map((one) => one.name);
    for (const name of [
      'Пиво светлое «Садовое», 0,5 л',
      'Медовуха домашняя',
      'Сироп от кашля',
      'Табак трубочный, 50 г',
    ]) {
      expect(names).not.toContain(name);
      expect(outcome(name)).toMatchObject({ action: 'skip', outcome: 'skipped', reason: 'restricted_goods' });
    }
    expect(names).toContain('Пиво безалкогольное «Ноль»');
  });

  it('skips goods without a price and goods that are not for sale', () => {
    expect(outcome('Пробник чая (бесплатно)')).toMatchObject({ outcome: 'skipped', reason: 'no_price' });
    expect(outcome('Чайник «Витринный образец»')).toMatchObject({ outcome: 'skipped', reason: 'not_for_sale' });
  });

  it('puts goods into the album of their group, variants into that of the group above', () => {
    expect(item('Улун «Те Гуань Инь», 50 г').albums).toEqual(['Улуны']);
    expect(item('Фартук бариста, красный').albums).toEqual([]);
    expect(merchant.albums().filter((album) => album.title === 'Подарочное')).toHaveLength(2);
    expect(merchant.albums().map((album) => album.title)).not.toContain('Скоро в продаже');
  });

  it("takes over the merchant's own good of the same name, and touches none of the others", () => {
    expect(first.counts.adopted).toBe(1);
    const adopted = outcomes.find((one) => one.reason === 'adopted');
    expect(adopted).toMatchObject({ action: 'adopt', outcome: 'done' });
    const own = before.filter((one) => one.id !== adopted?.vkProductId);
    const now = new Map(merchant.shop().map((one) => [one.id, one]));
    for (const one of own) expect(now.get(one.id)).toEqual(one);
  });

  it('tells the catalogue what became of each product', async () => {
    const [storeId] = merchant.world.storeIds;
    const { body } = await merchant.agent
      .get(`/api/v1/catalog/stores/${storeId}/products?search=${encodeURIComponent('Леденцы')}`)
      .expect(200);
    expect(body.items[0]).toMatchObject({ syncState: 'synced', price: '45.00', vkPrice: '45.00' });
    expect(body.items[0].vkUrl).toContain(String(body.items[0].vkProductId));
  });

  it('has nothing left to do: the preview is empty and a second run makes no writing call', async () => {
    const { body: preview } = await merchant.agent.get('/api/v1/sync/preview').expect(200);
    expect(preview.items.filter((one: { action: string }) => one.action !== 'skip')).toEqual([]);
    let second: ShownRun | undefined;
    const writes = await story.writesDuring(async () => (second = await merchant.run()));
    expect(writes).toBe(0);
    expect(second).toMatchObject({ status: 'succeeded', counts: { created: 0, updated: 0, hidden: 0, failed: 0 } });
  });
});
