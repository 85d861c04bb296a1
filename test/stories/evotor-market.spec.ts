import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { APP_SECRET, EvotorCaller, newEvotorUserId } from '../../apps/api/src/testing/evotor-caller.js';
import { startMailbox, type Mailbox } from '../../apps/api/src/testing/mailbox.js';
import { startStory, type Merchant, type Story } from '../support/story.js';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

interface ShownApp {
  evotorUserId: string;
  installation: string | null;
  subscription: { state: string; planId: string | null; devices: number | null; nextBillingAt: string | null } | null;
  pause: { code: string } | null;
}

describe('A merchant and the market of Evotor', () => {
  let story: Story;
  let mailbox: Mailbox;
  let evotor: EvotorCaller;

  const shownTo = async (merchant: Merchant): Promise<{ connected: boolean; status: string; app: ShownApp | null }> =>
    (await merchant.agent.get('/api/v1/connections').expect(200)).body.evotor;
  const eventually = async <T>(
    read: () => Promise<T> | T,
    expected: (value: T) => void,
    limitMs = 30_000,
  ): Promise<void> => {
    for (const end = Date.now() + limitMs; ; await delay(100)) {
      const value = await read();
      try {
        return expected(value);
      } catch (error) {
        if (Date.now() > end) throw error;
      }
    }
  };
  const newest = async (merchant: Merchant, trigger = 'webhook') => {
    const { body } = await merchant.agent.get('/api/v1/sync/runs?pageSize=200').expect(200);
    return body.items.filter((run: { trigger: string }) => run.trigger === trigger) as {
      id: string;
      status: string;
      counts: Record<string, number>;
    }[];
  };
  /** Ticks everything once it has been read; whatever run the token has led to has ended by then. */
  const chooseAll = async (merchant: Merchant) => {
    await eventually(
      async () =>
        (await merchant.agent.get('/api/v1/catalog/stores').expect(200)).body.items as { readAt: string | null }[],
      (stores) => {
        expect(stores).toHaveLength(merchant.world.storeIds.length);
        expect(stores.filter(({ readAt }) => readAt === null)).toEqual([]);
      },
    );
    await merchant.chooseAll();
    await merchant.run();
  };
  /** Takes the words of a market in this order, and some of them again, two at a time. */
  const inAnyOrder = async (calls: (() => PromiseLike<{ status: number }>)[]) => {
    for (let at = 0; at < calls.length; at += 2) {
      const answers = await Promise.all(calls.slice(at, at + 2).map((call) => call()));
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    }
  };

  beforeAll(async () => {
    mailbox = await startMailbox();
    story = await startStory({
      settings: {
        EVOTOR_WEBHOOK_SECRET: APP_SECRET,
        EMAIL_PROVIDER: 'smtp',
        SMTP_URL: mailbox.url,
        MAIL_FROM: 'no-reply@evosync.test',
      },
    });
    evotor = new EvotorCaller(story.app.url);
  }, 90_000);
  afterAll(async () => {
    await story.close();
    await mailbox.close();
  });

  /** A merchant of the sandbox's world who has signed in to EvoSync from the market, with their shop connected. */
  const signedIn = async () => {
    await story.sandbox.reset('tea-shop');
    const merchant = await story.merchant();
    const { email, password, world, agent } = merchant;
    const evotorUserId = newEvotorUserId();
    const { body } = await evotor.verify(evotorUserId, email, password).expect(200);
    await agent.put('/api/v1/connections/vk').send({ accessToken: world.vkToken, groupId: world.groupId }).expect(200);
    return { merchant, evotorUserId, userToken: String(body.token) };
  };

  it.each([
    ['in the order of the reference', [0, 1, 2, 3]],
    ['token first, everything else backwards', [3, 2, 1, 0]],
    ['shuffled, and all of it twice', [2, 0, 3, 1, 1, 3, 0, 2]],
  ])(
    'installs the application: the words come %s',
    async (_, order) => {
      const { merchant, evotorUserId } = await signedIn();
      const [subscriptionId, installationId, installedAt] = [randomUUID(), randomUUID(), new Date()];
      const trial = { planId: 'start', trialPeriodDuration: 'P14DT', deviceNumber: 2 };
      const paid = { nextBillingDate: '2030-05-16T00:00:00.000+0000', chargedSum: { amount: 490, currency: 'RUB' } };
      const words = [
        () => evotor.subscription(evotorUserId, subscriptionId, 1, 'SubscriptionCreated', trial),
        () => evotor.subscription(evotorUserId, subscriptionId, 2, 'subscriptionActivated', paid),
        () => evotor.installation(evotorUserId, 'ApplicationInstalled', installedAt, installationId),
        () => evotor.token(evotorUserId, merchant.world.evotorToken),
      ];
      await inAnyOrder(order.flatMap((place) => words[place] ?? []));
      await eventually(
        () => shownTo(merchant),
        ({ app, connected, status }) => {
          expect({ connected, status }).toEqual({ connected: true, status: 'ok' });
          expect(app).toMatchObject({
            installation: 'installed',
            subscription: { state: 'active', planId: 'start', devices: 2, nextBillingAt: '2030-05-16T00:00:00.000Z' },
            pause: null,
          });
        },
      );
      await chooseAll(merchant);
      expect((await merchant.run()).status).toBe('succeeded');
      expect(merchant.shop().length).toBeGreaterThan(100);
      expect(mailbox.letters(merchant.email)).toEqual([]);
    },
    120_000,
  );

  it('stops paying: goods stay, one letter comes, and all goes on when they pay again', async () => {
    const { merchant, evotorUserId, userToken } = await signedIn();
    const subscriptionId = randomUUID();
    await evotor.subscription(evotorUserId, subscriptionId, 1, 'SubscriptionCreated', { planId: 'start' }).expect(200);
    await evotor.token(evotorUserId, merchant.world.evotorToken).expect(200);
    await eventually(
      () => shownTo(merchant),
      ({ connected }) => expect(connected).toBe(true),
    );
    await chooseAll(merchant);
    await merchant.run();
    const goods = merchant.shop();

    const terminate = () => evotor.subscription(evotorUserId, subscriptionId, 2, 'SubscriptionTerminated');
    await inAnyOrder([terminate, terminate, terminate]);
    await eventually(
      () => shownTo(merchant),
      ({ app }) =>
        expect(app).toMatchObject({ subscription: { state: 'ended' }, pause: { code: 'subscription_ended' } }),
    );
    const letter = await mailbox.waitFor(merchant.email, /приостановлена/);
    expect(letter.text).toContain('Товары в магазине ВКонтакте останутся как есть');
    const { body: refused } = await merchant.agent.post('/api/v1/sync/runs').expect(409);
    expect(refused).toMatchObject({ code: 'subscription_ended', detail: expect.stringContaining('Подписка') });
    const { body: overview } = await merchant.agent.get('/api/v1/sync/overview').expect(200);
    expect(overview).toMatchObject({ state: 'needs-you', nextRunAt: null });
    expect(overview.problems[0]).toMatchObject({ code: 'subscription_ended', about: 'evotor', severity: 'needs-you' });

    const storeId = merchant.world.storeIds[0] as string;
    const notPaid = await evotor.products(userToken, storeId).expect(402);
    expect(notPaid.body.errors).toMatchObject([{ code: 1004, subject: 'userUuid', value: evotorUserId }]);
    const { id } = story.sandbox.evotor.upsertProduct(storeId, {
      name: 'Чай нового урожая',
      price: 500,
      measure_name: 'шт',
    });
    expect(id).toBeTruthy();
    await delay(500);
    expect(merchant.shop()).toEqual(goods);
    expect(mailbox.letters(merchant.email)).toHaveLength(1);

    const renewed = { nextBillingDate: '2030-06-16T00:00:00.000+0000' };
    await evotor.subscription(evotorUserId, subscriptionId, 3, 'SubscriptionRenewed', renewed).expect(200);
    await eventually(
      () => merchant.shop().some(({ name }) => name === 'Чай нового урожая'),
      (isThere) => expect(isThere).toBe(true),
      60_000,
    );
    expect((await shownTo(merchant)).app).toMatchObject({ subscription: { state: 'active' }, pause: null });
    expect(mailbox.letters(merchant.email)).toHaveLength(1);
  }, 120_000);

  it('uninstalls and installs again: a late word of the first installation changes nothing', async () => {
    const { merchant, evotorUserId } = await signedIn();
    const first = new Date(Date.now() - 2 * DAY_MS);
    const late = randomUUID();
    await evotor.token(evotorUserId, merchant.world.evotorToken).expect(200);
    await eventually(
      () => shownTo(merchant),
      ({ connected }) => expect(connected).toBe(true),
    );
    await chooseAll(merchant);
    await merchant.run();
    const goods = merchant.shop();

    await evotor.installation(evotorUserId, 'ApplicationUninstalled', new Date(first.getTime() + DAY_MS)).expect(200);
    await eventually(
      () => shownTo(merchant),
      ({ app }) => expect(app?.pause?.code).toBe('app_uninstalled'),
    );
    await evotor.installation(evotorUserId, 'ApplicationInstalled', first, late).expect(200);
    await evotor.installation(evotorUserId, 'ApplicationInstalled', first, late).expect(200);
    await evotor.token(evotorUserId, merchant.world.evotorToken).expect(200);
    await delay(1000);
    expect((await shownTo(merchant)).app).toMatchObject({
      installation: 'uninstalled',
      pause: { code: 'app_uninstalled' },
    });
    expect((await merchant.agent.post('/api/v1/sync/runs').expect(409)).body.code).toBe('app_uninstalled');
    expect(merchant.shop()).toEqual(goods);
    await mailbox.waitFor(merchant.email, /приостановлена/);

    const before = (await newest(merchant)).length;
    await evotor.installation(evotorUserId, 'ApplicationInstalled', new Date()).expect(200);
    await eventually(
      () => shownTo(merchant),
      ({ app, status }) => expect([app?.pause, status]).toEqual([null, 'ok']),
    );
    await eventually(
      () => newest(merchant),
      (runs) => {
        expect(runs.length).toBeGreaterThan(before);
        expect(runs[0]?.status).toBe('succeeded');
      },
    );
    expect(mailbox.letters(merchant.email)).toHaveLength(1);
  }, 120_000);

  it('uninstalls while a run is on its way: the run ends and says why', async () => {
    const { merchant, evotorUserId } = await signedIn();
    await evotor.token(evotorUserId, merchant.world.evotorToken).expect(200);
    await eventually(
      () => shownTo(merchant),
      ({ connected }) => expect(connected).toBe(true),
    );
    await chooseAll(merchant);
    const run = await merchant.start();
    await evotor.installation(evotorUserId, 'ApplicationUninstalled', new Date()).expect(200);
    story.sandbox.evotor.faults.add({ kind: 'status', status: 401, userId: merchant.world.evotorUserId, times: 0 });
    const ended = await merchant.wait(run.id);
    if (ended.status === 'failed') {
      expect(ended.error).toMatchObject({ code: 'app_uninstalled', who: 'merchant' });
      expect((await shownTo(merchant)).status).toBe('ok');
    } else expect(ended.status).toBe('succeeded');
    expect(mailbox.letters(merchant.email).filter(({ subject }) => /не работает/.test(subject))).toEqual([]);
  }, 120_000);
});
