import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { SecretBox } from '../../apps/api/src/common/secret-box.js';
import { loadSettings } from '../../apps/api/src/config/settings.js';
import { startTestApp } from '../../apps/api/src/testing/app.js';
import { startStory, type Merchant, type Story } from '../support/story.js';

/** Settings that have no default outside production. */
const REQUIRED = { DOMAIN: 'evosync.test' };

describe('A merchant connects Evotor and VK', () => {
  let story: Story;
  let merchant: Merchant;
  const evotor = (accessToken: unknown) => merchant.agent.put('/api/v1/connections/evotor').send({ accessToken });
  const vk = (body: object) => merchant.agent.put('/api/v1/connections/vk').send(body);
  const shown = async () => (await merchant.agent.get('/api/v1/connections').expect(200)).body;

  beforeAll(async () => {
    story = await startStory();
    merchant = await story.merchant();
  }, 60_000);
  afterAll(() => story.close());

  it('sees at first that nothing is connected', async () => {
    expect(await shown()).toMatchObject({
      evotor: { connected: false, status: 'notConnected', tokenLast4: null },
      vk: { connected: false, status: 'notConnected', groupId: null },
    });
    await merchant.agent.post('/api/v1/connections/evotor/test').expect(404);
    await merchant.agent.post('/api/v1/connections/vk/test').expect(404);
  });

  it('hears which field is wrong, and nothing is saved', async () => {
    const { body: empty } = await evotor('  ').expect(400);
    expect(empty).toMatchObject({ code: 'validation_failed', errors: [{ field: 'accessToken' }] });
    const { body: wrong } = await evotor('11111111-2222-3333-4444-555555555555').expect(422);
    expect(wrong).toMatchObject({ code: 'token_rejected', errors: [{ field: 'accessToken' }] });
    const { vkToken, groupId } = merchant.world;
    expect((await vk({ accessToken: vkToken, groupId: -5 }).expect(400)).body.errors).toMatchObject([
      { field: 'groupId' },
    ]);
    expect((await vk({ accessToken: 'vk1.a.nobody', groupId }).expect(422)).body).toMatchObject({
      code: 'token_rejected',
    });
    expect((await vk({ accessToken: vkToken, groupId: 1 }).expect(422)).body.errors).toMatchObject([
      { field: 'groupId' },
    ]);
    expect(await shown()).toMatchObject({ evotor: { connected: false }, vk: { connected: false } });
  });

  it('is told to use a token of a person, and to switch the shop on', async () => {
    const { groupId, vkToken } = merchant.world;
    story.sandbox.vk.seed({ tokens: [{ token: 'vk1.a.of-the-community', kind: 'community', groupId }] });
    const { body } = await vk({ accessToken: 'vk1.a.of-the-community', groupId }).expect(422);
    expect(body).toMatchObject({ code: 'not_a_user_token', errors: [{ field: 'accessToken' }] });
    story.sandbox.vk.hands.switchMarket(groupId, false);
    expect((await vk({ accessToken: vkToken, groupId }).expect(422)).body).toMatchObject({ code: 'market_disabled' });
    story.sandbox.vk.hands.switchMarket(groupId, true);
  });

  it('connects, and finds the catalogue there at once', async () => {
    await merchant.connect();
    expect(await shown()).toMatchObject({
      evotor: { connected: true, status: 'ok', storeCount: 2, tokenLast4: merchant.world.evotorToken.slice(-4) },
      vk: { connected: true, groupId: merchant.world.groupId, groupName: 'Чайная на Садовой' },
    });
    const { body } = await merchant.agent.get('/api/v1/catalog/stores').expect(200);
    expect(body.items.map((store: { productCount: number }) => store.productCount).sort()).toEqual([281, 40]);
    expect((await merchant.agent.post('/api/v1/connections/vk/test').expect(200)).body).toEqual({
      ok: true,
      problem: null,
    });
  });

  it('never sees a whole token again, and neither does who steals the database', async () => {
    const { evotorToken, vkToken } = merchant.world;
    const answers = JSON.stringify(await shown());
    const database = await new DataSource({ type: 'mariadb', url: story.app.settings.databaseUrl }).initialize();
    const rows = await database.query(
      'SELECT access_token FROM evotor_connections UNION SELECT access_token FROM vk_connections',
    );
    await database.destroy();
    expect(rows).toHaveLength(2);
    for (const text of [answers, JSON.stringify(rows)]) {
      expect(text).not.toContain(evotorToken);
      expect(text).not.toContain(vkToken);
    }
  });

  it('a new SECRET_KEY is rotated in: the old one still opens, and what was opened is encrypted anew', async () => {
    const { settings } = story.app;
    const database = await new DataSource({ type: 'mariadb', url: settings.databaseUrl }).initialize();
    const stored = async () => (await database.query('SELECT access_token FROM evotor_connections'))[0].access_token;
    const before = await stored();
    const rotated = await startTestApp({
      role: 'api',
      settings: {
        DATABASE_URL: settings.databaseUrl,
        SECRET_KEY: `a new secret,${settings.secretKeys.join(',')}`,
        EVOTOR_API_URL: story.sandbox.evotorUrl,
        VK_API_URL: story.sandbox.vkApiUrl,
      },
    });
    const agent = await rotated.login(merchant.email, merchant.password);
    expect((await agent.post('/api/v1/connections/evotor/test').expect(200)).body.ok).toBe(true);
    await rotated.close();
    const after = await stored();
    await database.destroy();
    expect(after).not.toBe(before);
    expect(new SecretBox(loadSettings({ ...REQUIRED, SECRET_KEY: 'a new secret' })).decrypt(after)).toBe(
      merchant.world.evotorToken,
    );
    await merchant.connect();
  });

  it('a new shop starts afresh: links to the old one are forgotten', async () => {
    await merchant.chooseAll();
    expect((await merchant.run()).status).toBe('succeeded');
    const other = 210_000_777;
    const { userId } =
      [...story.sandbox.vk.state.tokens.values()].find((one) => one.value === merchant.world.vkToken) ?? {};
    story.sandbox.vk.seed({ communities: [{ groupId: other, name: 'Второй магазин' }] });
    story.sandbox.vk.hands.setRole(userId as number, other, 3);
    await vk({ accessToken: merchant.world.vkToken, groupId: other }).expect(200);
    const run = await merchant.run();
    expect(run).toMatchObject({ status: 'succeeded', counts: { adopted: 0, failed: 0 } });
    expect(run.counts.created).toBeGreaterThan(290);
  }, 60_000);

  it('disconnecting forgets the token and leaves the goods', async () => {
    const before = merchant.shop();
    await merchant.agent.delete('/api/v1/connections/vk').expect(204);
    expect(await shown()).toMatchObject({ vk: { connected: false, tokenLast4: null } });
    expect(await merchant.run()).toMatchObject({ status: 'succeeded', counts: { created: 0, hidden: 0 } });
    expect(merchant.shop()).toEqual(before);
  });
});
