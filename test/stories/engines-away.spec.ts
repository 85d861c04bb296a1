import { afterEach, describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { createTestDatabase } from '../../apps/api/src/database/testing.js';
import { tcpGate } from '../../apps/api/src/testing/tcp-gate.js';
import { startStory } from '../support/story.js';

const AWAY_MS = 10_000;

describe('An engine of ours is gone for ten seconds in the middle of a run', () => {
  const closing: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  it.each(['MariaDB', 'Redis'])(
    '%s: the run goes on when it is back, and the shop is right',
    async (engine) => {
      const database = await createTestDatabase();
      closing.push(() => database.drop());
      const redisUrl = process.env.TEST_REDIS_URL ?? 'redis://127.0.0.1:63791/6';
      const gate = await tcpGate(engine === 'Redis' ? redisUrl : database.url);
      closing.push(() => gate.close());
      const story = await startStory({
        requestsPerSecond: 6,
        settings: {
          DATABASE_URL: engine === 'Redis' ? database.url : gate.url,
          REDIS_URL: engine === 'Redis' ? gate.url : redisUrl,
        },
      });
      closing.push(() => story.close());
      const merchant = await story.merchant();
      await merchant.connect();
      await merchant.chooseAll();
      const { id } = await merchant.start();
      while (merchant.shop().length < 60) await delay(20);
      await gate.close();
      await delay(AWAY_MS);
      await gate.open();

      for (const end = Date.now() + 90_000; ; await delay(250)) {
        const { status, body } = await merchant.agent.get(`/api/v1/sync/runs/${id}`);
        if (status === 200 && body.finishedAt) break;
        if (Date.now() > end) throw new Error(`still ${JSON.stringify(body)}`);
      }
      const skus = merchant
        .shop()
        .map((item) => item.sku)
        .filter((sku) => sku.startsWith('EV-'));
      expect(new Set(skus).size).toBe(skus.length);
      const after = await merchant.run();
      expect(after.status).toBe('succeeded');
      expect(merchant.shop().filter((item) => item.sku.startsWith('EV-')).length).toBeGreaterThan(290);
      expect(await story.writesDuring(() => merchant.run())).toBe(0);
      expect(story.sandbox.vk.journal.stats().code6).toBe(0);
    },
    180_000,
  );
});
