import { afterAll, beforeAll, describe, expect } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { DESKTOP, newVisitor, openBrowser, PHONE, steps, WEB_DIST, type Visitor } from '../support/browser.js';
import { startStory, type Merchant, type Story } from '../support/story.js';

describe('Signing in to VK in the browser', () => {
  let story: Story;
  let merchant: Merchant;
  let browser: Browser;
  let visitor: Visitor;
  let community: string;

  beforeAll(async () => {
    story = await startStory({ settings: { WEB_DIST_DIR: WEB_DIST, VK_CLIENT_ID: '51000000' } });
    // The port is known only now, and VK ID sends people back to the public address.
    Object.assign(story.app.settings, { baseUrl: story.app.url });
    merchant = await story.merchant();
    const { communities } = story.sandbox.vk.snapshot();
    community = communities.find(({ groupId }) => groupId === merchant.world.groupId)?.name ?? '';
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
  const card = () => visitor.page.getByRole('region', { name: 'ВКонтакте', exact: true });
  const press = (name: string) => card().getByRole('button', { name, exact: true }).click();

  step('changes their mind at VK: is told what that means, and may try again', async () => {
    await visitor.open('/connections');
    await visitor.sees('Подключения');
    await press('Войти через VK ID');
    await visitor.page.getByRole('button', { name: 'Отклонить' }).click();
    await card().getByText('Вы не дали доступ. Без него EvoSync не сможет вести магазин.').waitFor();
    await visitor.sees('Подключения');
  });

  step('VK does not give the right to goods: said plainly', async () => {
    await press('Войти через VK ID');
    await visitor.page.getByText('Для проверки').click();
    await visitor.page.getByLabel('не давать право на товары').check();
    await visitor.page.getByRole('button', { name: 'Разрешить' }).click();
    await card().getByText('ВКонтакте не дал приложению права на товары').waitFor();
    await visitor.sees('Подключения');
  });

  step('signs in, chooses the community by its picture, and is connected', async () => {
    await press('Войти через VK ID');
    await visitor.page.getByRole('button', { name: 'Разрешить' }).click();
    await card().getByText('Выберите сообщество').waitFor();
    const choice = card().getByRole('button', { name: new RegExp(community) });
    await choice.locator('img').waitFor();
    await visitor.sees('Подключения');
    await choice.click();
    await card().getByText('Работает').waitFor();
    await card().getByText('Вход через VK ID, продлевается сам').waitFor();
    expect(new URL(visitor.page.url()).search).toBe('');
    await visitor.sees('Подключения');
  });

  step('may choose another community, or leave it as it is', async () => {
    await press('Изменить');
    await card().getByText('Выберите сообщество').waitFor();
    expect(await card().locator('[aria-current]').innerText()).toContain(community);
    await press('Оставить как есть');
    await card().getByText('Выберите сообщество').waitFor({ state: 'detached' });
  });

  step('on a telephone: pastes a token instead', async () => {
    await visitor.page.setViewportSize(PHONE);
    await press('Изменить');
    await press('Вставить токен вместо этого');
    await card().getByLabel('Токен пользователя').fill(merchant.world.vkToken);
    await press('Проверить и сохранить');
    await card()
      .getByText(`•••• ${merchant.world.vkToken.slice(-4)}`)
      .waitFor();
    await visitor.sees('Подключения');
    await visitor.leave();
  });
});
