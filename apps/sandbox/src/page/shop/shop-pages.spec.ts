import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { GROUP, seedOwner, startGround } from '../../vk/testing/ground.js';
import type { Ground } from '../../vk/testing/ground.js';
import { goodsCount } from './markup.js';
import { shopPages } from './index.js';

let ground: Ground;
beforeAll(async () => (ground = await startGround({}, shopPages)));
afterAll(() => ground.close());
beforeEach(() => {
  ground.vk.reset();
  seedOwner(ground.vk);
});

async function page(path: string): Promise<{ status: number; html: string }> {
  const response = await fetch(new URL(path, ground.url));
  return { status: response.status, html: await response.text() };
}

const shop = `/shop/${GROUP}`;

describe('the shop page', () => {
  it('shows albums with their items, photos, prices and counts', async () => {
    const album = ground.vk.hands.addAlbum(GROUP, 'Чай и кофе');
    ground.vk.hands.addItem(GROUP, { name: 'Чай чёрный', price: 12_990, oldPrice: 15_000 }, [album.id]);
    const item = ground.vk.hands.addItem(GROUP, { name: 'Соль', price: 2_500, stock: 4 });
    const { html } = await page(shop);
    expect(html).toMatch(/<h1>Лавка у дома<\/h1><p>2 товара в магазине<\/p>/);
    expect(html).toMatch(/<h2>Чай и кофе<\/h2><span>1 товар<\/span>/);
    expect(html).toContain('129,90 ₽<s>150 ₽</s>');
    expect(html).toMatch(/<h2>Другие товары<\/h2>[^]*25 ₽[^]*Соль[^]*Осталось: 4/);
    expect(html).toContain(`<img src="/vk/photos/${item.mainPhotoId}.jpg"`);
    expect(html).toContain(`href="${shop}/item/${item.id}"`);
    expect((await fetch(new URL(`/vk/photos/${item.mainPhotoId}.jpg`, ground.url))).status).toBe(200);
  });

  it('marks what has run out and keeps back what is hidden, refused or erased', async () => {
    ground.vk.hands.addItem(GROUP, { name: 'Кончился', stock: 0 });
    ground.vk.hands.addItem(GROUP, { name: 'Скрытый', hidden: true });
    ground.vk.hands.addItem(GROUP, { name: 'Отклонённый' });
    ground.vk.hands.addItem(GROUP, { name: 'Удалённый' });
    ground.vk.hands.rejectItem(GROUP, 3, 'Нарушение');
    ground.vk.hands.deleteItem(GROUP, 4);
    const { html } = await page(shop);
    expect(html).toMatch(/class="card gone"[^]*Нет в наличии[^]*Кончился/);
    for (const name of ['Скрытый', 'Отклонённый', 'Удалённый']) expect(html).not.toContain(name);
    expect((await page(`${shop}/item/2`)).status).toBe(404);
  });

  it('lets no text of an item become markup', async () => {
    ground.vk.hands.addItem(GROUP, { name: '<script>alert(1)</script> "чай"', url: 'javascript:alert(1)' });
    for (const path of [shop, `${shop}/item/1`]) {
      const { html } = await page(path);
      expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt; &quot;чай&quot;');
      expect(html).not.toContain('<script>alert');
      expect(html).not.toContain('javascript:alert');
    }
  });

  it('shows one item with its description, photos and link', async () => {
    const photoIds = [ground.vk.hands.picture(GROUP)];
    const url = 'https://shop.example/1';
    ground.vk.hands.addItem(GROUP, { name: 'Чай', description: 'Первая строка\nвторая', price: 100, photoIds, url });
    const { status, html } = await page(`${shop}/item/1`);
    expect(status).toBe(200);
    expect(html).toContain('Первая строка\nвторая');
    expect(html).toContain(`/vk/photos/${photoIds[0]}.jpg`);
    expect(html).toContain(`href="${url}"`);
    expect(html).toContain('В наличии');
  });

  it('renews itself by a fragment, and only when something changed', async () => {
    const { html } = await page(shop);
    const version = /data-version="(\d+)"/.exec(html)?.[1] ?? '';
    expect((await page(`${shop}?fragment=1&since=${version}`)).status).toBe(204);
    ground.vk.hands.addItem(GROUP, { name: 'Новинка' });
    const fresh = await page(`${shop}?fragment=1&since=${version}`);
    expect(fresh.html).toContain('Новинка');
    expect(fresh.html).not.toContain('<html');
    expect(fresh.html).not.toContain(`data-version="${version}"`);
  });

  it('shows the first of many and the whole section on request', async () => {
    const album = ground.vk.hands.addAlbum(GROUP, 'Много');
    for (let n = 1; n <= 50; n++) ground.vk.hands.addItem(GROUP, { name: `Товар ${n}` }, [album.id]);
    const cards = (html: string): number => html.match(/class="card/g)?.length ?? 0;
    const { html } = await page(shop);
    expect(cards(html)).toBe(48);
    expect(html).toContain(`<a href="${shop}?album=1">Показать все 50 товаров</a>`);
    expect(cards((await page(`${shop}?album=1`)).html)).toBe(50);
  });

  it('says when the shop is empty or switched off, and 404 to no shop', async () => {
    expect((await page(shop)).html).toContain('В магазине пока нет товаров');
    ground.vk.hands.switchMarket(GROUP, false);
    expect((await page(shop)).html).toContain('сейчас отключены');
    expect((await page('/shop/5')).status).toBe(404);
  });

  it.each([
    [0, '0 товаров'],
    [1, '1 товар'],
    [3, '3 товара'],
    [11, '11 товаров'],
    [12, '12 товаров'],
    [22, '22 товара'],
    [111, '111 товаров'],
  ])('counts %i', (count, text) => expect(goodsCount(count)).toBe(text));
});
