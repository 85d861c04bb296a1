import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { RunsService } from '../../apps/api/src/sync/runs.service.js';
import { RowWrites } from '../support/row-writes.js';
import { startStory, type Merchant, type ShownRun, type Story } from '../support/story.js';

const GOODS = 600;
const GROUPS = 12;
const CALLS = 25;
const WATCHED = [
  ...['cached_stores', 'cached_groups', 'cached_products', 'vk_cached_products', 'vk_cached_albums'],
  ...['sync_run_items', 'vk_connections', 'evotor_connections', 'sync_configs', 'sync_filters'],
];

describe('A mirror costs as few requests to VK as it can', () => {
  let story: Story;
  let merchant: Merchant;
  let storeId: string;
  let writes: RowWrites;
  const groups: string[] = [];
  const products: string[] = [];

  const name = (n: number): string => `Чай № ${n}, 100 г`;
  const put = (n: number, price = 100 + n, more: object = {}): void => {
    const parent_id = groups[n % GROUPS] ?? '';
    const { id } = story.sandbox.evotor.upsertProduct(storeId, {
      ...{ id: products[n], name: name(n), price, parent_id, measure_name: 'шт', ...more },
    });
    products[n] = id;
  };
  const settings = (changes: Record<string, unknown>) =>
    merchant.agent.put('/api/v1/sync/settings').send(changes).expect(200);
  /** Runs, and answers what it cost: requests, and the calls of each writing method. */
  const cost = async () => {
    const before = story.sandbox.vk.journal.stats();
    const run: ShownRun = await merchant.run();
    const after = story.sandbox.vk.journal.stats();
    const calls = (method: string): number => {
      const [now, then] = [after.perMethod[method], before.perMethod[method]];
      return (now?.top ?? 0) + (now?.inner ?? 0) - (then?.top ?? 0) - (then?.inner ?? 0);
    };
    return { run, requests: after.requests - before.requests, writes: after.writes - before.writes, calls };
  };

  beforeAll(async () => {
    story = await startStory({ scenario: 'empty-shop' });
    merchant = await story.merchant();
    storeId = merchant.world.storeIds[0] as string;
    for (let n = 0; n < GROUPS; n += 1)
      groups.push(story.sandbox.evotor.upsertGroup(storeId, { name: `Полка ${n}` }).id);
    for (let n = 0; n < GOODS; n += 1) put(n);
    await merchant.connect();
    await merchant.chooseAll();
    writes = await RowWrites.watch(story.app.app.get(DataSource), WATCHED);
  }, 60_000);

  afterAll(() => story.close());
  beforeEach(() => writes.take());

  it('a first one: the new goods by 25, albums and places in them in the same requests', async () => {
    const { run, requests, calls } = await cost();
    expect(run).toMatchObject({ status: 'succeeded', counts: { created: GOODS, albumsCreated: GROUPS } });
    expect(calls('market.add')).toBe(GOODS);
    expect(calls('market.addToAlbum')).toBe(GROUPS);
    const writing = Math.ceil((GOODS + 2 * GROUPS) / CALLS);
    // Two to see the empty shop, two for the photo, two to read back; one request may leave half full.
    expect(requests).toBeLessThanOrEqual(writing + 2 + 2 + 2 + 1);
    expect(merchant.albums().map(({ items }) => items.length)).toEqual(Array(GROUPS).fill(GOODS / GROUPS));
    expect(story.sandbox.vk.journal.stats()).toMatchObject({ code6: 0, invalidParams: 0 });
  }, 60_000);

  it('nothing changed: the shop is read, nothing is written, neither in VK nor in the tables', async () => {
    await cost();
    await writes.take();
    const { run, requests, writes: made } = await cost();
    expect(run).toMatchObject({ status: 'succeeded', counts: { unchanged: GOODS, skipped: 0 } });
    expect(made).toBe(0);
    expect(requests).toBeLessThanOrEqual(3);
    expect(await writes.take()).toEqual({});
  }, 60_000);

  it('a few changes of all kinds go together: two requests, for a place in an album needs an item', async () => {
    put(0, 555);
    put(1, 101, { name: 'Чай первый, 100 г' });
    put(GOODS, 77, { parent_id: groups[3] });
    put(2, 102, { parent_id: groups[5] });
    story.sandbox.evotor.deleteProduct(storeId, products[4] as string);
    const before = await cost();
    expect(before.run).toMatchObject({ status: 'succeeded', counts: { created: 1, updated: 3, hidden: 1 } });
    // Albums and items (3), the changes and then the new item's album (2), what they became (1).
    expect(before.requests).toBeLessThanOrEqual(6);
    put(4);
    await cost();
  }, 60_000);

  it('a new price for everything: 25 edits a request', async () => {
    await settings({ priceMultiplier: '2' });
    const { run, requests, calls } = await cost();
    expect(run.counts.updated).toBe(GOODS + 1);
    expect(calls('market.edit')).toBe(GOODS + 1);
    expect(requests).toBeLessThanOrEqual(Math.ceil((GOODS + 1) / CALLS) + 3 + 1);
  }, 60_000);

  it('everything taken off: 25 hidings a request, once', async () => {
    const whole = `/api/v1/catalog/stores/${storeId}/groups/sync`;
    await merchant.agent.put(whole).send({ enabled: false }).expect(200);
    const { run, requests, calls } = await cost();
    expect(run.counts.hidden).toBe(GOODS + 1);
    expect(calls('market.edit')).toBe(GOODS + 1);
    expect(requests).toBeLessThanOrEqual(Math.ceil((GOODS + 1) / CALLS) + 3 + 1);
    expect((await cost()).writes).toBe(0);
    await merchant.agent.put(whole).send({ enabled: true }).expect(200);
    expect((await cost()).run.counts.updated).toBe(GOODS + 1);
  }, 60_000);

  it('goods skipped run after run are written once, and shown for every run', async () => {
    put(7, 0);
    put(8, 108, { type: 'BEER_MARKED' });
    expect((await cost()).run.counts.hidden).toBe(2);
    const { run: first } = await cost();
    await writes.take();
    const { run: second, writes: made } = await cost();
    expect(made).toBe(0);
    expect(await writes.take()).toEqual({});
    for (const run of [first, second]) {
      expect(run.counts).toMatchObject({ skipped: 2, hidden: 0 });
      const outcomes = await merchant.outcomes(run.id);
      expect(outcomes.map(({ name: one, reason }) => [one, reason])).toEqual(
        expect.arrayContaining([
          [name(7), 'no_price'],
          [name(8), 'restricted_goods'],
        ]),
      );
      expect(outcomes).toHaveLength(2);
    }
    const { body: causes } = await merchant.agent.get(`/api/v1/sync/runs/${second.id}/causes`).expect(200);
    expect(causes.items).toHaveLength(2);
    put(7);
    const { run: third } = await cost();
    expect((await merchant.outcomes(third.id)).map(({ name: one, action }) => [one, action])).toEqual([
      [name(7), 'update'],
      [name(8), 'skip'],
    ]);
  }, 60_000);

  it('what VK refuses for its content is not sent every hour, but on demand and when it has changed', async () => {
    const scheduled = async (): Promise<ShownRun> => {
      const { id } = await story.app.app.get(RunsService).start(merchant.userId, 'schedule');
      return merchant.wait(id);
    };
    story.sandbox.vk.faults.add({ method: 'market.add', effect: { type: 'error', code: 1408 }, times: 100 });
    put(GOODS + 1, 88);
    expect((await scheduled()).counts.failed).toBe(1);
    let run: ShownRun | undefined;
    expect(await story.writesDuring(async () => (run = await scheduled()))).toBe(0);
    expect(run).toMatchObject({ status: 'partial', counts: { failed: 1 } });
    expect((await merchant.outcomes(run?.id ?? '')).filter(({ outcome }) => outcome === 'failed')).toMatchObject([
      { reason: 'vk_rejected', message: expect.stringContaining('ссылки') },
    ]);
    story.sandbox.vk.faults.clear();
    put(GOODS + 1, 88, { description: 'Без ссылок' });
    expect((await scheduled()).counts).toMatchObject({ created: 1, failed: 0 });
    story.sandbox.vk.faults.add({ method: 'market.add', effect: { type: 'error', code: 19 }, times: 1 });
    put(GOODS + 2, 99);
    expect((await scheduled()).counts.failed).toBe(1);
    expect((await merchant.run()).counts).toMatchObject({ created: 1, failed: 0 });
  }, 60_000);
});
