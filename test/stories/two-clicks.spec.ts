import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { startStory, type Merchant, type Story } from '../support/story.js';

describe('Impatient merchants', () => {
  let story: Story;
  let merchant: Merchant;

  beforeAll(async () => {
    story = await startStory({ scenario: 'two-merchants', requestsPerSecond: 3 });
    merchant = await story.merchant();
    await merchant.connect();
    await merchant.chooseAll();
  }, 60_000);

  afterAll(() => story.close());

  it('two clicks at once make one run', async () => {
    const [one, two, three] = await Promise.all([merchant.start(), merchant.start(), merchant.start()]);
    expect(new Set([one.id, two.id, three.id]).size).toBe(1);
    expect((await merchant.start()).id).toBe(one.id);
  });

  it('cancelling stops a run soon, and the next one goes on where it stopped', async () => {
    const run = await merchant.start();
    while (merchant.shop().length < 30) await delay(50);
    await merchant.agent.post(`/api/v1/sync/runs/${run.id}/cancel`).expect(200);
    expect((await merchant.wait(run.id, 15_000)).status).toBe('cancelled');
    const next = await merchant.run();
    expect(next.status).toBe('succeeded');
    const skus = merchant
      .shop()
      .map((item) => item.sku)
      .filter((sku) => sku.startsWith('EV-'));
    expect(new Set(skus).size).toBe(skus.length);
    expect(story.sandbox.vk.journal.stats().code6).toBe(0);
  }, 90_000);

  it("nobody sees or stops another's run", async () => {
    const neighbour = await story.merchant(1);
    const { id } = await merchant.run();
    await neighbour.agent.get(`/api/v1/sync/runs/${id}`).expect(404);
    await neighbour.agent.get(`/api/v1/sync/runs/${id}/items`).expect(404);
    await neighbour.agent.post(`/api/v1/sync/runs/${id}/cancel`).expect(404);
    expect((await neighbour.agent.get('/api/v1/catalog/stores').expect(200)).body.total).toBe(0);
  }, 60_000);
});
