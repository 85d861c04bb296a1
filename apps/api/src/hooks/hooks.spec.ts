import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { ConnectionEvents } from '../connections/connection-events.js';
import { connectionProblem } from '../connections/connection-problems.js';
import { startTestApp, type Agent, type TestApp } from '../testing/app.js';
import { startMailbox } from '../testing/mailbox.js';
import { provenBy, startReceiver, type Receiver } from '../testing/receiver.js';

const HOOKS = '/api/v1/hooks';

describe('hooks', () => {
  let test: TestApp;
  let receiver: Receiver;
  let agent: Agent;
  let userId: number;
  beforeAll(async () => {
    test = await startTestApp({
      settings: { HOOKS_ALLOW_PRIVATE: 'yes', HOOK_FIRST_RETRY_SECONDS: '0.05' },
    });
  });
  beforeEach(async () => {
    receiver = await startReceiver();
    ({ agent, id: userId } = await test.newcomer());
  });
  afterEach(() => receiver.close());
  afterAll(() => test.close());

  const create = async (events = ['run.finished'], url = receiver.url) =>
    (await agent.post(HOOKS).send({ name: 'Program', url, events }).expect(201)).body as { id: number; secret: string };
  const deliveriesOf = async (id: number, query = '') =>
    (await agent.get(`${HOOKS}/${id}/deliveries${query}`).expect(200)).body.items as Record<string, unknown>[];
  const settled = async (id: number, status: string) => {
    for (let tries = 0; tries < 400; tries += 1, await delay(25)) {
      const [newest] = await deliveriesOf(id);
      if (newest?.['status'] === status) return newest;
    }
    throw new Error(`No delivery became ${status}: ${JSON.stringify(await deliveriesOf(id))}`);
  };

  it('tell of a run that has ended, signed, and log it', async () => {
    const hook = await create();
    const { body: run } = await agent.post('/api/v1/sync/runs').expect(202);
    const [delivery] = await receiver.waitFor(1);
    expect(delivery?.message).toMatchObject({ event: 'run.finished', data: { run: { id: run.id } } });
    expect(['failed', 'partial', 'succeeded']).toContain((delivery?.message.data['run'] as { status: string }).status);
    expect(delivery?.headers).toMatchObject({
      'content-type': 'application/json',
      'evosync-event': 'run.finished',
      'evosync-event-id': delivery?.message.id,
    });
    expect(provenBy(hook.secret, delivery!)).toBe(1);
    expect(provenBy('evh_another', delivery!)).toBe(0);
    const logged = await settled(hook.id, 'delivered');
    expect(logged).toMatchObject({ event: 'run.finished', attempts: 1, responseStatus: 204, error: null });
    const { body: detail } = await agent.get(`${HOOKS}/${hook.id}/deliveries/${String(logged['id'])}`).expect(200);
    expect(detail.requestBody).toBe(delivery?.body);
  });

  it('show the secret once', async () => {
    const { id, secret } = await create();
    expect(secret).toMatch(/^evh_[\w-]{43}$/);
    for (const path of [HOOKS, `${HOOKS}/${id}`]) {
      expect((await agent.get(path).expect(200)).text).not.toContain(secret.slice(4));
    }
    const [row] = await test.app
      .get(DataSource)
      .query<{ secret: string }[]>('SELECT secret FROM hooks WHERE id = ?', [id]);
    expect(row?.secret).toMatch(/^v1\./);
  });

  it('are tried again until they answer, then once more by hand', async () => {
    const hook = await create();
    let refusals = 3;
    receiver.answer = (response) => {
      refusals -= 1;
      response.writeHead(refusals >= 0 ? 503 : 200).end(refusals >= 0 ? 'not now' : 'taken');
    };
    await agent.post('/api/v1/sync/runs').expect(202);
    const delivered = await settled(hook.id, 'delivered');
    expect(delivered).toMatchObject({ attempts: 4, responseStatus: 200 });
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1);
    expect((await agent.get(`${HOOKS}/${hook.id}`)).body.failingSince).toBeNull();

    const { body: replay } = await agent
      .post(`${HOOKS}/${hook.id}/deliveries/${String(delivered['id'])}/replay`)
      .expect(202);
    expect(replay).toMatchObject({ replayOf: delivered['id'], eventId: delivered['eventId'], status: 'pending' });
    const again = await receiver.waitFor(5);
    expect(again[4]?.body).toBe(again[0]?.body);
    const { body: detail } = await agent.get(`${HOOKS}/${hook.id}/deliveries/${replay.id}`).expect(200);
    expect(detail.responseBody === null || detail.responseBody === 'taken').toBe(true);
  });

  it('are tried out by a ping, also while they are off, and never again by themselves', async () => {
    const hook = await create();
    await agent.patch(`${HOOKS}/${hook.id}`).send({ enabled: false }).expect(200);
    receiver.answer = (response) => void response.writeHead(500).end('x'.repeat(100_000));
    await agent.post(`${HOOKS}/${hook.id}/ping`).expect(202);
    const failed = await settled(hook.id, 'failed');
    expect(failed).toMatchObject({ event: 'ping', attempts: 1, responseStatus: 500, error: 'status', nextTryAt: null });
    const { body } = await agent.get(`${HOOKS}/${hook.id}/deliveries/${String(failed['id'])}`).expect(200);
    expect(body.responseBody.length).toBe(2000);
    expect(receiver.received[0]?.message).toMatchObject({ event: 'ping', data: { hookId: hook.id } });
  });

  it('follow no redirect', async () => {
    const hook = await create();
    const other = await startReceiver();
    receiver.answer = (response) => void response.writeHead(302, { Location: other.url }).end();
    await agent.post(`${HOOKS}/${hook.id}/ping`).expect(202);
    expect(await settled(hook.id, 'failed')).toMatchObject({ responseStatus: 302, error: 'status' });
    expect(other.received).toEqual([]);
    await other.close();
  });

  it('sign with the old secret beside the new one after a rotation', async () => {
    const hook = await create();
    const { body: rotated } = await agent.post(`${HOOKS}/${hook.id}/rotate-secret`).expect(200);
    await agent.post(`${HOOKS}/${hook.id}/ping`).expect(202);
    const [delivery] = await receiver.waitFor(1);
    expect(rotated.secret).not.toBe(hook.secret);
    expect([provenBy(rotated.secret, delivery!), provenBy(hook.secret, delivery!)]).toEqual([1, 1]);
  });

  it('hear of a connection once for each saving, and only what they asked for', async () => {
    const hook = await create(['connection.needs_attention']);
    const trouble = {
      userId,
      side: 'vk' as const,
      problem: connectionProblem('token_rejected'),
      connectedAt: new Date(1_700_000_000_000),
    };
    const events = test.app.get(ConnectionEvents);
    await events.announceNeedsAttention(trouble);
    await events.announceNeedsAttention(trouble);
    await events.announceNeedsAttention({ ...trouble, connectedAt: new Date(1_700_000_001_000) });
    await agent.post('/api/v1/sync/runs').expect(202);
    const came = await receiver.waitFor(2);
    await delay(300);
    expect(receiver.received).toHaveLength(2);
    expect(came[0]?.message).toMatchObject({
      event: 'connection.needs_attention',
      data: { connection: 'vk', problem: { code: 'token_rejected' } },
    });
    expect(await deliveriesOf(hook.id)).toHaveLength(2);
  });

  it.each([
    ['ru', 'отозван'],
    ['en', 'revoked'],
  ])('hear it in the language of the account: %s', async (language, word) => {
    await agent.patch('/api/v1/profile').send({ language }).expect(200);
    await create(['connection.needs_attention']);
    const trouble = {
      userId,
      side: 'vk',
      problem: connectionProblem('token_rejected'),
      connectedAt: new Date(),
    } as const;
    await test.app.get(ConnectionEvents).announceNeedsAttention(trouble);
    const [told] = await receiver.waitFor(1);
    expect(told?.message.data).toMatchObject({ problem: { message: expect.stringContaining(word) } });
  });

  it('are somebody’s own, at most ten, and gone with the account', async () => {
    const hook = await create();
    const stranger = await test.newcomer();
    await stranger.agent.get(`${HOOKS}/${hook.id}`).expect(404);
    await stranger.agent.post(`${HOOKS}/${hook.id}/ping`).expect(404);
    for (let count = 1; count < 10; count += 1) await create();
    const { body } = await agent.post(HOOKS).send({ name: 'One more', url: receiver.url, events: ['run.finished'] });
    expect([body.status, body.code]).toEqual([409, 'too_many_hooks']);
    const { body: page } = await agent.get(`${HOOKS}?pageSize=3&sort=-createdAt`).expect(200);
    expect([page.items.length, page.total]).toEqual([3, 10]);
    await agent.delete(`${HOOKS}/${hook.id}`).expect(204);
    await agent.get(`${HOOKS}/${hook.id}/deliveries`).expect(404);
  });

  it.each([
    [{ url: 'ftp://example.com/' }, 'url'],
    [{ url: 'not an address' }, 'url'],
    [{ url: 'https://user:secret@example.com/' }, 'url'],
    [{ events: [] }, 'events'],
    [{ events: ['run.started'] }, 'events'],
    [{ name: ' ' }, 'name'],
  ])('are refused with %j', async (wrong, field) => {
    const { body } = await agent
      .post(HOOKS)
      .send({ name: 'Program', url: receiver.url, events: ['run.finished'], ...wrong })
      .expect(400);
    expect(body).toMatchObject({ code: 'validation_failed', errors: [{ field }] });
  });
});

describe('a hook that never answers', () => {
  it('is switched off after a while, its owner told once, and its deliveries dropped', async () => {
    const mailbox = await startMailbox();
    const test = await startTestApp({
      settings: {
        HOOKS_ALLOW_PRIVATE: 'yes',
        HOOK_FIRST_RETRY_SECONDS: '0.02',
        HOOK_GIVE_UP_HOURS: '0.00003',
        EMAIL_PROVIDER: 'smtp',
        SMTP_URL: mailbox.url,
        MAIL_FROM: 'no-reply@evosync.test',
      },
    });
    const receiver = await startReceiver();
    const { agent, email } = await test.newcomer();
    receiver.answer = (response) => void response.writeHead(500).end();
    const hook = { name: 'Program', url: receiver.url, events: ['run.finished'] };
    const { body } = await agent.post(HOOKS).send(hook).expect(201);
    await agent.post('/api/v1/sync/runs').expect(202);
    const shown = async () => (await agent.get(`${HOOKS}/${body.id}`).expect(200)).body;
    for (let tries = 0; tries < 400 && (await shown()).enabled; tries += 1) await delay(25);
    expect(await shown()).toMatchObject({ enabled: false, givenUpAt: expect.any(String) });
    for (let tries = 0; tries < 400; tries += 1, await delay(25)) {
      const { body: log } = await agent.get(`${HOOKS}/${body.id}/deliveries?status=dropped`).expect(200);
      if (log.total === 1) break;
      if (tries === 399) throw new Error('the delivery was not dropped');
    }
    const tries = receiver.received.length;
    await agent.post('/api/v1/sync/runs').expect(202);
    await delay(400);
    expect(receiver.received).toHaveLength(tries);
    const letter = await mailbox.waitFor(email, /Program/);
    expect(letter.subject).toBe('Уведомления для «Program» отключены');
    expect(letter.text).toContain(new URL(receiver.url).host);
    expect(mailbox.letters(email)).toHaveLength(1);
    const { body: on } = await agent.patch(`${HOOKS}/${body.id}`).send({ enabled: true }).expect(200);
    expect(on).toMatchObject({ enabled: true, failingSince: null, givenUpAt: null });
    await receiver.close();
    await test.close();
    await mailbox.close();
  });
});

describe('private addresses', () => {
  let test: TestApp;
  let agent: Agent;
  beforeAll(async () => {
    test = await startTestApp();
    ({ agent } = await test.newcomer());
  });
  afterAll(() => test.close());

  it.each([
    'http://127.0.0.1/',
    'http://127.1/',
    'http://2130706433/',
    'http://0x7f.0.0.1/',
    'http://0177.0.0.1/',
    'http://localhost:3306/',
    'http://anything.localhost/',
    'https://redis/',
    'https://10.0.0.8/hook',
    'https://169.254.169.254/latest/meta-data/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://[::ffff:a00:1]/',
    'https://[fd00::1]/',
    'https://[64:ff9b::7f00:1]/',
  ])('are refused: %s', async (url) => {
    const { body } = await agent
      .post(HOOKS)
      .send({ name: 'Program', url, events: ['run.finished'] })
      .expect(400);
    expect(body).toMatchObject({ code: 'validation_failed', errors: [{ field: 'url' }] });
  });
});
