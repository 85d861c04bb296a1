import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { DESKTOP, newVisitor, openBrowser, PHONE, steps, WEB_DIST, type Visitor } from '../support/browser.js';
import { startStory, type Story } from '../support/story.js';

/** Slow enough for a run to be watched. */
const REQUESTS_PER_SECOND = 4;
const STORE = 'Чайная на Садовой';

describe("A merchant's first day", () => {
  let story: Story;
  let browser: Browser;
  let merchant: Visitor;
  let person: { email: string; password: string };
  let accounts: { evotorToken: string; vkToken: string; groupId: number };

  beforeAll(async () => {
    story = await startStory({ requestsPerSecond: REQUESTS_PER_SECOND, settings: { WEB_DIST_DIR: WEB_DIST } });
    person = await story.app.newcomer();
    const [world] = story.sandbox.world.merchants;
    if (!world) throw new Error('Nobody lives in this world');
    accounts = world;
    browser = await openBrowser();
    merchant = await newVisitor(browser, { baseUrl: story.app.url, screen: DESKTOP });
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await story?.close();
  });

  const step = steps();
  const button = (name: string | RegExp) => merchant.page.getByRole('button', { name, exact: true });
  const link = (name: string | RegExp) => merchant.page.getByRole('link', { name, exact: true });
  const text = (words: string | RegExp) => merchant.page.getByText(words).first().waitFor();
  const card = (name: string) => merchant.page.getByRole('region', { name, exact: true });

  step('mistypes the password: is told so at the form, and loses nothing of what was typed', async () => {
    await merchant.open('/');
    await merchant.sees('Вход');
    await merchant.refused(401, '/api/v1/auth/login', () => merchant.signIn({ ...person, password: 'not this one' }));
    await merchant.page.locator('form').getByRole('alert').getByText('Неверная почта или пароль.').waitFor();
    expect(await merchant.page.getByLabel('Электронная почта').inputValue()).toBe(person.email);
    expect(await merchant.page.getByLabel('Пароль', { exact: true }).inputValue()).toBe('not this one');
    await merchant.sees('Вход');
  });

  step('signs in and is shown three steps to do', async () => {
    await merchant.signIn(person);
    await merchant.sees('Главная');
    await text('Три шага до витрины');
  });

  step('connects Evotor: a wrong token is refused at its field, the right one is taken', async () => {
    await link('Подключить Эвотор').click();
    await merchant.sees('Подключения');
    const form = card('Эвотор');
    const token = form.getByLabel('Токен приложения Эвотор');
    await token.fill('11111111-2222-3333-4444-555555555555');
    await merchant.refused(422, '/api/v1/connections/evotor', () =>
      form.getByRole('button', { name: 'Проверить и сохранить' }).click(),
    );
    await form.getByText('Токен не подходит или отозван.').waitFor();
    expect(await token.getAttribute('aria-invalid')).toBe('true');
    expect(await token.inputValue()).toBe('11111111-2222-3333-4444-555555555555');

    await token.fill(accounts.evotorToken);
    await form.getByRole('button', { name: 'Проверить и сохранить' }).click();
    await form.getByText('Работает').waitFor();
    await form.getByText('2 магазина').waitFor();
    expect(await form.innerText()).toContain(`•••• ${accounts.evotorToken.slice(-4)}`);
    expect(await merchant.page.content()).not.toContain(accounts.evotorToken);
    await merchant.sees('Подключения');
  });

  step('connects VK the same way', async () => {
    const form = card('ВКонтакте');
    const save = form.getByRole('button', { name: 'Проверить и сохранить' });
    const token = form.getByLabel('Токен пользователя');
    await save.click();
    await form.getByText('Вставьте токен').waitFor();
    await form.getByLabel('Сообщество').fill(`https://vk.com/club${accounts.groupId}`);
    await token.fill('vk1.a.of-somebody-else');
    await merchant.refused(422, '/api/v1/connections/vk', () => save.click());
    await form.getByText('Токен не подходит или отозван.').waitFor();
    expect(await token.getAttribute('aria-invalid')).toBe('true');

    await token.fill(accounts.vkToken);
    await save.click();
    await form.getByText('Работает').waitFor();
    await form.getByRole('link', { name: STORE }).waitFor();
    await merchant.sees('Подключения');
  });

  step('finds the stores of the register in the catalogue, and ticks one with all its groups', async () => {
    await link('Каталог').click();
    await merchant.sees('Каталог');
    await merchant.page.getByRole('heading', { level: 2, name: 'Киоск у вокзала' }).waitFor();
    const store = card(STORE);
    await store.getByText('281').first().waitFor();
    await merchant.turnOn(`Выгружать магазин «${STORE}»`);
    await store.getByText('группы ещё не выбраны').waitFor();

    await store.getByRole('link', { name: 'Выбрать из 35 групп' }).click();
    await merchant.sees(STORE);
    await merchant.turnOn('Выгружать все группы');
    await text('включено 36 из 36');
    await merchant.page.reload();
    await text('включено 36 из 36');
    await merchant.sees(STORE);
  });

  step(
    'presses "sync now" and watches the progress move, without reloading',
    async () => {
      await link('Главная').click();
      await text('Всё готово к первой синхронизации');
      await merchant.sees('Главная');
      await button('Синхронизировать').click();
      await text('Идёт синхронизация');
      const seen = new Set<number>();
      const progress = merchant.page.getByRole('progressbar', { name: 'Ход синхронизации' });
      for (const end = Date.now() + 60_000; Date.now() < end && (await progress.count()) > 0;) {
        const done = await progress.getAttribute('aria-valuenow', { timeout: 2_000 }).catch(() => null);
        if (done !== null) seen.add(Math.round(Number(done)));
        await merchant.page.waitForTimeout(150);
      }
      expect(seen.size).toBeGreaterThan(3);
      await text('Всё работает');
      await text(/Добавлено\s\d{3}/);
      await text('270 из 281 выбранных');
      await merchant.sees('Главная');
    },
    90_000,
  );

  step("opens the run's page: what it did, and each product's outcome with its reason", async () => {
    await link('Синхронизация').click();
    await merchant.sees('Синхронизация');
    await link('Подробнее').click();
    await merchant.sees(/^Запуск \d+ /);
    await text('Успешно');
    await link('11 пропущено').click();
    await text('Всего 11');
    await merchant.page.getByLabel('Найти товар').fill('пиво');
    await text('Всего 2');
    const beer = merchant.page.getByRole('listitem').filter({ hasText: 'Пиво светлое «Садовое», 0,5 л' });
    await beer.getByText('Пропущен').waitFor();
    await beer.getByText('Такие товары нельзя продавать дистанционно').waitFor();
    await merchant.sees(/^Запуск \d+ /);
  });

  step("finds a product, and the way to its item in VK; it is the shop's own item", async () => {
    await link('Каталог').click();
    await card(STORE).getByRole('link', { name: 'Все товары' }).click();
    await merchant.page.getByLabel('Название, код или штрихкод').fill('для учителя');
    const row = merchant.page.getByRole('row').filter({ hasText: 'Набор «Для учителя»' });
    await row.getByText('В магазине').waitFor();
    const address = await row.getByRole('link', { name: /^Открыть во ВКонтакте/ }).getAttribute('href');
    const item = story.sandbox.vk
      .snapshot()
      .communities.find(({ groupId }) => groupId === accounts.groupId)
      ?.items.find(({ name }) => name === 'Набор «Для учителя»');
    expect(address).toContain(`-${accounts.groupId}`);
    expect(address).toMatch(new RegExp(`\\D${item?.id}$`));
    await merchant.sees(STORE);
  });

  step('reads everything in English after one click, and after a reload too', async () => {
    await button('English').click();
    await merchant.page.getByLabel('Name, code or barcode').waitFor();
    await merchant.page.reload();
    await merchant.sees(STORE);
    for (const [address, heading] of [
      ['/', 'Home'],
      ['/connections', 'Connections'],
      ['/catalog', 'Catalogue'],
      ['/sync', 'Sync'],
      ['/sync?view=settings', 'Sync'],
      ['/vk-catalog', 'VK shop'],
    ] as const) {
      await merchant.open(address);
      await merchant.sees(heading);
      expect(await merchant.page.locator('#sidebar').innerText()).not.toMatch(/[а-яё]/i);
    }
    await button('Русский').click();
    await merchant.sees('Магазин ВКонтакте');
  });

  step('leaves, and nothing of the shop stays on the screen', async () => {
    await button('Выйти').click();
    await merchant.sees('Вход');
    await merchant.open('/catalog');
    await merchant.sees('Вход');
    await merchant.leave();
  });

  step('comes back with a phone: every page fits its width, and the menu leads everywhere', async () => {
    const phone = await newVisitor(browser, { baseUrl: story.app.url, screen: PHONE, dark: true });
    await phone.open('/');
    await phone.sees('Вход');
    await phone.signIn(person);
    await phone.sees('Главная');
    const menu = phone.page.getByRole('navigation', { name: 'Разделы', exact: true });
    for (const [room, heading] of [
      ['Подключения', 'Подключения'],
      ['Каталог', 'Каталог'],
      ['Синхронизация', 'Синхронизация'],
      ['Магазин ВК', 'Магазин ВКонтакте'],
      ['Главная', 'Главная'],
    ] as const) {
      expect(await menu.isVisible()).toBe(false);
      await phone.page.getByRole('button', { name: 'Открыть меню' }).click();
      await menu.getByRole('link', { name: room, exact: true }).click();
      await phone.sees(heading);
    }
    const [store] = story.sandbox.world.merchants[0]?.storeIds ?? [];
    for (const tab of ['groups', 'products', 'products?syncState=skipped']) {
      await phone.open(`/catalog/stores/${store}/${tab}`);
      await phone.sees(STORE);
    }
    await phone.open('/sync?view=settings');
    await phone.sees('Синхронизация');
    await phone.open('/sync');
    await phone.page.getByRole('link', { name: 'Подробнее' }).click();
    await phone.sees(/^Запуск \d+ /);
    await phone.leave();
  });
});
