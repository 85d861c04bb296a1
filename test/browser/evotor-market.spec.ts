import { afterAll, beforeAll, describe } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { APP_SECRET, EvotorCaller, newEvotorUserId } from '../../apps/api/src/testing/evotor-caller.js';
import { DESKTOP, newVisitor, openBrowser, steps, WEB_DIST, type Visitor } from '../support/browser.js';
import { checkEverywhere } from '../support/page-checks.js';
import { startStory, type Merchant, type Story } from '../support/story.js';

describe('The subscription in the market of Evotor on the screens', () => {
  let story: Story;
  let browser: Browser;
  let merchant: Merchant;
  let visitor: Visitor;
  let admin: Visitor;
  let evotor: EvotorCaller;
  const evotorUserId = newEvotorUserId();
  const subscriptionId = randomUUID();

  beforeAll(async () => {
    const settings = { WEB_DIST_DIR: WEB_DIST, EVOTOR_WEBHOOK_SECRET: APP_SECRET };
    story = await startStory({ scenario: 'empty-shop', settings });
    evotor = new EvotorCaller(story.app.url);
    merchant = await story.merchant();
    await evotor.verify(evotorUserId, merchant.email, merchant.password).expect(200);
    await merchant.connect();
    browser = await openBrowser();
    visitor = await newVisitor(browser, { baseUrl: story.app.url, screen: DESKTOP });
    await visitor.open('/connections');
    await visitor.signIn(merchant);
    admin = await newVisitor(browser, { baseUrl: story.app.url, screen: DESKTOP });
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await story?.close();
  });

  const step = steps();
  const text = (words: string | RegExp, at = visitor) => at.page.getByText(words).first().waitFor();
  const again = async (address: string) => {
    await visitor.open(address);
    await visitor.page.reload();
  };

  step(
    'shows a merchant the plan, the registers and the next payment',
    async () => {
      const paid = { nextBillingDate: '2030-05-16T12:00:00.000+0000', deviceNumber: 2 };
      await evotor
        .subscription(evotorUserId, subscriptionId, 1, 'SubscriptionCreated', { planId: 'start' })
        .expect(200);
      await evotor.subscription(evotorUserId, subscriptionId, 2, 'SubscriptionActivated', paid).expect(200);
      await again('/connections');
      await text(/оплачена · следующий платёж 16 мая 2030.* · план «start» · 2 кассы/);
      await checkEverywhere(visitor, '/connections', 'Подключения');
    },
    60_000,
  );

  step(
    'says on the start page, at the connection and to admins that it has ended',
    async () => {
      await evotor.subscription(evotorUserId, subscriptionId, 3, 'SubscriptionTerminated').expect(200);
      await again('/connections');
      await text('Синхронизация приостановлена');
      await text('Приостановлено');
      await text('Подписка в Эвотор.Маркете закончилась. Оплатите её, и синхронизация продолжится сама.');
      await checkEverywhere(visitor, '/connections', 'Подключения');
      await again('/');
      await text('Подписка в Эвотор.Маркете закончилась. Оплатите её, и синхронизация продолжится сама.');
      await checkEverywhere(visitor, '/', 'Главная');
      await admin.open(`/admin/users/${merchant.userId}`);
      await admin.signIn(story.app.systemUser);
      await text(/закончилась · план «start» · 2 кассы/, admin);
      await text(evotorUserId, admin);
    },
    60_000,
  );

  step(
    'shows how quickly changes at the register arrive, once some were measured',
    async () => {
      const renewed = { nextBillingDate: '2030-06-16T12:00:00.000+0000' };
      await evotor.subscription(evotorUserId, subscriptionId, 4, 'SubscriptionRenewed', renewed).expect(200);
      const storeId = merchant.world.storeIds[0] ?? '';
      const group = story.sandbox.evotor.upsertGroup(storeId, { name: 'Чай' }).id;
      const good = { name: 'Чай чёрный', price: 100, measure_name: 'шт', parent_id: group };
      const { id } = story.sandbox.evotor.upsertProduct(storeId, good);
      await merchant.connect();
      await merchant.chooseAll();
      await merchant.run();
      const { body } = await evotor.verify(evotorUserId, merchant.email, merchant.password).expect(200);
      story.sandbox.evotor.upsertProduct(storeId, { ...good, id, price: 120 });
      await evotor.products(String(body.token), storeId).expect(200);
      await again('/');
      // The run that the change brings about waits for the burst to end, and takes its time on a busy machine.
      await visitor.page.getByText('Изменения на кассе доходят').first().waitFor({ timeout: 60_000 });
      await text(/обычно за \d+/);
      await checkEverywhere(visitor, '/', 'Главная');
    },
    90_000,
  );
});
