import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { provenBy, startReceiver, type Receiver } from '../../apps/api/src/testing/receiver.js';
import { DESKTOP, newVisitor, openBrowser, PHONE, WEB_DIST } from '../support/browser.js';
import { startStory, type Story } from '../support/story.js';

describe('Programs are told of events', () => {
  let story: Story;
  let browser: Browser;
  let receiver: Receiver;

  beforeAll(async () => {
    receiver = await startReceiver();
    story = await startStory({
      scenario: 'empty-shop',
      settings: { WEB_DIST_DIR: WEB_DIST, HOOKS_ALLOW_PRIVATE: 'yes' },
    });
    browser = await openBrowser();
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await story?.close();
    await receiver?.close();
  });

  it.each([
    ['at a desk', DESKTOP],
    ['on a phone', PHONE],
  ] as const)('%s: an address is added, its secret seen once, a test sent and sent again', async (_where, screen) => {
    receiver.received.length = 0;
    const merchant = await story.app.newcomer();
    const guest = await newVisitor(browser, { baseUrl: story.app.url, screen });
    const { page } = guest;
    const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
    await guest.open('/profile');
    await guest.signIn(merchant);
    await guest.sees('Профиль');
    await page.getByText('Пока никому не сообщаем.').waitFor();

    await button('Добавить адрес').click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Название').fill('Учётная система');
    await dialog.getByLabel('Адрес').fill('учёт');
    await dialog.getByRole('button', { name: 'Добавить' }).click();
    await dialog.getByText('Введите адрес, который начинается с https://').waitFor();
    await dialog.getByLabel('Адрес').fill(receiver.url);
    await dialog.getByRole('button', { name: 'Добавить' }).click();
    const secret = await dialog.getByLabel('Секрет', { exact: true }).inputValue();
    expect(secret).toMatch(/^evh_/);
    await dialog.getByRole('button', { name: 'Готово' }).click();
    await dialog.waitFor({ state: 'detached' });
    const row = page.getByRole('listitem').filter({ hasText: receiver.url });
    await row.getByText('Работает', { exact: true }).waitFor();
    expect(await page.content()).not.toContain(secret);

    await button('Журнал: Учётная система').click();
    await page.getByText('Сюда ещё ничего не отправляли.').waitFor();
    await button('Отправить проверку').click();
    await page.getByText('Доставлено').waitFor();
    await button(/^Повторить/)
      .first()
      .click();
    const [first, again] = await receiver.waitFor(2);
    expect(again?.body).toBe(first?.body);
    expect(provenBy(secret, first!)).toBe(1);
    await button(/^Подробнее/)
      .first()
      .click();
    await page.getByText('"event":"ping"').first().waitFor();
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/log-${screen.width}.png` });
    await button('Закрыть').first().click();
    await guest.sees('Профиль');
    await row.scrollIntoViewIfNeeded();
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/row-${screen.width}.png` });

    await page.getByRole('switch', { name: 'Сообщать: Учётная система' }).click();
    await row.getByText('Выключен').waitFor();
    await button('Удалить: Учётная система').click();
    await button('Удалить').click();
    await page.getByText('Пока никому не сообщаем.').waitFor();
    await guest.leave();
  });
});

describe('The description of the API', () => {
  let story: Story;
  let browser: Browser;
  beforeAll(async () => {
    story = await startStory({ scenario: 'empty-shop' });
    browser = await openBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await story?.close();
  });

  it.each([
    ['/docs', 'Addresses that are told of events'],
    ['/redoc', 'Who calls'],
  ])(
    'at %s asks nobody but us',
    async (address, words) => {
      const page = await browser.newPage();
      const asked: string[] = [];
      const broken: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      page.on('pageerror', (error) => broken.push(error.message));
      await page.goto(`${story.app.url}${address}`);
      await page.getByText(words, { exact: false }).first().waitFor({ timeout: 20_000 });
      const elsewhere = asked.filter((url) => !url.startsWith(story.app.url) && !/^(data|blob):/.test(url));
      expect(elsewhere).toEqual([]);
      expect(broken).toEqual([]);
      if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}${address}.png` });
      await page.close();
    },
    40_000,
  );
});
