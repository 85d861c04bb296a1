import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { startTestApp, type Agent, type TestApp } from '../testing/app.js';
import { startMailbox, type Mailbox } from '../testing/mailbox.js';
import { ScriptedVk } from '../testing/scripted-vk.js';
import { ConnectionsService } from './connections.service.js';
import { VkConnection } from './vk-connection.entity.js';

const MINUTE_MS = 60_000;
const TEA = { id: 501, name: 'Чайная', is_admin: 1, admin_level: 3, market: { enabled: 1 } };

describe('tokens of VK ID', () => {
  let vk: ScriptedVk;
  let mailbox: Mailbox;
  let app: TestApp;
  /** Another process on the same tables. */
  let twin: TestApp;
  let agent: Agent;
  let email: string;
  let userId: number;

  beforeAll(async () => {
    vk = new ScriptedVk();
    vk.communities = [TEA];
    mailbox = await startMailbox();
    await vk.start();
    const settings = {
      EMAIL_PROVIDER: 'smtp',
      SMTP_URL: mailbox.url,
      MAIL_FROM: 'no-reply@evosync.test',
      BASE_URL: 'https://evosync.test',
      VK_API_URL: `${vk.url}/method`,
      VK_ID_URL: vk.url,
      VK_CLIENT_ID: '51000000',
      VK_REQUESTS_PER_SECOND: '500',
    };
    app = await startTestApp({ settings });
    twin = await startTestApp({ role: 'api', settings: { ...settings, DATABASE_URL: app.settings.databaseUrl } });
  }, 90_000);
  afterAll(async () => {
    await twin.close();
    await app.close();
    await mailbox.close();
    vk.close();
  });

  beforeEach(async () => {
    vk.mood = 'well';
    vk.refreshTakesMs = 0;
    vk.expiresIn = 3600;
    ({ id: userId, agent, email } = await app.newcomer());
    const { body } = await agent.post('/api/v1/connections/vk/sign-in').expect(200);
    const query = vk.agree(body.authorizeUrl).toString();
    await agent.get(`/api/v1/connections/vk/sign-in/callback?${query}`).expect(302);
    await agent.put('/api/v1/connections/vk/community').send({ groupId: 501 }).expect(200);
    vk.refreshes.length = 0;
    vk.seen.length = 0;
  });

  const table = () => app.app.get(DataSource).getRepository(VkConnection);
  const row = () => table().findOneByOrFail({ userId });
  const endsIn = (ms: number) => {
    const end = Date.now() + ms;
    return table().update({ userId }, { tokenExpiresAt: new Date(end), tokenRenewAt: new Date(end - 5 * MINUTE_MS) });
  };
  const access = async (of = app) => {
    const found = await of.app.get(ConnectionsService, { strict: false }).vkAccess(userId);
    if (!found) throw new Error('not connected');
    return found;
  };
  const check = async (of = app) => (await access(of)).client.checkConnection(501);
  const test = async () => (await agent.post('/api/v1/connections/vk/test').expect(200)).body;

  it('are left alone while they are young', async () => {
    await endsIn(6 * MINUTE_MS);
    await check();
    expect(vk.refreshes).toHaveLength(0);
  });

  it('are refreshed five minutes ahead of their end, and both new ones are kept', async () => {
    const before = await row();
    await endsIn(4 * MINUTE_MS);
    await check();
    const after = await row();
    expect(vk.refreshes).toHaveLength(1);
    expect(vk.refreshes[0]).toMatchObject({ device_id: before.deviceId, client_id: '51000000' });
    expect(new Set(vk.seen).size).toBe(1);
    expect(vk.seen[0]?.slice(-4)).toBe(after.tokenLast4);
    expect(after.accessToken).not.toBe(before.accessToken);
    expect(after.refreshToken).not.toBe(before.refreshToken);
    expect(after.refreshClaimedAt).toBeNull();
    expect(after.tokenExpiresAt?.getTime()).toBeGreaterThan(Date.now() + 55 * MINUTE_MS);
    await endsIn(MINUTE_MS);
    await check();
    expect(vk.refreshes[1]?.refresh_token).not.toBe(vk.refreshes[0]?.refresh_token);
  });

  it('of a short life are refreshed in the middle of it, and not over and over', async () => {
    vk.expiresIn = 60;
    await endsIn(MINUTE_MS);
    await check();
    await check();
    expect(vk.refreshes).toHaveLength(1);
    const { tokenRenewAt } = await row();
    expect((tokenRenewAt?.getTime() ?? 0) - Date.now()).toBeGreaterThan(20_000);
    expect((tokenRenewAt?.getTime() ?? 0) - Date.now()).toBeLessThanOrEqual(30_000);
  });

  it('are refreshed once, however many need them at once in two processes', async () => {
    vk.refreshTakesMs = 300;
    await endsIn(-MINUTE_MS);
    await Promise.all([app, twin, app, twin, app, twin].map((one) => check(one)));
    expect(vk.refreshes).toHaveLength(1);
    expect(new Set(vk.seen).size).toBe(1);
    expect((await row()).status).toBe('ok');
  });

  it('nobody waits for a refresh while the old one is still good', async () => {
    vk.refreshTakesMs = 3000;
    await endsIn(4 * MINUTE_MS);
    const first = check(app);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const startedAt = Date.now();
    await check(twin);
    expect(Date.now() - startedAt).toBeLessThan(2000);
    await first;
    expect(vk.refreshes).toHaveLength(1);
  });

  it('change under work that outlives them', async () => {
    const { client } = await access();
    await client.checkConnection(501);
    const [old = ''] = vk.seen;
    await endsIn(MINUTE_MS);
    // VK turns the old one down in the middle: a fresh one is had, and the call is repeated with it.
    vk.forget(old);
    await client.checkConnection(501);
    expect(vk.refreshes).toHaveLength(1);
    expect(vk.seen.at(-1)).not.toBe(old);
    expect((await row()).status).toBe('ok');
  });

  it('wait while VK ID is away, and are not taken for dead', async () => {
    vk.mood = 'away';
    await endsIn(4 * MINUTE_MS);
    await check();
    await endsIn(-MINUTE_MS);
    expect(await test()).toMatchObject({ ok: false, problem: { code: 'unavailable' } });
    expect((await row()).status).toBe('ok');
    vk.mood = 'well';
    expect(await test()).toEqual({ ok: true, problem: null });
  }, 30_000);

  it('are dead when the answer to a refresh was lost: the merchant is told once, with the reason and a link', async () => {
    vk.mood = 'lost';
    await endsIn(4 * MINUTE_MS);
    await check();
    vk.mood = 'well';
    expect(await test()).toMatchObject({ ok: false, problem: { code: 'sign_in_expired' } });
    await test();
    expect(vk.refreshes.every(({ refresh_token: one }) => one === vk.refreshes[0]?.refresh_token)).toBe(true);
    const letter = await mailbox.waitFor(email);
    expect(letter.text).toContain('Вход через VK ID больше не действует');
    expect(letter.links[0]).toBe('https://evosync.test/connections');
    expect(mailbox.letters(email)).toHaveLength(1);
    expect((await agent.get('/api/v1/connections').expect(200)).body.vk).toMatchObject({
      status: 'needsAttention',
      problem: { code: 'sign_in_expired' },
    });
    await agent.post('/api/v1/sync/runs').expect(409);
  });

  it('a process that died over a refresh holds nobody up for long', async () => {
    await endsIn(-MINUTE_MS);
    await table().update({ userId }, { refreshClaimedAt: new Date(Date.now() - 41_000) });
    await check();
    expect(vk.refreshes).toHaveLength(1);
  });

  it('a token pasted while a refresh is under way wins', async () => {
    vk.refreshTakesMs = 500;
    await endsIn(-MINUTE_MS);
    const working = check(twin);
    await new Promise((resolve) => setTimeout(resolve, 150));
    const accessToken = vk.pasted();
    await agent.put('/api/v1/connections/vk').send({ accessToken, groupId: 501 }).expect(200);
    await working;
    expect(await row()).toMatchObject({ tokenLast4: accessToken.slice(-4), refreshToken: null });
    expect(vk.seen.at(-1)).toBe(accessToken);
  });
});
