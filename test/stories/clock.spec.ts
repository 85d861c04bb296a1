import { afterEach, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { setTimeout as delay } from 'node:timers/promises';
import { startStory, type Story } from '../support/story.js';

describe('Runs that nobody pressed a button for', () => {
  let story: Story | undefined;
  afterEach(() => story?.close());

  it('start by themselves every interval, and not for a merchant whose token is dead', async () => {
    story = await startStory({ scenario: 'two-merchants', settings: { CATALOG_REFRESH_INTERVAL_SECONDS: '3' } });
    const merchant = await story.merchant();
    const broken = await story.merchant(1);
    await merchant.connect();
    await broken.connect();
    story.sandbox.evotor.faults.add({ kind: 'status', status: 401, userId: broken.world.evotorUserId, times: 0 });
    const runsOf = async (who: typeof merchant) => (await who.agent.get('/api/v1/sync/runs').expect(200)).body;
    const finished = async () =>
      (await runsOf(merchant)).items.filter((run: { status: string }) => run.status === 'succeeded').length;
    for (const end = Date.now() + 30_000; (await finished()) < 2; await delay(200)) {
      if (Date.now() > end) throw new Error('no second scheduled run');
    }
    expect((await runsOf(merchant)).items[0]).toMatchObject({ trigger: 'schedule' });
    expect((await runsOf(broken)).items).toMatchObject([{ status: 'failed', error: { code: 'token_rejected' } }]);
  }, 60_000);

  it('Redis comes back empty: the clock is wound up again, and a run that lost its place is put back', async () => {
    story = await startStory({ scenario: 'empty-shop' });
    const merchant = await story.merchant();
    await merchant.connect();
    story.sandbox.evotor.faults.add({ kind: 'slow', delayMs: 4000, path: '/stores$', times: 1 });
    const { id } = await merchant.start();
    const { redisUrl, redisPrefix } = story.app.settings;
    const redis = new Redis(redisUrl);
    for (const queue of ['run-sync-pipeline', 'refresh-catalog', 'refresh-vk-catalog', 'mirror-to-vk']) {
      const keys = await redis.keys(`${redisPrefix}:${queue}:*`);
      if (keys.length > 0) await redis.del(keys);
    }
    await redis.quit();
    expect((await merchant.wait(id, 80_000)).status).toBe('succeeded');
  }, 100_000);
});
