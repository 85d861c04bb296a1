import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { APP_SECRET, newEvotorUserId } from '../../apps/api/src/testing/evotor-caller.js';
import { startMailbox, type Mailbox } from '../../apps/api/src/testing/mailbox.js';
import { startStory, type Merchant, type Story } from '../support/story.js';

const BEARER = { kind: 'bearer', token: APP_SECRET } as const;
const BASIC = { kind: 'basic', login: 'evosync', password: APP_SECRET } as const;
const BARE = { kind: 'bare', token: APP_SECRET } as const;
const OLD = {
  paths: 'long',
  trailingSlash: true,
  userKey: 'userUuid',
  timestamps: 'string',
  typeCase: 'lower',
} as const;
const ODD = { extraFields: true, userAuth: 'bare', products: 'v2' } as const;

describe('An unruly Evotor calls the service', () => {
  let story: Story;
  let mailbox: Mailbox;

  const evotor = () => story.sandbox.evotor.webhooks;
  const shown = async (merchant: Merchant) => (await merchant.agent.get('/api/v1/connections').expect(200)).body.evotor;
  const until = async (isTrue: () => boolean | Promise<boolean>, what: string, limitMs = 40_000) => {
    for (const end = Date.now() + limitMs; !(await isTrue()); await delay(100)) {
      if (Date.now() > end) throw new Error(`Still not: ${what}`);
    }
  };
  /** A user of Evotor whom nobody knows yet, with one store. */
  const newcomer = () => {
    const userId = newEvotorUserId();
    story.sandbox.evotor.addMerchant({ token: randomUUID(), userId });
    return { userId, storeId: story.sandbox.evotor.addStore(userId, { name: 'Чайная' }).id };
  };
  /** Every delivery was answered with a plain 200 in the end, but for the copies of an account that was made. */
  const expectDelivered = () => {
    const failed = evotor()
      .sender.attempts.list()
      .filter(({ ok }) => !ok);
    expect(failed.map(({ kind, status, codes, problem }) => ({ kind, status, codes, problem }))).toEqual(
      failed.map(() => ({ kind: 'create', status: 409, codes: [2005], problem: null })),
    );
  };

  beforeAll(async () => {
    mailbox = await startMailbox();
    story = await startStory({
      scenario: 'empty-shop',
      settings: {
        EVOTOR_WEBHOOK_SECRET: APP_SECRET,
        EMAIL_PROVIDER: 'smtp',
        SMTP_URL: mailbox.url,
        MAIL_FROM: 'no-reply@evosync.test',
      },
    });
  }, 90_000);
  afterAll(async () => {
    await story.close();
    await mailbox.close();
  });

  it.each([
    ['in order', BEARER, {}, {}],
    ['shuffled, three times each, all at once', BASIC, { shuffle: 7, duplicates: 2, parallel: true as const }, {}],
    ['in the old spelling, backwards', BEARER, { order: ['token', 'installed', 'activated', 'created'] as const }, OLD],
    ['with odd fields, before the account itself', BARE, { shuffle: 3, duplicates: 1, parallel: 'all' as const }, ODD],
    [
      'with a late installation',
      BEARER,
      { shuffle: 11, lateMs: { created: 1500, installed: 800 } },
      { ...OLD, ...ODD },
    ],
  ])(
    'a merchant installs, edits a price, leaves and comes back: told %s',
    async (_, appAuth, how, style) => {
      await story.sandbox.reset('empty-shop');
      evotor().change({ baseUrl: story.app.url, appAuth, style, retryMs: 500, notify: { products: true } });
      const merchant = await story.merchant();
      const { world, email, password, agent } = merchant;
      const { userId, storeId } = newcomer();
      const tea = story.sandbox.evotor.upsertGroup(storeId, { name: 'Чай' }).id;
      const good = { name: 'Чай чёрный, 100 г', price: 100, measure_name: 'шт', parent_id: tea };
      const { id } = story.sandbox.evotor.upsertProduct(storeId, good);
      await agent
        .put('/api/v1/connections/vk')
        .send({ accessToken: world.vkToken, groupId: world.groupId })
        .expect(200);

      const order = 'order' in how ? { ...how, order: [...how.order] } : how;
      const taking = {
        userId,
        account: 'verify',
        username: email,
        password,
        trial: false,
      } as const;
      await evotor().install({ ...taking, plan: 'start', deviceNumber: 2, wait: 'end', ...order });
      await until(async () => {
        const { connected, app, storeCount } = await shown(merchant);
        return (
          connected && storeCount > 0 && app?.installation === 'installed' && app?.subscription?.state === 'active'
        );
      }, 'installed, paid for and read');
      expect((await shown(merchant)).app).toMatchObject({ subscription: { planId: 'start', devices: 2 }, pause: null });
      await until(async () => {
        const { body } = await agent.get('/api/v1/catalog/stores').expect(200);
        return body.items.every(({ readAt }: { readAt: string | null }) => readAt !== null);
      }, 'everything is read');
      for (const path of ['sync', 'groups/sync']) {
        await agent.put(`/api/v1/catalog/stores/${storeId}/${path}`).send({ enabled: true }).expect(200);
      }
      await merchant.run();
      await merchant.run();
      const price = () => merchant.shop()[0]?.priceKopecks;
      expect(price()).toBe(10_000);

      story.sandbox.evotor.upsertProduct(storeId, { ...good, id, price: 125 });
      await until(() => price() === 12_500, 'the new price is in VK');

      await evotor().uninstall(userId, { wait: 'end' });
      await until(async () => (await shown(merchant)).app?.pause?.code === 'app_uninstalled', 'the pause is shown');
      story.sandbox.evotor.upsertProduct(storeId, { ...good, id, price: 130 });
      await mailbox.waitFor(email, /приостановлена/);
      expect(price()).toBe(12_500);

      const again = { userId, account: 'none', subscription: 'same', plan: 'pro' } as const;
      await evotor().install({ ...again, wait: 'end', ...order });
      await until(() => price() === 13_000, 'the price that changed meanwhile is in VK');
      await until(async () => (await shown(merchant)).app.subscription.planId === 'pro', 'the new plan is known');
      expect(await shown(merchant)).toMatchObject({
        status: 'ok',
        app: { installation: 'installed', subscription: { state: 'active', devices: 2 }, pause: null },
      });
      expect(mailbox.letters(email)).toHaveLength(1);
      expectDelivered();
    },
    150_000,
  );

  it('a new merchant gets one account and one letter, however often they are told of', async () => {
    await story.sandbox.reset('empty-shop');
    evotor().change({ baseUrl: story.app.url, appAuth: BEARER, retryMs: 300 });
    const { userId } = newcomer();
    const email = `new-${Date.now()}@evosync.test`;
    const fields = { email, phone: '+79990000000' };
    const taking = {
      userId,
      account: 'create',
      fields,
      duplicates: 2,
      parallel: 'all',
      wait: 'end',
    } as const;
    const results = await evotor().install(taking);
    const accounts = results.filter(({ step }) => step === 'account');
    expect(accounts.filter(({ delivered }) => delivered)).toHaveLength(1);
    const letter = await mailbox.waitFor(email);
    await story.app.anonymous
      .post(`/api/v1/auth/invite/${letter.token}`)
      .send({ password: 'a good password' })
      .expect(200);
    const agent = await story.app.login(email, 'a good password');
    await until(async () => (await agent.get('/api/v1/connections')).body.evotor.storeCount > 0, 'the stores are read');
    expect(mailbox.letters(email)).toHaveLength(1);
    expectDelivered();
  }, 90_000);
});
