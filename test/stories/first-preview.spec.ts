import { beforeEach, describe, expect, it } from '@jest/globals';
import { useOneStore } from '../support/one-store.js';

describe('The preview before the first run', () => {
  const here = useOneStore();
  const { group, products, calls } = here;
  const hands = () => here.story.sandbox.vk.hands;
  const preview = async () => (await here.merchant.agent.get('/api/v1/sync/preview').expect(200)).body;

  beforeEach(async () => {
    products(2, group('Чай'));
    const { groupId } = here.merchant.world;
    hands().addItem(groupId, { name: 'Чай № 1' });
    hands().addAlbum(groupId, 'Чай');
    await here.merchant.connect();
    await here.merchant.chooseAll();
  });

  it('knows the goods and the albums that stand in VK, and shows what the run then does', async () => {
    let shown: Record<string, unknown> = {};
    expect(await here.story.writesDuring(async () => (shown = await preview()))).toBe(0);
    expect(shown.counts).toMatchObject({ created: 1, adopted: 1, albumsCreated: 0 });
    expect(shown.freshness).toMatchObject({ vkReadAt: expect.any(String) });
    expect((await here.merchant.run()).counts).toEqual(shown.counts);
  });

  it('reads the shop once, however often and by how many it is asked for', async () => {
    await Promise.all([preview(), preview(), preview()]);
    await preview();
    expect(calls('market.getAlbums')).toBe(2); // one of them tested the connection
  });

  it('is shown without VK where VK does not answer, and says so', async () => {
    here.story.sandbox.vk.faults.add({ method: 'market.get', effect: { type: 'error', code: 10 }, times: 1000 });
    expect(await preview()).toMatchObject({ counts: { created: 2 }, freshness: { vkReadAt: null } });
    here.story.sandbox.vk.faults.clear();
    expect((await preview()).counts).toMatchObject({ created: 1, adopted: 1 });
  });

  it('tells of a token that was revoked since', async () => {
    hands().revokeToken(here.merchant.world.vkToken);
    expect(await preview()).toMatchObject({ blocked: 'connection_needs_attention', freshness: { vkReadAt: null } });
  });
});
