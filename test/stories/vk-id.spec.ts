import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { startStory, type Merchant, type Story } from '../support/story.js';

describe('A merchant who signs in to VK', () => {
  let story: Story;
  let merchant: Merchant;
  let vkUserId: number;

  beforeEach(async () => {
    story = await startStory({
      scenario: 'empty-shop',
      settings: { VK_CLIENT_ID: '51000000', BASE_URL: 'https://evosync.test' },
    });
    merchant = await story.merchant();
    const token = [...story.sandbox.vk.state.tokens.values()].find(({ value }) => value === merchant.world.vkToken);
    vkUserId = token?.userId ?? 0;
  }, 60_000);
  afterEach(() => story.close());

  const products = (count: number) => {
    const [storeId = ''] = merchant.world.storeIds;
    for (let n = 1; n <= count; n += 1)
      story.sandbox.evotor.upsertProduct(storeId, { name: `Кружка № ${n}`, price: n });
  };
  /** What a browser does: out to VK ID's page, a press there, back to us. */
  const signIn = async (form: Record<string, string> = {}): Promise<string | undefined> => {
    const { body } = await merchant.agent.post('/api/v1/connections/vk/sign-in').expect(200);
    const answer = await fetch(body.authorizeUrl, {
      method: 'POST',
      body: new URLSearchParams({ user: String(vkUserId), decision: 'allow', ...form }),
      redirect: 'manual',
    });
    const back = new URL(answer.headers.get('location') ?? '');
    expect(back.origin).toBe('https://evosync.test');
    const { headers } = await merchant.agent.get(back.pathname + back.search).expect(302);
    return headers.location;
  };
  const connect = async () => {
    await merchant.agent
      .put('/api/v1/connections/evotor')
      .send({ accessToken: merchant.world.evotorToken })
      .expect(200);
    expect(await signIn()).toBe('/connections?vk=choose');
    const { groupId } = merchant.world;
    await merchant.agent.put('/api/v1/connections/vk/community').send({ groupId }).expect(200);
    await merchant.chooseAll();
  };
  const shown = async () => (await merchant.agent.get('/api/v1/connections').expect(200)).body.vk;
  const renewals = async () =>
    story.app.app
      .get(DataSource)
      .query("SELECT COUNT(*) AS n FROM api_logs WHERE method LIKE 'oauth2/auth: refresh_token%'")
      .then(([row]: { n: string }[]) => Number(row?.n));

  it('chooses a community among those they manage, and the shop fills', async () => {
    products(5);
    await connect();
    const { body } = await merchant.agent.get('/api/v1/connections/vk/communities').expect(200);
    expect(body.items).toContainEqual(expect.objectContaining({ groupId: merchant.world.groupId, problem: null }));
    expect(body.items[0].photoUrl).toMatch(/^http/);
    expect(await merchant.run()).toMatchObject({ status: 'succeeded', counts: { created: 5 } });
    expect(await story.writesDuring(() => merchant.run())).toBe(0);
  }, 60_000);

  it('a run outlives many tokens: nothing twice, nothing missing', async () => {
    story.sandbox.vk.setLimits({ accessTokenSeconds: 3 });
    story.sandbox.vk.setSwitches({ sharedPhotos: false });
    products(300);
    await connect();
    const run = await merchant.run();
    expect(run).toMatchObject({ status: 'succeeded', counts: { created: 300, failed: 0 } });
    const skus = merchant.shop().map(({ sku }) => sku);
    expect(skus).toHaveLength(300);
    expect(new Set(skus).size).toBe(300);
    expect(await story.writesDuring(() => merchant.run())).toBe(0);
    expect(await shown()).toMatchObject({ status: 'ok', signedIn: true });
    expect(await renewals()).toBeGreaterThan(1);
  }, 120_000);

  it('VK ends the token in the middle of a run: a new one is had, and the run goes on', async () => {
    products(200);
    await connect();
    const { id } = await merchant.start();
    while (merchant.shop().length < 40) await new Promise((resolve) => setTimeout(resolve, 5));
    story.sandbox.vk.hands.expireTokens(vkUserId);
    expect(await merchant.wait(id)).toMatchObject({ status: 'succeeded', counts: { created: 200, failed: 0 } });
    expect(await story.writesDuring(() => merchant.run())).toBe(0);
  }, 90_000);

  it('takes the access away in VK: the run says so, and goes on after signing in again', async () => {
    products(3);
    await connect();
    await merchant.run();
    products(6);
    story.sandbox.vk.hands.endLogins(vkUserId);
    expect(await merchant.run()).toMatchObject({
      status: 'failed',
      error: { code: 'sign_in_expired', who: 'merchant' },
    });
    expect(await shown()).toMatchObject({ needsAttention: true, problem: { code: 'sign_in_expired' } });
    await merchant.agent.post('/api/v1/sync/runs').expect(409);
    await connect();
    expect(await shown()).toMatchObject({ needsAttention: false, status: 'ok' });
    expect(await merchant.run()).toMatchObject({ status: 'succeeded' });
    expect(merchant.shop()).toHaveLength(9);
  }, 60_000);

  it('the answer to a refresh is lost: VK has used the refresh token up, so that the merchant must sign in again', async () => {
    products(1);
    await connect();
    story.sandbox.vk.hands.expireTokens(vkUserId);
    story.sandbox.vk.faults.add({ method: 'vkid.refresh', effect: { type: 'cut', when: 'after' }, nth: 1, times: 1 });
    expect(await merchant.run()).toMatchObject({ status: 'failed', error: { code: 'sign_in_expired' } });
    expect(await shown()).toMatchObject({ problem: { code: 'sign_in_expired' } });
  }, 60_000);

  it('VK ID is away when the token has ended: the run waits for better times, nobody is troubled', async () => {
    products(2);
    await connect();
    story.sandbox.vk.hands.expireTokens(vkUserId);
    story.sandbox.vk.faults.add({ method: 'vkid.refresh', effect: { type: 'cut', when: 'before' } });
    expect(await merchant.run()).toMatchObject({ status: 'failed', error: { code: 'vk_unavailable', who: 'wait' } });
    expect(await shown()).toMatchObject({ needsAttention: false });
    story.sandbox.vk.faults.clear();
    expect(await merchant.run()).toMatchObject({ status: 'succeeded', counts: { created: 2 } });
  }, 60_000);

  it.each([200, 400, 401] as const)(
    'a refusal with status %i is one',
    async (vkIdRefusalStatus) => {
      story.sandbox.vk.setSwitches({ vkIdRefusalStatus });
      products(1);
      await connect();
      story.sandbox.vk.hands.endLogins(vkUserId);
      expect(await merchant.run()).toMatchObject({ error: { code: 'sign_in_expired' } });
    },
    60_000,
  );

  it('VK does not grant the right to goods, or the merchant does not agree: said, and nothing changes', async () => {
    expect(await signIn({ decision: 'deny' })).toBe('/connections?vk=denied');
    expect(await signIn({ withhold: 'market' })).toBe('/connections?vk=no_market_scope');
    story.sandbox.vk.setSwitches({ grantMarket: false });
    expect(await signIn()).toBe('/connections?vk=no_market_scope');
    expect(await shown()).toMatchObject({ connected: false });
  }, 60_000);
});
