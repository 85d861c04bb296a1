import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startStory, type Merchant, type ShownRun, type Story } from '../support/story.js';

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
    expect(body.counts).toMatchObject({ adopted: 0, deleted: 0 });
    expect(body.total).toBe(body.counts.created);
    expect(body.total).toBeGreaterThan(290);
    expect(story.sandbox.vk.journal.stats().writes).toBe(0);
  });

  it('hears of every stage and of progress as it happens, and only of their own runs', async () => {
    const stranger = await listen(await story.app.newcomer());
    const ear = await listen(merchant);
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

  async function listen({ email, password }: { email: string; password: string }) {
    const signIn = await fetch(`${story.app.url}/api/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password }),
    });
    const cookie = signIn.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ');
    const abort = new AbortController();
    const response = await fetch(`${story.app.url}/api/v1/sync/events`, { headers: { cookie }, signal: abort.signal });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const heard: ShownRun[] = [];
    const reading = (async () => {
      let text = '';
      for await (const chunk of response.body ?? []) {
        text += new TextDecoder().decode(chunk);
        for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
          const block = text.slice(0, end);
          text = text.slice(end + 2);
          const data = /^data: (\{.*)$/m.exec(block)?.[1];
          if (/^event: run$/m.test(block) && data) heard.push(JSON.parse(data) as ShownRun);
        }
      }
    })().catch(() => undefined);
    return {
      heard,
      until: async (enough: (heard: ShownRun[]) => boolean) => {
        for (const end = Date.now() + 20_000; !enough(heard); await new Promise((next) => setTimeout(next, 50))) {
          if (Date.now() > end) throw new Error(`heard only ${JSON.stringify(heard.at(-1))}`);
        }
      },
      close: () => {
        abort.abort();
        void reading;
      },
    };
  }
});
