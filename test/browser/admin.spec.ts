import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { newVisitor, openBrowser, steps, WEB_DIST, type Visitor } from '../support/browser.js';
import { checkEverywhere } from '../support/page-checks.js';
import { startStory, type Merchant, type Story } from '../support/story.js';

describe('The admin section', () => {
  const step = steps();
  let story: Story;
  let browser: Browser;
  let admin: Visitor;
  let merchant: Merchant;

  beforeAll(async () => {
    story = await startStory({ settings: { WEB_DIST_DIR: WEB_DIST } });
    browser = await openBrowser();
    merchant = await story.merchant();
    await merchant.connect();
    await merchant.chooseAll();
    await merchant.run();
    admin = await newVisitor(browser, { baseUrl: story.app.url });
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await story?.close();
  });

  const click = (name: string) => admin.page.getByRole('button', { name, exact: true }).click();
  const says = (words: string | RegExp) => admin.page.getByText(words).first().waitFor();

  step('an admin finds a user, suspends and activates them', async () => {
    await admin.open(`/admin/users?search=${encodeURIComponent(merchant.email)}`);
    await admin.signIn(story.app.systemUser);
    await admin.sees('Пользователи');
    await admin.page.getByRole('listitem').filter({ hasText: merchant.email }).getByRole('link').click();
    await admin.page.getByRole('heading', { name: 'Учётная запись' }).waitFor();
    await click('Заблокировать');
    await admin.page.getByRole('dialog').getByRole('button', { name: 'Заблокировать' }).click();
    await says(/доступ закрыт/);
    await click('Включить');
    await says(/доступ открыт/);
  });

  step('starts a sync in the merchant’s stead, and the run says who asked for it', async () => {
    await click('Синхронизировать сейчас');
    const run = admin.page.getByRole('listitem').filter({ hasText: story.app.systemUser.email }).first();
    await run.getByText('Успешно').waitFor({ timeout: 30_000 });
    await admin.open('/admin/audit');
    await admin.page
      .getByRole('listitem')
      .filter({ hasText: 'запущена синхронизация' })
      .getByText(merchant.email)
      .waitFor();
  });

  step('narrows the list of users by state, connections and last sync, all in the address', async () => {
    await admin.open('/admin/users');
    for (const [name, value] of [
      ['Состояние', 'active'],
      ['Подключения', 'ok'],
      ['Последняя синхронизация', 'succeeded'],
    ] as const) {
      await admin.page.getByRole('combobox', { name, exact: true }).selectOption(value);
    }
    await admin.page.getByRole('listitem').filter({ hasText: merchant.email }).waitFor();
    await says('Всего 1');
    await admin.page.reload();
    await says('Всего 1');
    await admin.page.getByRole('combobox', { name: 'Подключения' }).selectOption('needsAttention');
    await says('Никого не нашлось');
    await admin.open(`/admin/users/${merchant.userId}`);
    await admin.sees('user');
  });

  step('opens the calls of a run, one of them in full, and comes back to the run', async () => {
    await admin.page.getByRole('link', { name: 'Обращения запуска' }).first().click();
    await admin.sees('Журнал обращений');
    expect(new URL(admin.page.url()).searchParams.get('runId')).toMatch(/^[\da-f-]{36}$/);
    await admin.page.getByRole('listitem').getByRole('button').filter({ hasText: 'market' }).first().click();
    const call = admin.page.getByRole('dialog');
    await call.getByRole('heading', { name: 'Отправлено' }).waitFor();
    expect(await call.innerText()).not.toContain(merchant.world.vkToken);
    await call.getByRole('link', { name: 'К запуску' }).click();
    await admin.page.locator('[aria-current="true"]').waitFor();
  });

  step('narrows the log to a person found by name or address', async () => {
    await admin.open('/admin/logs');
    await admin.sees('Журнал обращений');
    await admin.page.getByRole('combobox', { name: 'Пользователь' }).fill(merchant.email);
    await admin.page.getByRole('option', { name: merchant.email }).click();
    await says(/^Пользователь: /);
    expect(new URL(admin.page.url()).searchParams.get('userId')).toBe(String(merchant.userId));
    await admin.page.getByRole('listitem').getByRole('button').first().waitFor();
  });

  step('makes a role and says what it may do', async () => {
    await admin.open('/admin/roles');
    await click('Создать роль');
    const dialog = admin.page.getByRole('dialog');
    await dialog.getByLabel('Название').fill('Поддержка');
    await dialog.getByRole('button', { name: 'Создать роль' }).click();
    await admin.page.getByLabel('Поддержка: Видеть всех пользователей').check();
    await click('Сохранить роль «Поддержка»');
    await says('Роль «Поддержка» сохранена');
    await admin.open('/admin/roles');
    await admin.sees('Роли');
    expect(await admin.page.getByLabel('Поддержка: Видеть всех пользователей').isChecked()).toBe(true);
    expect(await admin.page.getByLabel('Главный администратор: Видеть всех пользователей').isDisabled()).toBe(true);
  });

  step('creates somebody by invite, with that role, and deletes them from the list', async () => {
    await admin.open('/admin/users');
    await click('Создать');
    const dialog = admin.page.getByRole('dialog');
    await dialog.getByLabel('Имя').fill('Ольга Помощница');
    await dialog.getByLabel('Электронная почта').fill('olga@evosync.test');
    await dialog.getByLabel('Роль', { exact: true }).selectOption('Поддержка');
    await dialog.getByRole('button', { name: 'Создать' }).click();
    await says('Приглашение отправлено на olga@evosync.test');
    const row = admin.page.getByRole('listitem').filter({ hasText: 'olga@evosync.test' });
    await row.getByText('Поддержка').waitFor();
    await row.getByRole('button', { name: 'Удалить: Ольга Помощница' }).click();
    await admin.page.getByRole('dialog').getByLabel('Скрыть').check();
    await admin.page.getByRole('dialog').getByRole('button', { name: 'Удалить', exact: true }).click();
    await says('Ольга Помощница: учётная запись удалена');
    await row.waitFor({ state: 'detached' });
  });

  step(
    'every page stands on a phone and on a desktop, in light and in dark',
    async () => {
      for (const [address, heading] of [
        ['/admin', 'Обзор'],
        ['/admin/users', 'Пользователи'],
        [`/admin/users/${merchant.userId}`, 'user'],
        ['/admin/roles', 'Роли'],
        ['/admin/logs', 'Журнал обращений'],
        ['/admin/audit', 'Журнал действий'],
      ] as const) {
        await checkEverywhere(admin, address, heading);
        if (process.env.SHOTS_DIR) await admin.page.screenshot({ path: `${process.env.SHOTS_DIR}/${heading}.png` });
      }
      await admin.leave();
    },
    120_000,
  );

  it('a merchant sees nothing of it, and is told so on a direct link', async () => {
    const guest = await newVisitor(browser, { baseUrl: story.app.url });
    await guest.open('/admin');
    await guest.signIn(await story.app.newcomer());
    await guest.page.getByText('Этот раздел для администраторов').waitFor();
    for (const address of ['/admin', '/admin/users', '/admin/users/1', '/admin/roles', '/admin/logs', '/admin/audit']) {
      await guest.open(address);
      await guest.page.getByText('Этот раздел для администраторов').waitFor();
    }
    expect(await guest.page.getByRole('navigation', { name: 'Разделы' }).getByText('Управление').count()).toBe(0);
    await guest.leave();
  });
});
