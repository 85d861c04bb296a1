import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { DESKTOP, newVisitor, openBrowser, PHONE, steps, WEB_DIST, type Visitor } from '../support/browser.js';
import { startStory, type Merchant, type Story } from '../support/story.js';

const picture = (background: string) =>
  sharp({ create: { width: 900, height: 700, channels: 3, background } })
    .jpeg()
    .toBuffer();

describe('A merchant gives goods photos', () => {
  let story: Story;
  let merchant: Merchant;
  let browser: Browser;
  let visitor: Visitor;
  let storeId: string;
  let heading: string;

  beforeAll(async () => {
    story = await startStory({ scenario: 'empty-shop', settings: { WEB_DIST_DIR: WEB_DIST } });
    merchant = await story.merchant();
    storeId = merchant.world.storeIds[0] as string;
    for (let n = 1; n <= 4; n += 1) {
      const barcodes = [`460000000000${n}`];
      story.sandbox.evotor.upsertProduct(storeId, { name: `Кружка № ${n}`, price: n, code: `${n}0`, barcodes });
    }
    await merchant.connect();
    await merchant.chooseAll();
    await merchant.run();
    const { body } = await merchant.agent.get('/api/v1/catalog/stores').expect(200);
    heading = body.items.find(({ id }: { id: string }) => id === storeId).name;
    browser = await openBrowser();
    visitor = await newVisitor(browser, { baseUrl: story.app.url, screen: DESKTOP });
    await visitor.open('/');
    await visitor.signIn(merchant);
    await visitor.sees('Главная');
  }, 90_000);

  afterAll(async () => {
    await browser?.close();
    await story?.close();
  });

  const step = steps();
  const button = (name: string) => visitor.page.getByRole('button', { name, exact: true });
  const dialog = () => visitor.page.getByRole('dialog');
  const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'image/jpeg', buffer });

  step('presses a picture, gives a photo, and sees it at once', async () => {
    await visitor.open(`/catalog/stores/${storeId}/products`);
    await visitor.sees(heading);
    await button('Фото товара «Кружка № 1»').click();
    await dialog().getByText('Своего фото нет').waitFor();
    await dialog()
      .locator('input[type=file]')
      .setInputFiles(file('mug.jpg', await picture('#ff0000')));
    await dialog().getByText('Ваше фото. 900×700. Во ВКонтакте попадёт со следующим запуском.').waitFor();
    const src = await dialog().locator('img').getAttribute('src');
    expect(src).toMatch(/\/photo\?v=[\da-f]{12}$/);
    expect(
      await dialog()
        .locator('img')
        .evaluate((image: HTMLImageElement) => image.naturalWidth),
    ).toBe(900);
    await dialog().getByRole('button', { name: 'Закрыть' }).last().click();
    await dialog().waitFor({ state: 'detached' });
    await button('Фото товара «Кружка № 1»').locator('img').waitFor();
    await visitor.sees(heading);
  });

  step('a file that is no picture is refused in words that name it; the photo stays', async () => {
    await button('Фото товара «Кружка № 1»').click();
    await visitor.refused(422, /\/photo$/, () =>
      dialog()
        .locator('input[type=file]')
        .setInputFiles(file('список.jpg', Buffer.from('не картинка'))),
    );
    await dialog().getByText('Файл «список.jpg»: это не картинка, или она повреждена.').waitFor();
    await dialog().getByText('Ваше фото. 900×700.').waitFor();
    await visitor.page.keyboard.press('Escape');
  });

  step('drops many files at once, and reads what came of each', async () => {
    await button('Загрузить фото').click();
    const blue = await picture('#0000ff');
    const dropped = ['4600000000002.jpg', '30 (1).jpg', 'отпуск.jpg'];
    const transfer = await visitor.page.evaluateHandle(
      ({ names, bytes }) => {
        const data = new DataTransfer();
        const content = new Uint8Array(bytes);
        for (const name of names) data.items.add(new File([content], name, { type: 'image/jpeg' }));
        return data;
      },
      { names: dropped, bytes: [...blue] },
    );
    await dialog().locator('input[type=file]').dispatchEvent('drop', { dataTransfer: transfer });
    await dialog().getByText('Сохранено 2 фото · не подошёл 1 файл').waitFor();
    const rows = await dialog().getByRole('listitem').allInnerTexts();
    expect(rows[0]).toContain('отпуск.jpg');
    expect(rows[0]).toContain('Товар не найден');
    expect(rows.slice(1).join('\n')).toMatch(/Кружка № 2[^]*Кружка № 3/);
    await dialog().getByRole('button', { name: 'Закрыть' }).last().click();
    await visitor.sees(heading);
  });

  step('looks for goods without a photo', async () => {
    await visitor.page.getByRole('combobox', { name: 'Фото' }).click();
    await visitor.page.getByRole('option', { name: 'Без фото' }).click();
    await visitor.page.getByText('Кружка № 4').waitFor();
    await visitor.page.getByText('Кружка № 1').waitFor({ state: 'detached' });
    expect(new URL(visitor.page.url()).searchParams.get('photo')).toBe('none');
    await visitor.sees(heading);
  });

  step(
    'the preview shows what will change, the run sends it',
    async () => {
      await visitor.open('/sync/preview');
      await visitor.page.getByText('ваше фото').first().waitFor();
      expect(await visitor.page.getByText('ваше фото').count()).toBe(3);
      await visitor.page.locator('img[src*="size=thumb"]').first().waitFor();
      await visitor.sees('Что сделает следующий запуск');
      expect(await merchant.run()).toMatchObject({ status: 'succeeded', counts: { updated: 3 } });
    },
    60_000,
  );

  step('on a telephone: sees that VK has it, and takes it away', async () => {
    await visitor.page.setViewportSize(PHONE);
    await visitor.open(`/catalog/stores/${storeId}/products`);
    await button('Фото товара «Кружка № 1»').click();
    await dialog().getByText('Оно уже во ВКонтакте.').waitFor();
    expect(await dialog().locator('input[type=file]').getAttribute('accept')).toBe('image/*');
    await dialog().getByRole('button', { name: 'Убрать фото' }).click();
    await dialog().getByText('Своего фото нет').waitFor();
    await visitor.page.keyboard.press('Escape');
    await visitor.sees(heading);
    await visitor.leave();
  });
});
