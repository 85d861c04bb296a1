import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { DESKTOP, newVisitor, openBrowser, PHONE, steps, WEB_DIST, type Visitor } from '../support/browser.js';
import { checkEverywhere, walkByKeyboard } from '../support/page-checks.js';
import { startStory, type Merchant, type Story } from '../support/story.js';

const STORE = 'Только открылись';
const FREE = ['Чай белый, 50 г', 'Чай для дегустации'];

describe('A merchant chooses what is sold in VK, and sees beforehand what will happen', () => {
  let story: Story;
  let browser: Browser;
  let merchant: Merchant;
  let visitor: Visitor;
  let storeId: string;
  const ids = new Map<string, string>();

  beforeAll(async () => {
    story = await startStory({ scenario: 'empty-shop', settings: { WEB_DIST_DIR: WEB_DIST } });
    merchant = await story.merchant();
    storeId = merchant.world.storeIds[0] as string;
    fillRegister();
    await merchant.connect();
    browser = await openBrowser();
    visitor = await newVisitor(browser, { baseUrl: story.app.url, screen: DESKTOP });
    await visitor.open(`/catalog/stores/${storeId}/groups`);
    await visitor.signIn(merchant);
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await story?.close();
  });

  /** Tea with a variety of troubles, sweets without any. */
  function fillRegister(): void {
    const { evotor } = story.sandbox;
    const tea = evotor.upsertGroup(storeId, { name: 'Чай' }).id;
    const sweets = evotor.upsertGroup(storeId, { name: 'Сладости' }).id;
    evotor.upsertGroup(storeId, { name: 'Посуда' });
    const put = (name: string, parent_id: string, more: Record<string, unknown> = {}) =>
      ids.set(name, evotor.upsertProduct(storeId, { name, price: 100, measure_name: 'шт', parent_id, ...more }).id);
    put('Чай чёрный, 100 г', tea, { code: '17', quantity: 5 });
    put('Чай зелёный, 100 г', tea, { price: 250.5 });
    for (const name of FREE) put(name, tea, { price: 0 });
    put('Ликёр чайный', tea, { type: 'ALCOHOL_NOT_MARKED' });
    for (let number = 1; number <= 60; number += 1) put(`Конфета № ${number}, шоколадная`, sweets);
  }

  const step = steps();
  const change = (name: string, fields: Record<string, unknown>) =>
    story.sandbox.evotor.upsertProduct(storeId, { id: ids.get(name), name, ...fields });
  const button = (name: string | RegExp) => visitor.page.getByRole('button', { name, exact: true });
  const toggle = (name: string, checked: boolean) => visitor.page.getByRole('switch', { name, exact: true, checked });
  const text = (words: string | RegExp) => visitor.page.getByText(words).first().waitFor();
  const row = (name: string) => visitor.page.getByRole('row').filter({ hasText: name });
  const planned = (name: string) => visitor.page.getByRole('listitem').filter({ hasText: name }).first();
  const kind = (words: string) => visitor.page.getByRole('group', { name: 'Что показать' }).getByText(words);
  const total = async (query: string): Promise<number> =>
    (await merchant.agent.get(`/api/v1/catalog/stores/${storeId}/products?${query}`).expect(200)).body.total;

  step('a switch that the server refuses goes back, and says why; pressed again it stays', async () => {
    await visitor.sees(STORE);
    const name = 'Выгружать группу «Чай»';
    const address = /\/groups\/[^/]+\/sync$/;
    await visitor.page.route(address, (route) =>
      route.fulfill({ status: 503, contentType: 'application/problem+json', body: JSON.stringify({ status: 503 }) }),
    );
    await visitor.refused(503, address, () => toggle(name, false).click({ force: true }));
    await text('Сервер сейчас не отвечает');
    await toggle(name, false).waitFor();
    await visitor.page.unroute(address);
    await visitor.turnOn(name);
    await visitor.turnOn('Выгружать группу «Сладости»');
    await text('включено 2 из 3');
    await visitor.page.reload();
    await toggle(name, true).waitFor();
    await button('Включить магазин').click();
    await text('5 выбрано');
    await text('60 выбрано');
    await visitor.sees(STORE);
  });

  step('a count of a group opens exactly the goods that it counts', async () => {
    await visitor.page.getByRole('link', { name: '5 выбрано' }).click();
    await visitor.sees(STORE);
    await text('Всего 5');
    expect(await visitor.page.getByRole('row').count()).toBe(6);
    await visitor.page.goBack();
    await text('включено 2 из 3');
  });

  step(
    'the preview tells what the first run will do, and the run does just that',
    async () => {
      await visitor.page.getByRole('link', { name: 'Что изменится' }).click();
      await visitor.sees('Что сделает следующий запуск');
      expect(await kind('новых').locator('..').innerText()).toMatch(/^62\s/);
      expect(await kind('пропустим').locator('..').innerText()).toMatch(/^3\s/);
      expect(await kind('подборок').locator('..').innerText()).toMatch(/^2\s/);
      await visitor.page.getByLabel('Найти товар').fill('зелёный');
      const tea = planned('Чай зелёный, 100 г');
      await tea.getByText('Добавим').waitFor();
      await tea.getByText('250,50 ₽').first().waitFor();
      await visitor.page.getByLabel('Найти товар').fill('');
      await kind('пропустим').click();
      await planned(FREE[0] as string)
        .getByText('На кассе не указана цена')
        .waitFor();
      await planned('Ликёр чайный').getByText('Такие товары нельзя продавать дистанционно').waitFor();
      expect(new URL(visitor.page.url()).search).toBe('?kind=skip');

      const promised = await plan();
      const [answer] = await Promise.all([
        visitor.page.waitForResponse((response) => response.status() === 202),
        button('Синхронизировать').click(),
      ]);
      const { id } = (await answer.json()) as { id: string };
      const run = await merchant.wait(id);
      expect(run).toMatchObject({ status: 'succeeded', counts: promised.counts });
      const done = await merchant.outcomes(id);
      expect(done.map(({ productId, action, reason }) => [productId, action, reason]).sort()).toEqual(promised.rows);
      await text('Менять нечего: магазин уже такой, как касса.');
      await visitor.sees('Что сделает следующий запуск');
    },
    60_000,
  );

  step('a price changed in the register is seen there before it is sent, old beside new', async () => {
    change('Чай чёрный, 100 г', { price: 129.9 });
    await button('Прочитать кассу').click();
    await text('Касса прочитана, список обновлён');
    await kind('изменится').click();
    const tea = planned('Чай чёрный, 100 г');
    await tea.getByText('Изменим').waitFor();
    expect((await tea.locator('del').first().innerText()).replace(/\s/g, ' ')).toBe('100 ₽');
    await tea.getByText('129,90 ₽').last().waitFor();
    expect(merchant.shop().find(({ name }) => name === 'Чай чёрный, 100 г')?.priceKopecks).toBe(10_000);
    await visitor.sees('Что сделает следующий запуск');
  });

  step(
    'a product that VK refused is found, understood, and mended',
    async () => {
      story.sandbox.vk.faults.add({
        method: 'market.edit',
        effect: { type: 'error', code: 100, message: 'One of the parameters specified was missing or invalid' },
        times: 1,
      });
      await merchant.run();
      await visitor.open('/catalog');
      await visitor.sees('Каталог');
      await visitor.page.getByRole('link', { name: /1\s*с ошибкой/ }).click();
      await visitor.sees(STORE);
      const tea = row('Чай чёрный, 100 г');
      await tea.getByText('Ошибка').waitFor();
      await tea.getByText('ВКонтакте не принял товар').waitFor();
      await tea.getByText('Поправьте товар на кассе').waitFor();
      await tea.getByRole('link', { name: /^Открыть во ВКонтакте/ }).waitFor();
      expect((await tea.innerText()).replace(/\s+/g, ' ')).toContain('129,90 ₽ сейчас 100 ₽');
      await text('Всего 1');
      await merchant.run();
      await visitor.page.reload();
      await text('Ничего не нашлось');
      await button('Показать все товары').click();
      await visitor.page.getByLabel('Название, код или штрихкод').fill('чёрный');
      await row('Чай чёрный, 100 г').getByText('В магазине').waitFor();
      expect(merchant.shop().find(({ name }) => name === 'Чай чёрный, 100 г')?.priceKopecks).toBe(12_990);
      await visitor.sees(STORE);
    },
    60_000,
  );

  step('goods are found by name, code and reason; page and filter survive a reload and the way back', async () => {
    const search = visitor.page.getByLabel('Название, код или штрихкод');
    await search.fill('17');
    await text(/Всего \d+/);
    await row('Чай чёрный, 100 г').waitFor();
    await search.fill('');
    await button(/^Пропущены/).click();
    await visitor.page.getByRole('combobox', { name: 'Причина' }).click();
    await visitor.page.getByRole('option', { name: 'На кассе не указана цена' }).click();
    await text('Всего 2');
    await row(FREE[1] as string)
      .getByText('Укажите цену на кассе')
      .waitFor();
    await visitor.page.reload();
    await text('Всего 2');
    await button(/^В магазине/).click();
    await text('1–50 из 62');
    await button('Страница 2').click();
    await text('51–62 из 62');
    await visitor.page.goBack();
    await text('1–50 из 62');
    await visitor.page.goBack();
    await text('Всего 2');
    await visitor.sees(STORE);
  });

  step(
    'many goods are switched at once: those of the page, or all that were found',
    async () => {
      await visitor.open(`/catalog/stores/${storeId}/products?search=${encodeURIComponent('шоколадная')}`);
      await visitor.sees(STORE);
      await visitor.page.getByRole('checkbox', { name: 'Отметить всю страницу' }).check();
      await text('Отмечено 50 товаров');
      await button('Отметить все найденные: 60').click();
      await button('Не выгружать').click();
      await text('60 товаров выключены');
      expect(await total('syncState=off')).toBe(60);
      await visitor.page.getByRole('checkbox', { name: /^Отметить товар «Конфета № 1,/ }).check();
      await button('Выгружать').click();
      await text('1 товар включён');
      expect(await total('syncState=off')).toBe(59);
      await visitor.sees(STORE);

      await visitor.page.getByRole('link', { name: 'Что изменится' }).click();
      await visitor.sees('Что сделает следующий запуск');
      expect(await kind('скроется').locator('..').innerText()).toMatch(/^59\s/);
      await kind('скроется').click();
      await text('1–50 из 59');
      await button('Следующая страница').click();
      await text('51–59 из 59');
      expect((await merchant.run()).counts).toMatchObject({ hidden: 59 });
    },
    60_000,
  );

  step('the VK shop shows whose items are whose', async () => {
    await visitor.open('/vk-catalog');
    await visitor.sees('Магазин ВКонтакте');
    await button('Ваши собственные').click();
    await text('Ничего не нашлось');
    await button('Показать весь магазин').click();
    await button(/^Сладости/).click();
    await text('1–48 из 60');
    await visitor.page.getByLabel('Найти товар').fill('№ 1,');
    await text('Всего 1');
    await text('в наличии 1 000');
    await visitor.page.getByLabel('Найти товар').fill('№ 2,');
    await text('Нет в наличии');
    await visitor.sees('Магазин ВКонтакте');
  });

  step(
    'a connection that needs the merchant says what is wrong, what to do, and what becomes of the goods',
    async () => {
      story.sandbox.vk.hands.switchMarket(merchant.world.groupId, false);
      await merchant.run();
      await visitor.open('/connections');
      await visitor.sees('Подключения');
      const card = visitor.page.getByRole('region', { name: 'ВКонтакте', exact: true });
      const alert = card.getByRole('alert');
      await alert.getByText('В сообществе выключены товары').waitFor();
      await alert.getByText('Товары во ВКонтакте пока остаются как есть.').waitFor();
      await alert.getByText('включите «Товары», затем нажмите «Проверить»').waitFor();
      story.sandbox.vk.hands.switchMarket(merchant.world.groupId, true);
      await alert.getByRole('button', { name: 'Проверить' }).click();
      await card.getByText('Работает').waitFor();

      await card.getByRole('button', { name: 'Сменить токен' }).click();
      await card.getByLabel('Сообщество').fill('https://vk.com/public777');
      await card.getByText('Это другое сообщество.').waitFor();
      await card.getByRole('button', { name: 'Оставить прежний' }).click();
      const register = visitor.page.getByRole('region', { name: 'Эвотор', exact: true });
      await register.getByRole('link', { name: STORE }).waitFor();
      await register.getByRole('button', { name: 'Отключить' }).click();
      const dialog = visitor.page.getByRole('dialog', { name: 'Отключить Эвотор?' });
      await dialog.getByText('останутся как есть: EvoSync ничего не скроет и не удалит').waitFor();
      await dialog.getByRole('button', { name: 'Отмена' }).click();
      await dialog.waitFor({ state: 'detached' });
      await visitor.sees('Подключения');
    },
  );

  step('the keyboard alone leads to every switch, and the focus is seen all the way', async () => {
    await visitor.open(`/catalog/stores/${storeId}/groups`);
    await visitor.sees(STORE);
    const reached = await walkByKeyboard(visitor.page, 30);
    expect(reached).toEqual(expect.arrayContaining(['Что изменится', 'Выгружать все группы']));
    const name = 'Выгружать группу «Посуда»';
    await toggle(name, false).focus();
    await visitor.page.keyboard.press('Space');
    await toggle(name, true).waitFor();
    await visitor.page.keyboard.press('Space');
    await toggle(name, false).waitFor();
  });

  step(
    'every page fits phone and desktop in light and dark, and has no grave finding',
    async () => {
      for (const [address, heading] of [
        ['/connections', 'Подключения'],
        ['/catalog', 'Каталог'],
        [`/catalog/stores/${storeId}/groups`, STORE],
        [`/catalog/stores/${storeId}/products`, STORE],
        [`/catalog/stores/${storeId}/products?syncState=skipped`, STORE],
        ['/sync/preview', 'Что сделает следующий запуск'],
        ['/sync/preview?kind=skip', 'Что сделает следующий запуск'],
        ['/vk-catalog', 'Магазин ВКонтакте'],
      ] as const) {
        await checkEverywhere(visitor, address, heading);
      }
    },
    120_000,
  );

  step('on a phone goods are cards, which are ticked and switched as well', async () => {
    const phone = await newVisitor(browser, { baseUrl: story.app.url, screen: PHONE, dark: true });
    await phone.open(`/catalog/stores/${storeId}/products?only=chosen`);
    await phone.signIn(merchant);
    await phone.sees(STORE);
    await phone.page.getByRole('checkbox', { name: 'Отметить товар «Чай зелёный, 100 г»' }).check();
    await phone.page.getByText('Отмечен 1 товар').waitFor();
    await phone.sees(STORE);
    await phone.page.getByRole('button', { name: 'Не выгружать', exact: true }).click();
    await phone.page.getByText('1 товар выключен').waitFor();
    expect(await total('syncState=off')).toBe(60);
    await phone.leave();
    await visitor.leave();
  });

  /** What the preview promises through REST: counts, and what becomes of each product. */
  async function plan() {
    const rows: unknown[][] = [];
    for (let page = 1; ; page += 1) {
      const { body } = await merchant.agent.get(`/api/v1/sync/preview?page=${page}&pageSize=200`).expect(200);
      rows.push(
        ...body.items.map((item: Record<string, unknown>) => [item['productId'], item['action'], item['reason']]),
      );
      if (rows.length >= body.total) return { counts: body.counts as Record<string, number>, rows: rows.sort() };
    }
  }
});
