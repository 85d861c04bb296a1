import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listenToRuns } from '../support/listen.js';
import { startStory, type Merchant, type Story } from '../support/story.js';

describe('A merchant watches a run', () => {
  let story: Story;
  let merchant: Merchant;

  beforeAll(async () => {
    story = await startStory({ requestsPerSecond: 6 });
    merchant = await story.merchant();
    await merchant.connect();
    await merchant.chooseAll();
  }, 60_000);
  afterAll(() => story.close());

  it('sees before it what it would do, and nothing is done by looking', async () => {
    const { body } = await merchant.agent.get('/api/v1/sync/preview?pageSize=200&action=create').expect(200);
    expect(body.counts).toMatchObject({ adopted: 1, deleted: 0 });
    expect(body.total).toBe(body.counts.created);
    expect(body.total).toBeGreaterThan(290);
    expect(story.sandbox.vk.journal.stats().writes).toBe(0);
  });

  it('hears of every stage and of progress as it happens, and only of their own runs', async () => {
    const stranger = await listenToRuns(story.app.url, await story.app.newcomer());
    const ear = await listenToRuns(story.app.url, merchant);
    story.sandbox.evotor.faults.add({ kind: 'slow', delayMs: 900, path: '/stores$', times: 1 });
    story.sandbox.vk.faults.add({ method: 'market.getAlbums', effect: { type: 'slow', ms: 900 }, times: 1 });
    const run = await merchant.run();
    await ear.until((heard) => heard.at(-1)?.status === 'succeeded');
    ear.close();
    stranger.close();
    const stages = [...new Set(ear.heard.map((one) => one.stage).filter(Boolean))];
    expect(stages).toEqual(['catalog', 'vk-catalog', 'mirror']);
    const done = ear.heard.filter((one) => one.stage === 'mirror').map((one) => one.progress.done);
    expect(done).toEqual([...done].sort((a, b) => a - b));
    expect(new Set(done).size).toBeGreaterThan(3);
    expect(run.progress.done).toBe(run.progress.total);
    expect(stranger.heard).toEqual([]);
  }, 60_000);
});
