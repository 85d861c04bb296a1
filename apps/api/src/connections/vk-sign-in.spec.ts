import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { startTestApp, type Agent, type TestApp } from '../testing/app.js';
import { ScriptedVk } from '../testing/scripted-vk.js';

const MARKET = { enabled: 1, currency: { id: 643, name: 'RUB', title: '₽' } };
const TEA = { id: 501, name: 'Чайная &amp; Ко', screen_name: 'tea', is_admin: 1, admin_level: 3, market: MARKET };
const CLOSED = { id: 502, name: 'Без товаров', is_admin: 1, admin_level: 2, market: { enabled: 0 } };

describe('signing in to VK', () => {
  let vk: ScriptedVk;
  let app: TestApp;
  let agent: Agent;
  let person: { id: number; email: string; password: string };

  beforeAll(async () => {
    vk = new ScriptedVk();
    await vk.start();
    app = await startTestApp({
      settings: {
        BASE_URL: 'https://evosync.test',
        VK_API_URL: `${vk.url}/method`,
        VK_ID_URL: vk.url,
        VK_CLIENT_ID: '51000000',
        VK_REQUESTS_PER_SECOND: '500',
      },
    });
  }, 90_000);
  afterAll(async () => {
    await app.close();
    vk.close();
  });
  beforeEach(async () => {
    vk.communities = [CLOSED, { ...TEA, photo_200: 'https://sun.example/tea.jpg' }];
    const { agent: own, ...rest } = await app.newcomer();
    agent = own;
    person = rest;
  });

  const begin = async (by = agent) =>
    (await by.post('/api/v1/connections/vk/sign-in').expect(200)).body.authorizeUrl as string;
  const comeBack = async (query: URLSearchParams, by = agent) => {
    const { headers } = await by
      .get(`/api/v1/connections/vk/sign-in/callback?${query.toString()}`)
      .redirects(0)
      .expect(302);
    return headers.location;
  };
  const signIn = async () => comeBack(vk.agree(await begin()));
  const shown = async () => (await agent.get('/api/v1/connections').expect(200)).body.vk;
  const choose = (groupId: number) => agent.put('/api/v1/connections/vk/community').send({ groupId });

  it('goes out to VK ID, comes back, and connects the chosen community', async () => {
    expect(await shown()).toMatchObject({ connected: false, signInOffered: true, signedIn: false });
    const url = new URL(await begin());
    expect(url.origin + url.pathname).toBe(`${vk.url}/authorize`);
    expect(url.searchParams.get('redirect_uri')).toBe('https://evosync.test/api/v1/connections/vk/sign-in/callback');
    expect(await comeBack(vk.agree(url.href))).toBe('/connections?vk=choose');
    expect(vk.exchanges.at(-1)).toMatchObject({ client_id: '51000000', device_id: expect.any(String) });
    expect(await shown()).toMatchObject({ connected: false });

    const { body } = await agent.get('/api/v1/connections/vk/communities').expect(200);
    expect(body.items).toEqual([
      { groupId: 501, name: 'Чайная & Ко', screenName: 'tea', photoUrl: 'https://sun.example/tea.jpg', problem: null },
      { groupId: 502, name: 'Без товаров', screenName: null, photoUrl: null, problem: 'market_disabled' },
    ]);
    expect((await choose(502).expect(422)).body).toMatchObject({
      code: 'market_disabled',
      errors: [{ field: 'groupId' }],
    });
    expect((await choose(501).expect(200)).body).toMatchObject({
      connected: true,
      status: 'ok',
      signedIn: true,
      groupId: 501,
      groupName: 'Чайная & Ко',
    });
    const rows = await app.app.get(DataSource).query('SELECT * FROM vk_connections WHERE user_id = ?', [person.id]);
    expect(JSON.stringify(rows)).not.toContain('vk2.');
    expect(rows[0]).toMatchObject({ device_id: vk.exchanges.at(-1)?.device_id, vk_user_id: '17' });
  });

  it('another community may be chosen later, without signing in again', async () => {
    await signIn();
    await choose(501).expect(200);
    vk.communities.push({ ...TEA, id: 503, name: 'Вторая' });
    const { body } = await agent.get('/api/v1/connections/vk/communities').expect(200);
    expect(body.items).toHaveLength(3);
    expect((await choose(503).expect(200)).body).toMatchObject({ groupId: 503, signedIn: true });
    expect((await agent.post('/api/v1/connections/vk/test').expect(200)).body).toEqual({ ok: true, problem: null });
  });

  it('takes a state once, and only in the session that began', async () => {
    const query = vk.agree(await begin());
    const stranger = await app.newcomer();
    expect(await comeBack(query, stranger.agent)).toBe('/connections?vk=stale');
    // A state that was shown to another session is spent.
    expect(await comeBack(query)).toBe('/connections?vk=stale');
    await stranger.agent.get('/api/v1/connections/vk/communities').expect(409);

    const again = vk.agree(await begin());
    expect(await comeBack(again)).toBe('/connections?vk=choose');
    expect(await comeBack(again)).toBe('/connections?vk=stale');
    const anotherDoor = await app.login(person.email, person.password);
    expect(await comeBack(vk.agree(await begin()), anotherDoor)).toBe('/connections?vk=stale');
  });

  it('says how it went when it did not go well, and changes nothing', async () => {
    const state = new URL(await begin()).searchParams.get('state') ?? '';
    expect(await comeBack(new URLSearchParams({ error: 'access_denied', state }))).toBe('/connections?vk=denied');
    expect(await comeBack(vk.agree(await begin(), 'photos groups'))).toBe('/connections?vk=no_market_scope');
    const forged = vk.agree(await begin());
    forged.set('device_id', 'another');
    expect(await comeBack(forged)).toBe('/connections?vk=refused');
    expect((await agent.get('/api/v1/connections/vk/communities').expect(409)).body.code).toBe('sign_in_first');
    expect((await choose(501).expect(409)).body.code).toBe('sign_in_first');
    expect(await shown()).toMatchObject({ connected: false });
  });

  it('is for people, not for API tokens', async () => {
    const { body } = await agent
      .post('/api/v1/profile/api-tokens')
      .send({ name: 'robot', scopes: ['write'] })
      .expect(201);
    const answer = await app.anonymous
      .post('/api/v1/connections/vk/sign-in')
      .set('Authorization', `Bearer ${body.token}`)
      .expect(403);
    expect(answer.body.code).toBe('session_required');
  });

  it('a token pasted afterwards takes its place', async () => {
    await signIn();
    await choose(501).expect(200);
    const accessToken = vk.pasted();
    await agent.put('/api/v1/connections/vk').send({ accessToken, groupId: 501 }).expect(200);
    expect(await shown()).toMatchObject({ connected: true, signedIn: false, tokenLast4: accessToken.slice(-4) });
    await agent.get('/api/v1/connections/vk/communities').expect(409);
  });

  it('is not offered where it is not set up', async () => {
    const plain = await startTestApp({ settings: { VK_API_URL: `${vk.url}/method` } });
    const { agent: other } = await plain.newcomer();
    expect((await other.post('/api/v1/connections/vk/sign-in').expect(404)).body.code).toBe('sign_in_not_offered');
    expect((await other.get('/api/v1/connections').expect(200)).body.vk.signInOffered).toBe(false);
    await plain.close();
  }, 60_000);
});
