import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../database/testing.js';
import { Retention } from '../common/retention.js';
import { EvotorStanding } from '../connections/evotor-app/evotor-standing.js';
import { EvotorSubscriptions } from '../connections/evotor-app/evotor-subscriptions.js';
import { GAP_PATIENCE_MS } from '../connections/evotor-app/subscription-story.js';
import { startTestApp, type TestApp } from '../testing/app.js';
import { APP_SECRET, EvotorCaller, newEvotorUserId } from '../testing/evotor-caller.js';
import { tcpGate, type TcpGate } from '../testing/tcp-gate.js';
import { Inbox } from './inbox.js';

const MINUTE_MS = 60_000;

describe('what Evotor told', () => {
  let database: TestDatabase;
  let mariadb: TcpGate;
  let redis: TcpGate;
  let test: TestApp;
  let evotor: EvotorCaller;
  let rows: DataSource;
  let inbox: Inbox;

  const eventsOf = (
    evotorUserId: string,
  ): Promise<{ kind: string; handled_at: Date | null; outcome: string | null }[]> =>
    rows.query('SELECT * FROM evotor_events WHERE evotor_user_id = ? ORDER BY id', [evotorUserId]);
  const handled = async (evotorUserId: string, count: number) => {
    for (const end = Date.now() + 20_000; ; await delay(50)) {
      const events = await eventsOf(evotorUserId);
      if (events.filter(({ handled_at }) => handled_at !== null).length >= count) return events;
      if (Date.now() > end) throw new Error(`Not handled: ${JSON.stringify(events)}`);
    }
  };

  beforeAll(async () => {
    database = await createTestDatabase();
    mariadb = await tcpGate(database.url);
    redis = await tcpGate(process.env.TEST_REDIS_URL ?? 'redis://127.0.0.1:63791/5');
    rows = await new DataSource({ type: 'mariadb', url: database.url }).initialize();
    test = await startTestApp({
      settings: { EVOTOR_WEBHOOK_SECRET: APP_SECRET, DATABASE_URL: mariadb.url, REDIS_URL: redis.url },
    });
    evotor = new EvotorCaller(test.url);
    inbox = test.app.get(Inbox, { strict: false });
  }, 60_000);
  afterAll(async () => {
    await test.close();
    await rows.destroy();
    await Promise.all([mariadb.close(), redis.close()]);
    await database.drop();
  });

  it('is kept while Redis is away, answered at once, and done when it is back', async () => {
    const userId = newEvotorUserId();
    await redis.close();
    await delay(200);
    const started = Date.now();
    await evotor.token(userId, randomUUID()).expect(200);
    await evotor.installation(userId, 'ApplicationInstalled', new Date()).expect(200);
    expect(Date.now() - started).toBeLessThan(5000);
    expect((await eventsOf(userId)).map(({ handled_at }) => handled_at)).toEqual([null, null]);
    await redis.open();
    await inbox.sweep(Date.now() + MINUTE_MS);
    expect((await handled(userId, 2)).map(({ kind }) => kind)).toEqual(['user-token', 'installation']);
  }, 60_000);

  it('is not taken while MariaDB is away: 503, for Evotor to repeat', async () => {
    await mariadb.close();
    for (const call of [
      () => evotor.token(newEvotorUserId(), randomUUID()),
      () => evotor.products('some-token', 'a-store'),
      () => evotor.create(newEvotorUserId(), `${randomUUID()}@evosync.test`),
    ]) {
      const { status, body } = await call();
      expect([status, body]).toEqual([503, { errors: [] }]);
    }
    await mariadb.open();
    for (const end = Date.now() + 10_000; ; await delay(100)) {
      const { status } = await evotor.token(newEvotorUserId(), randomUUID());
      if (status === 200) break;
      if (Date.now() > end) throw new Error(`Still ${status}`);
    }
  }, 60_000);

  it('is kept once, however often it is repeated', async () => {
    const userId = newEvotorUserId();
    const [id, subscriptionId, at] = [randomUUID(), randomUUID(), new Date()];
    for (let n = 0; n < 3; n += 1) {
      await evotor.installation(userId, 'ApplicationInstalled', at, id).expect(200);
      await evotor.subscription(userId, subscriptionId, 1, 'SubscriptionCreated', { planId: 'start' }).expect(200);
    }
    expect((await handled(userId, 2)).map(({ kind }) => kind)).toEqual(['installation', 'subscription']);
  });

  it('of a subscription waits for what is missing, and goes on without it in the end', async () => {
    const userId = newEvotorUserId();
    const subscriptionId = randomUUID();
    const state = async () =>
      (await rows.query('SELECT state FROM evotor_subscriptions WHERE subscription_id = ?', [subscriptionId]))[0]
        ?.state;
    await evotor.subscription(userId, subscriptionId, 3, 'SubscriptionTerminated').expect(200);
    expect((await handled(userId, 1))[0]?.outcome).toBe('waits_for_earlier');
    await evotor.subscription(userId, subscriptionId, 1, 'SubscriptionCreated', { planId: 'start' }).expect(200);
    await handled(userId, 2);
    expect(await state()).toBe('awaiting-payment');
    const later = new Date(Date.now() + GAP_PATIENCE_MS);
    await test.app.get(EvotorSubscriptions, { strict: false }).retell(subscriptionId, userId, later);
    expect(await state()).toBe('ended');
    await evotor.subscription(userId, subscriptionId, 2, 'SubscriptionActivated').expect(200);
    await handled(userId, 3);
    expect(await state()).toBe('ended');
  });

  it('adds up the devices of several subscriptions, and ends only when all have ended', async () => {
    const { email, password, agent } = await test.newcomer();
    const userId = newEvotorUserId();
    await evotor.verify(userId, email, password).expect(200);
    const [one, other] = [randomUUID(), randomUUID()];
    const app = async () => (await agent.get('/api/v1/connections').expect(200)).body.evotor.app;
    await evotor.subscription(userId, one, 1, 'SubscriptionCreated', { planId: 'start', deviceNumber: 2 }).expect(200);
    await evotor.subscription(userId, other, 1, 'SubscriptionCreated', { planId: 'pro', deviceNumber: 3 }).expect(200);
    await evotor.subscription(userId, other, 2, 'SubscriptionActivated').expect(200);
    await handled(userId, 4);
    expect(await app()).toMatchObject({ subscription: { state: 'active', planId: 'pro', devices: 5 }, pause: null });
    await evotor.subscription(userId, other, 3, 'SubscriptionTerminated').expect(200);
    await handled(userId, 5);
    expect(await app()).toMatchObject({
      subscription: { state: 'awaiting-payment', planId: 'start', devices: 2 },
      pause: null,
    });
    await evotor.subscription(userId, one, 2, 'SubscriptionTerminated').expect(200);
    await handled(userId, 6);
    expect(await app()).toMatchObject({ subscription: { state: 'ended' }, pause: { code: 'subscription_ended' } });
  });

  it('of one merchant at the same time ends as the latest of it says', async () => {
    const { email, password, agent } = await test.newcomer();
    const userId = newEvotorUserId();
    await evotor.verify(userId, email, password).expect(200);
    const moments = [5, 3, 8, 1, 7, 2, 6, 4].map((minute) => new Date(Date.now() - (20 - minute) * MINUTE_MS));
    const types = ['ApplicationInstalled', 'ApplicationUninstalled'] as const;
    await Promise.all(
      moments.map((at) => evotor.installation(userId, at.getTime() % 2 === 0 ? types[0] : types[1], at).expect(200)),
    );
    await evotor.installation(userId, 'ApplicationUninstalled', new Date()).expect(200);
    await evotor.installation(userId, 'ApplicationInstalled', new Date(Date.now() - MINUTE_MS)).expect(200);
    await handled(userId, 11);
    const { app } = (await agent.get('/api/v1/connections').expect(200)).body.evotor;
    expect(app).toMatchObject({ installation: 'uninstalled', pause: { code: 'app_uninstalled' } });
    await test.app.get(EvotorStanding, { strict: false }).settle(userId);
    expect((await agent.get('/api/v1/connections').expect(200)).body.evotor.app).toEqual(app);
  });

  it('is shown to admins beside the user', async () => {
    const { id, email, password } = await test.newcomer();
    const userId = newEvotorUserId();
    await evotor.verify(userId, email, password).expect(200);
    const admin = await test.login(test.systemUser.email, test.systemUser.password);
    const { body } = await admin.get(`/api/v1/admin/users/${id}`).expect(200);
    expect(body.evotorApp).toMatchObject({ evotorUserId: userId, subscription: null, pause: null });
    const { body: other } = await test
      .newcomer()
      .then(({ id: otherId }) => admin.get(`/api/v1/admin/users/${otherId}`));
    expect(other.evotorApp).toBeNull();
  });

  it('is forgotten after its time, what is about goods sooner', async () => {
    const userId = newEvotorUserId();
    await evotor.token(userId, randomUUID()).expect(200);
    await handled(userId, 1);
    const { body } = await evotor.create(newEvotorUserId(), `${randomUUID()}@evosync.test`).expect(200);
    await evotor.products(String(body.token), 'a-store').expect(200);
    const kinds = async () =>
      (await rows.query('SELECT DISTINCT kind FROM evotor_events')).map((row: { kind: string }) => row.kind);
    const retention = test.app.get(Retention);
    const inDays = (days: number) => new Date(Date.now() + days * 24 * 60 * MINUTE_MS);
    await retention.sweep(inDays(5));
    expect(await kinds()).toContain('user-token');
    expect(await kinds()).not.toContain('products');
    await retention.sweep(inDays(test.settings.logRetentionDays + 1));
    expect(await kinds()).toEqual([]);
  });
});
