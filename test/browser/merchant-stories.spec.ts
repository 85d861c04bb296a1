import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { startMailbox, type Mailbox } from '../../apps/api/src/testing/mailbox.js';
import { DESKTOP, newVisitor, openBrowser, PHONE, steps, WEB_DIST, type Visitor } from '../support/browser.js';
import { checkEverywhere } from '../support/page-checks.js';
import { startStory, type Story } from '../support/story.js';

/** Slow enough for a run to be watched. */
const REQUESTS_PER_SECOND = 3;
const STORE = 'Чайная на Садовой';
const PERSON = { name: 'Анна Лаптева', email: 'anna@tea.test', password: 'a rather long password' };

describe('Five stories of a merchant who has a browser and nothing else', () => {
  let story: Story;
  let mailbox: Mailbox;
  let browser: Browser;
  let anna: Visitor;
  let register: Page;
  let shopWindow: Page;
  let accounts: { evotorToken: string; evotorUserId: string; vkToken: string; groupId: number };

  beforeAll(async () => {
    mailbox = await startMailbox();
    const settings = { WEB_DIST_DIR: WEB_DIST, EMAIL_PROVIDER: 'smtp', SMTP_URL: mailbox.url };
    story = await startStory({
      requestsPerSecond: REQUESTS_PER_SECOND,
      settings: { ...settings, MAIL_FROM: 'EvoSync <no-reply@evosync.test>' },
    });
    const [world] = story.sandbox.world.merchants;
    if (!world) throw new Error('Nobody lives in this world');
    accounts = world;
    browser = await openBrowser();
    anna = await newVisitor(browser, { baseUrl: story.app.url, screen: DESKTOP });
    register = await (await browser.newContext({ locale: 'ru-RU' })).newPage();
    shopWindow = await (await browser.newContext({ locale: 'ru-RU' })).newPage();
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await story?.close();
    await mailbox?.close();
  });

  const step = steps();
  const button = (name: string | RegExp) => anna.page.getByRole('button', { name, exact: true });
  const link = (name: string | RegExp) => anna.page.getByRole('link', { name, exact: true });
  const text = (words: string | RegExp) => anna.page.getByText(words).first().waitFor();
  const region = (name: string) => anna.page.getByRole('region', { name, exact: true });
  /** Presses "sync now" and waits for the end of that run. */
  const syncNow = async () => {
    const [answer] = await Promise.all([
      anna.page.waitForResponse((response) => response.status() === 202),
      button('Синхронизировать').click(),
    ]);
    const { id } = (await answer.json()) as { id: string };
    for (let status = 'queued'; ['queued', 'running'].includes(status); await anna.page.waitForTimeout(100)) {
      ({ status } = (await (await anna.page.request.get(`/api/v1/sync/runs/${id}`)).json()) as { status: string });
    }
  };
  const inTheWindow = async (name: string) => {
    await shopWindow.goto(`${story.sandbox.url}/shop/${accounts.groupId}`);
    return shopWindow.locator('a.card').filter({ hasText: name }).first();
  };

  step(
    'from registration to goods in the shop window: registers, opens the letter, follows three steps',
    async () => {
      await anna.open('/');
      await anna.sees('Вход');
      await link('Зарегистрироваться').click();
      await anna.page.getByLabel('Имя').fill(PERSON.name);
      await anna.page.getByLabel('Электронная почта').fill(PERSON.email);
      await anna.page.getByLabel('Пароль', { exact: true }).fill('short');
      await button('Зарегистрироваться').click();
      await anna.page.getByText('Не короче 8 знаков', { exact: true }).waitFor();
      expect(await anna.page.getByLabel('Имя').inputValue()).toBe(PERSON.name);
      await anna.page.getByLabel('Пароль', { exact: true }).fill(PERSON.password);
      await button('Зарегистрироваться').click();
      await text(PERSON.email);

      const { token } = await mailbox.waitFor(PERSON.email);
      await anna.open(`/confirm-email?token=${token}`);
      await anna.page.getByRole('heading', { level: 1 }).waitFor();
      await anna.open('/login');
      await anna.signIn(PERSON);
      await anna.sees('Главная');
      const guide = region('Три шага до витрины');
      await guide.getByText('Пока не сделано. Проверяем сами').waitFor();

      await link('Подключить Эвотор').click();
      await region('Эвотор').getByText('Где взять токен?').click();
      await region('Эвотор')
        .getByRole('img', { name: /личный кабинет Эвотор/ })
        .waitFor();
      await region('Эвотор').getByLabel('Токен приложения Эвотор').fill(accounts.evotorToken);
      await region('Эвотор').getByRole('button', { name: 'Проверить и сохранить' }).click();
      await region('Эвотор').getByText('Работает').waitFor();
      await anna.page.goBack();
      await guide.getByText(/Подключено: на кассе \d+ товар/).waitFor();

      await link('Подключить ВКонтакте').click();
      const vk = region('ВКонтакте');
      await vk.getByText('Где взять токен и номер?').click();
      await vk.getByRole('img', { name: /номер сообщества/ }).waitFor();
      await vk.getByLabel('Сообщество').fill(`vk.com/club${accounts.groupId}`);
      await vk.getByLabel('Токен пользователя').fill(accounts.vkToken);
      await vk.getByRole('button', { name: 'Проверить и сохранить' }).click();
      await vk.getByText('Работает').waitFor();
      await checkEverywhere(anna, '/connections', 'Подключения');
      await anna.page.setViewportSize(DESKTOP);
      await anna.open('/');

      await link('Выбрать товары').click();
      await anna.turnOn(`Выгружать магазин «${STORE}»`);
      await region(STORE)
        .getByRole('link', { name: /^Выбрать из/ })
        .click();
      await anna.turnOn('Выгружать все группы');
      await link('Главная').click();
      await text('Всё готово к первой синхронизации');
      expect(await (await inTheWindow('Бай Му Дань')).count()).toBe(0);
    },
    90_000,
  );

  step(
    'a run followed live: stage, how far, how fast and how long; also where events do not come through',
    async () => {
      const phone = await newVisitor(browser, { baseUrl: story.app.url, screen: PHONE });
      await phone.page.route('**/api/v1/sync/events?*', (route) => route.fulfill({ status: 503, body: '' }));
      await phone.refused(503, '/api/v1/sync/events', async () => {
        await phone.open('/');
        await phone.signIn(PERSON);
        await phone.page.getByText('Всё готово к первой синхронизации').waitFor();
        await button('Синхронизировать').click();
        const seen = { live: new Set<string>(), polled: new Set<string>() };
        await text('Идёт синхронизация');
        await text('Обновляем магазин');
        for (const end = Date.now() + 60_000; Date.now() < end;) {
          const [live, polled] = await Promise.all([anna, phone].map(progressOf));
          if (live === null && polled === null) break;
          if (live) seen.live.add(live);
          if (polled) seen.polled.add(polled);
          await anna.page.waitForTimeout(200);
        }
        expect(seen.live.size).toBeGreaterThan(4);
        expect(seen.polled.size).toBeGreaterThan(1);
        expect([...seen.live].some((words) => /\d+ в минуту · осталось около \d+/.test(words))).toBe(true);
        await phone.page.getByText('Всё работает').waitFor();
      });
      await text('Всё работает');
      await text('Вовремя');
      await text('270 из 281 выбранных');
      const tea = await inTheWindow('Бай Му Дань, 100 г');
      await tea.getByText('1 030 ₽').waitFor();
      await phone.sees('Главная');
      await phone.leave();
    },
    120_000,
  );

  step(
    'a price changed in the register is seen before it is sent, then in the shop, then in the history',
    async () => {
      await register.goto(`${story.sandbox.url}/register/${accounts.evotorUserId}`);
      await register.getByRole('link', { name: STORE }).click();
      const found = `/register/${accounts.evotorUserId}?${new URL(register.url()).searchParams}&q=`;
      await register.goto(story.sandbox.url + found + encodeURIComponent('Бай Му Дань, 100 г'));
      const row = register.getByRole('row').filter({ has: register.locator('input[name="price"]') });
      await row.getByLabel('Цена').fill('1234,5');
      await row.getByRole('button', { name: 'Сохранить' }).click();
      await register.getByText('Сохранено: Бай Му Дань, 100 г').waitFor();

      await link('Что изменится').click();
      await anna.sees('Что сделает следующий запуск');
      await button('Прочитать кассу').click();
      await text('Касса прочитана, список обновлён');
      const planned = anna.page.getByRole('listitem').filter({ hasText: 'Бай Му Дань, 100 г' }).first();
      await planned.getByText('1 234,50 ₽').last().waitFor();
      await planned.locator('del').getByText('1 030 ₽').waitFor();
      await (await inTheWindow('Бай Му Дань, 100 г')).getByText('1 030 ₽').waitFor();

      await link('Главная').click();
      await syncNow();
      await (await inTheWindow('Бай Му Дань, 100 г')).getByText('1 234,50 ₽').waitFor();
      const changes = region('Что изменилось за сутки');
      await changes
        .getByRole('listitem')
        .filter({ hasText: 'цена изменилась' })
        .getByText('1', { exact: true })
        .waitFor();
      await changes.getByRole('link', { name: /^обновлено\s1$/ }).click();
      await anna.sees(/^Запуск \d+ /);
      const outcome = anna.page.getByRole('listitem').filter({ hasText: 'Бай Му Дань, 100 г' });
      expect((await outcome.innerText()).replace(/\s+/g, ' ')).toContain('Цена было 1 030 ₽ стало 1 234,50 ₽');
      await checkEverywhere(anna, new URL(anna.page.url()).pathname, /^Запуск \d+ /);
      await anna.page.setViewportSize(DESKTOP);
    },
    90_000,
  );

  step(
    'a dead token is told at once, by mail and in red, and mended from there',
    async () => {
      const shopkeeper = story.sandbox.evotor.state.merchants.get(accounts.evotorUserId);
      if (!shopkeeper) throw new Error('The register knows nobody');
      shopkeeper.token = 'ffffffff-0000-4000-8000-00000000beef';
      mailbox.forget();
      await anna.open('/');
      await button('Синхронизировать').click();
      const told = anna.page.getByRole('alert').filter({ hasText: 'Токен не подходит' });
      await told.getByText('Касса больше не читается').waitFor({ timeout: 30_000 });
      await text('Нужны вы');
      await mailbox.waitFor(PERSON.email);
      expect(await button('Синхронизировать').count()).toBe(0);
      await told.getByRole('link', { name: 'Открыть подключения' }).click();
      const card = region('Эвотор');
      await card.getByText('Товары во ВКонтакте пока остаются как есть').waitFor();
      await checkEverywhere(anna, '/connections', 'Подключения');
      await anna.page.setViewportSize(DESKTOP);
      await card.getByRole('button', { name: 'Сменить токен' }).click();
      await card.getByLabel('Токен приложения Эвотор').fill(shopkeeper.token);
      await card.getByRole('button', { name: 'Проверить и сохранить' }).click();
      await card.getByText('Работает').waitFor();
      await link('Главная').click();
      await syncNow();
      await text('Вовремя');
      expect(await anna.page.getByRole('main').getByRole('alert').count()).toBe(0);
      expect(await (await inTheWindow('Бай Му Дань, 100 г')).count()).toBe(1);
    },
    90_000,
  );

  step(
    'a product that VK refused is found by two presses, understood, mended, and then is in the window',
    async () => {
      const { evotor, vk } = story.sandbox;
      const storeId = story.sandbox.world.merchants[0]?.storeIds[0] ?? '';
      vk.setSwitches({ refuseLinks: true });
      const syrup = { name: 'Сироп «Лесной», 500 мл', price: 390, description: 'Подробнее на https://example.ru' };
      const { id } = evotor.upsertProduct(storeId, syrup);
      await syncNow();
      await text('Нужны вы');
      const told = anna.page.getByRole('alert').filter({ hasText: 'ВКонтакте не принял товар' });
      await told.getByText('ВКонтакте не принимает ссылки в описании').waitFor();
      await told.getByRole('link', { name: 'Показать товары' }).click();
      await anna.sees(STORE);
      const row = anna.page.getByRole('row').filter({ hasText: syrup.name });
      await row.getByText('Ошибка').waitFor();
      await row.getByText('Поправьте товар на кассе').waitFor();
      expect(await anna.page.getByRole('row').count()).toBe(2);
      await anna.open('/sync');
      await link('Показать их').click();
      await anna.page.getByRole('listitem').filter({ hasText: syrup.name }).getByText('Нужна ваша помощь').waitFor();
      evotor.upsertProduct(storeId, { ...syrup, id, description: 'Лесные ягоды' });
      await link('Главная').click();
      await syncNow();
      await text('Вовремя');
      await (await inTheWindow(syrup.name)).getByText('390 ₽').waitFor();
      await anna.sees('Главная');
      await anna.leave();
    },
    90_000,
  );
});

/** What the page says of the run that is on its way; null when none is. */
async function progressOf({ page }: Visitor): Promise<string | null> {
  const card = page.getByRole('region', { name: 'Идёт синхронизация' });
  if ((await card.getByRole('progressbar').count()) === 0) return null;
  return card.innerText({ timeout: 1_000 }).catch(() => null);
}
