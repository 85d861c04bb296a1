import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { newVisitor, openBrowser, PHONE, WEB_DIST, type Visitor } from '../support/browser.js';
import { startStory, type Story } from '../support/story.js';

describe('People come and go', () => {
  let story: Story;
  let browser: Browser;

  beforeAll(async () => {
    story = await startStory({ scenario: 'empty-shop', settings: { WEB_DIST_DIR: WEB_DIST } });
    browser = await openBrowser();
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await story?.close();
  });

  const visitor = (screen?: typeof PHONE): Promise<Visitor> =>
    newVisitor(browser, { baseUrl: story.app.url, ...(screen ? { screen } : {}) });

  it('whoever follows a link without being signed in comes to that page afterwards, filters and all', async () => {
    const merchant = await story.app.newcomer();
    const guest = await visitor();
    await guest.open('/sync?view=settings&page=2');
    await guest.sees('Вход');
    await guest.signIn(merchant);
    await guest.sees('Синхронизация');
    await guest.page.getByText('Множитель цены').waitFor();
    expect(new URL(guest.page.url()).search).toBe('?view=settings&page=2');
    await guest.leave();
  });

  it('whoever has nothing yet is told what to do on every page', async () => {
    const merchant = await story.app.newcomer();
    const guest = await visitor(PHONE);
    await guest.open('/');
    await guest.signIn(merchant);
    await guest.sees('Главная');
    for (const [address, heading, words] of [
      ['/connections', 'Подключения', 'Не подключено'],
      ['/catalog', 'Каталог', 'Подключите Эвотор'],
      ['/sync', 'Синхронизация', 'Запусков ещё не было'],
      ['/vk-catalog', 'Магазин ВКонтакте', 'Товаров пока нет'],
      ['/nowhere/at/all', 'Такой страницы нет', 'На главную'],
    ] as const) {
      await guest.open(address);
      await guest.sees(heading);
      await guest.page.getByText(words).first().waitFor();
    }
    await guest.leave();
  });

  it('whoever loses the network is told so, and goes on when it is back, with nothing lost', async () => {
    const merchant = await story.app.newcomer();
    const guest = await visitor();
    await guest.open('/');
    await guest.sees('Вход');
    await guest.cutOff(async () => {
      await guest.signIn(merchant);
      await guest.page.getByRole('alert').getByText('Нет связи с сервером').waitFor();
    });
    await guest.page.getByRole('button', { name: 'Войти' }).click();
    await guest.sees('Главная');
    await guest.leave();
  });

  it('whose session ends meanwhile is asked to sign in, and goes on where they were', async () => {
    const merchant = await story.app.newcomer();
    const guest = await visitor();
    await guest.open('/');
    await guest.signIn(merchant);
    await guest.sees('Главная');
    await guest.page.context().clearCookies();
    await guest.refused(401, /^\/api\/v1\//, async () => {
      await guest.page.getByRole('link', { name: 'Магазин ВК' }).click();
      await guest.page.getByRole('heading', { level: 1, name: 'Вход' }).waitFor();
    });
    await guest.signIn(merchant);
    await guest.sees('Магазин ВКонтакте');
    await guest.leave();
  });

  it('an admin creates a user, who can sign in at once and sees nothing of the admin section', async () => {
    const admin = await visitor(PHONE);
    await admin.open('/admin/users');
    await admin.signIn(await story.app.newcomer('admin'));
    await admin.sees('Пользователи');
    await admin.page.getByRole('button', { name: 'Создать' }).click();
    const dialog = admin.page.getByRole('dialog', { name: 'Новый пользователь' });
    await dialog.getByLabel('Имя').fill('Анна Лаптева');
    await dialog.getByLabel('Электронная почта').fill('anna@');
    await dialog.getByLabel('Задать пароль сейчас').check();
    await dialog.getByLabel('Пароль', { exact: true }).fill('short');
    await dialog.getByRole('button', { name: 'Создать' }).click();
    await dialog.getByText('Введите адрес почты').waitFor();
    await dialog.getByText('Не короче 8 символов').waitFor();

    const anna = { email: 'anna@evosync.test', password: 'a longer password' };
    await dialog.getByLabel('Электронная почта').fill(anna.email);
    await dialog.getByLabel('Пароль', { exact: true }).fill(anna.password);
    await dialog.getByRole('button', { name: 'Создать' }).click();
    await admin.page.getByText('Пользователь «Анна Лаптева» создан').waitFor();
    await dialog.waitFor({ state: 'detached' });
    const row = admin.page.getByRole('listitem').filter({ hasText: anna.email });
    await row.getByText('Активен').waitFor();
    await row.getByText('Продавец').waitFor();
    await admin.sees('Пользователи');
    await admin.leave();

    const guest = await visitor();
    await guest.open('/');
    await guest.signIn(anna);
    await guest.sees('Главная');
    expect(await guest.page.getByRole('link', { name: 'Пользователи' }).count()).toBe(0);
    await guest.open('/admin/users');
    await guest.page.getByText('Этот раздел для администраторов').waitFor();
    await guest.sees('Пользователи');
    await guest.leave();
  });
});
