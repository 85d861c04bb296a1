import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { RunsService } from '../../apps/api/src/sync/runs.service.js';
import { StepsService } from '../../apps/api/src/sync/steps.service.js';
import { startStory, type Merchant, type ShownRun, type Story } from '../support/story.js';

describe('VK has its limits and its ways', () => {
  let story: Story;
  let merchant: Merchant;
  let storeId: string;

  const group = (name: string, id?: string): string =>
    story.sandbox.evotor.upsertGroup(storeId, { name, ...(id !== undefined && { id }) }).id;
  const products = (count: number, parent_id?: string, from = 1): string[] =>
    Array.from({ length: count }, (_, index) => {
      const input = { name: `Чай № ${from + index}`, price: 100, ...(parent_id !== undefined && { parent_id }) };
      return story.sandbox.evotor.upsertProduct(storeId, input).id;
    });
  const album = (title: string) => merchant.albums().find((one) => one.title === title);
  const calls = (method: string): number => {
    const count = story.sandbox.vk.journal.stats().perMethod[method];
    return (count?.top ?? 0) + (count?.inner ?? 0);
  };
  const expectNoDoubles = (count: number): void => {
    const skus = merchant.shop().map(({ sku }) => sku);
    expect(skus).toHaveLength(count);
    expect(new Set(skus).size).toBe(count);
  };
  const begin = async (): Promise<ShownRun> => {
    await merchant.connect();
    await merchant.chooseAll();
    return merchant.run();
  };
  const quiet = async (): Promise<void> => {
    let run: ShownRun | undefined;
    expect(await story.writesDuring(async () => (run = await merchant.run()))).toBe(0);
    expect(run?.status).toBe('succeeded');
  };

  beforeAll(async () => {
    story = await startStory({ scenario: 'empty-shop' });
  }, 60_000);
  afterAll(() => story.close());
  beforeEach(async () => {
    await story.sandbox.reset('empty-shop');
    merchant = await story.merchant();
    storeId = merchant.world.storeIds[0] as string;
  });

  describe('photos', () => {
    it('one photo on two items refused: each gets its own upload, known for the rest of the run and the next one', async () => {
      story.sandbox.vk.setSwitches({ sharedPhotos: false });
      products(120);
      expect(await begin()).toMatchObject({ status: 'succeeded', counts: { created: 120, failed: 0 } });
      expectNoDoubles(120);
      // One probe of 25, of which one item got the shared photo.
      expect(calls('market.add')).toBeLessThanOrEqual(120 + 25);
      const before = calls('market.add');
      products(10, undefined, 500);
      expect((await merchant.run()).counts).toMatchObject({ created: 10, failed: 0 });
      expect(calls('market.add') - before).toBe(10);
      await quiet();
    }, 60_000);

    it('VK begins to refuse it in the middle of a run', async () => {
      products(600);
      const started = story.sandbox.vk.journal.stats().perMethod['market.add'];
      expect(started).toBeUndefined();
      await merchant.connect();
      await merchant.chooseAll();
      const run = await merchant.start();
      while (merchant.shop().length < 60) await new Promise((resolve) => setTimeout(resolve, 5));
      story.sandbox.vk.setSwitches({ sharedPhotos: false });
      expect(await merchant.wait(run.id)).toMatchObject({ status: 'succeeded', counts: { created: 600, failed: 0 } });
      expectNoDoubles(600);
      await quiet();
    }, 90_000);

    it('a remembered photo that is gone is uploaded anew', async () => {
      products(2);
      await begin();
      for (const item of merchant.shop()) story.sandbox.vk.hands.deleteItem(merchant.world.groupId, item.id);
      story.sandbox.vk.state.photos.clear();
      products(5, undefined, 10);
      expect(await merchant.run()).toMatchObject({ status: 'succeeded', counts: { created: 7, failed: 0 } });
      expect(merchant.shop()).toHaveLength(7);
      await quiet();
    }, 60_000);

    it('a photo that VK does not know right after it was saved: tried again a little later', async () => {
      story.sandbox.vk.setSwitches({ photoReadyAfterMs: 900 });
      products(30);
      expect(await begin()).toMatchObject({ status: 'succeeded', counts: { created: 30, failed: 0 } });
      expectNoDoubles(30);
    }, 60_000);

    it('a photo that VK knows only seconds after it was saved', async () => {
      story.sandbox.vk.setSwitches({ photoReadyAfterMs: 3500 });
      products(300);
      expect(await begin()).toMatchObject({ status: 'succeeded', counts: { created: 300, failed: 0 } });
      expectNoDoubles(300);
      // Only a first request at a time finds out that the photo is not known yet.
      expect(calls('market.add')).toBeLessThanOrEqual(300 + 4 * 25);
      await quiet();
    }, 60_000);

    it('pictures that are not in the listing are asked for several at a time', async () => {
      story.sandbox.evotor.faults.add({ kind: 'slow', path: '/images$', delayMs: 400, times: 0 });
      products(64);
      const run = await begin();
      expect(run).toMatchObject({ status: 'succeeded', counts: { created: 64, failed: 0 } });
      const { startedAt, finishedAt } = run as unknown as { startedAt: string; finishedAt: string };
      expect(Date.parse(finishedAt) - Date.parse(startedAt)).toBeLessThan((64 * 400) / 2);
    }, 60_000);

    it('the same, where each item has a photo of its own', async () => {
      story.sandbox.vk.setSwitches({ photoReadyAfterMs: 700, sharedPhotos: false });
      products(12);
      expect(await begin()).toMatchObject({ status: 'succeeded', counts: { created: 12, failed: 0 } });
      expectNoDoubles(12);
    }, 60_000);
  });

  describe('full shops', () => {
    it('no room for more goods (1405): the rest waits, edits go on, and the merchant is told what to do', async () => {
      const ids = products(4);
      await begin();
      products(5, undefined, 20);
      story.sandbox.vk.setLimits({ itemsPerShop: 6 });
      story.sandbox.evotor.upsertProduct(storeId, { id: ids[0], name: 'Чай № 1', price: 333 });
      const run = await merchant.run();
      expect(run).toMatchObject({
        status: 'partial',
        counts: { created: 2, failed: 3, updated: 1 },
        error: { code: 'shop_full', who: 'merchant', message: expect.stringContaining('нет места') },
      });
      const failed = (await merchant.outcomes(run.id)).filter(({ outcome }) => outcome === 'failed');
      expect(failed.map(({ reason }) => reason)).toEqual(Array(3).fill('quota_reached'));
      story.sandbox.vk.setLimits({ itemsPerShop: 100 });
      expect((await merchant.run()).counts).toMatchObject({ created: 3, failed: 0 });
      expectNoDoubles(9);
    }, 60_000);

    it('in a full shop what is deleted makes room for what is new', async () => {
      const ids = products(6);
      await merchant.connect();
      await merchant.agent.put('/api/v1/sync/settings').send({ onRemoved: 'delete' }).expect(200);
      await begin();
      story.sandbox.vk.setLimits({ itemsPerShop: 6 });
      for (const id of ids.slice(0, 3)) story.sandbox.evotor.deleteProduct(storeId, id);
      products(3, undefined, 50);
      expect(await merchant.run()).toMatchObject({
        status: 'succeeded',
        counts: { created: 3, deleted: 3, failed: 0 },
      });
    }, 60_000);

    it('an album is full (1406): it is filled to the brim, and the rest stays in the shop', async () => {
      products(60, group('Чай'));
      story.sandbox.vk.setLimits({ itemsPerAlbum: 37 });
      const run = await begin();
      expect(run).toMatchObject({
        status: 'partial',
        counts: { created: 60, failed: 0 },
        error: { code: 'album_full', who: 'merchant', message: expect.stringContaining('подборке') },
      });
      expect(album('Чай')?.items).toHaveLength(37);
      expectNoDoubles(60);
      expect(calls('market.addToAlbum')).toBeLessThanOrEqual(15);
      story.sandbox.vk.setLimits({ itemsPerAlbum: 100 });
      expect((await merchant.run()).status).toBe('succeeded');
      expect(album('Чай')?.items).toHaveLength(60);
      await quiet();
    }, 60_000);

    it('no more albums (1407): goods stand in the shop without one, and the merchant is told', async () => {
      story.sandbox.vk.setLimits({ albumsPerShop: 1 });
      products(3, group('Чай'));
      products(3, group('Кофе'), 30);
      const run = await begin();
      expect(run).toMatchObject({
        status: 'partial',
        counts: { created: 6, failed: 0, albumsCreated: 1 },
        error: { code: 'too_many_albums', who: 'merchant' },
      });
      expectNoDoubles(6);
      story.sandbox.vk.setLimits({ albumsPerShop: 10 });
      expect(await merchant.run()).toMatchObject({ status: 'succeeded', counts: { albumsCreated: 1 } });
      expect(merchant.albums().map(({ items }) => items.length)).toEqual([3, 3]);
    }, 60_000);

    it('the quota of the day for new goods is used up (29): said so, and everything else is done', async () => {
      const ids = products(3);
      await begin();
      story.sandbox.vk.faults.add({ method: 'market.add', effect: { type: 'error', code: 29 }, times: 100 });
      products(30, undefined, 100);
      story.sandbox.evotor.upsertProduct(storeId, { id: ids[1], name: 'Чай № 2', price: 222 });
      const run = await merchant.run();
      expect(run).toMatchObject({
        status: 'partial',
        counts: { created: 0, updated: 1, failed: 30 },
        error: { code: 'quota', who: 'wait' },
      });
      story.sandbox.vk.faults.clear();
      expect((await merchant.run()).counts).toMatchObject({ created: 30, failed: 0 });
    }, 60_000);

    it('captcha (14): the run ends at once, saying who must act', async () => {
      products(200);
      story.sandbox.vk.faults.add({ method: 'market.add', effect: { type: 'error', code: 14 }, nth: 30, times: 1000 });
      const run = await begin();
      expect(run).toMatchObject({ status: 'failed', error: { code: 'captcha', who: 'merchant' } });
      const attempts = calls('market.add');
      expect(attempts).toBeLessThan(200);
      story.sandbox.vk.faults.clear();
      expect(await merchant.run()).toMatchObject({ status: 'succeeded' });
      expectNoDoubles(200);
    }, 60_000);
  });

  it('items that turn out to be gone while they are edited: made anew while for sale, else told as not for sale', async () => {
    const [soldOut, offSale] = products(2) as [string, string];
    const put = (id: string, fields: object) =>
      story.sandbox.evotor.upsertProduct(storeId, { id, name: 'Чай', price: 200, ...fields });
    put(soldOut, { name: 'Чай № 1', quantity: 5 });
    put(offSale, { name: 'Чай № 2', quantity: 5 });
    await merchant.connect();
    await merchant.agent.put('/api/v1/sync/settings').send({ stockMode: 'evotor' }).expect(200);
    expect((await begin()).counts).toMatchObject({ created: 2 });
    await merchant.agent.put('/api/v1/sync/settings').send({ refreshVkCatalogEnabled: false }).expect(200);
    for (const { id } of merchant.shop()) story.sandbox.vk.hands.deleteItem(merchant.world.groupId, id);
    put(soldOut, { name: 'Чай № 1', quantity: 0 });
    put(offSale, { name: 'Чай № 2', quantity: 5, allow_to_sell: false });
    const run = await merchant.run();
    expect(run).toMatchObject({ status: 'succeeded', counts: { skipped: 1, failed: 0 } });
    expect(merchant.shop().map(({ name, stock }) => [name, stock])).toEqual([['Чай № 1', 0]]);
    expect(await merchant.outcomes(run.id)).toContainEqual(
      expect.objectContaining({ name: 'Чай № 2', outcome: 'skipped', reason: 'not_for_sale' }),
    );
    await quiet();
  }, 60_000);

  describe('answers that are lost', () => {
    it('many at once, in the middle of a run: settled once by reading, neither double nor hole', async () => {
      products(400, group('Чай'));
      for (const nth of [3, 4, 7, 12]) {
        story.sandbox.vk.faults.add({ method: 'execute', effect: { type: 'cut', when: 'after' }, nth, times: 1 });
      }
      for (const nth of [5, 9]) {
        story.sandbox.vk.faults.add({ method: 'execute', effect: { type: 'cut', when: 'before' }, nth, times: 1 });
      }
      const run = await begin();
      expect(run).toMatchObject({ status: 'succeeded', counts: { created: 400, failed: 0 } });
      expectNoDoubles(400);
      expect(album('Чай')?.items).toHaveLength(400);
      // Before and after the run, and to settle: never a listing for each loss.
      expect(calls('market.get')).toBeLessThanOrEqual(12);
      await quiet();
    }, 60_000);

    it.each([
      ['half an answer', { type: 'truncated' } as const],
      ['a page of HTML', { type: 'html' } as const],
      ['code 10', { type: 'error', code: 10 } as const],
    ])(
      '%s inside a batch of new goods',
      async (_, effect) => {
        products(60);
        story.sandbox.vk.faults.add({ method: 'market.add', effect, nth: 8, times: 1 });
        await begin();
        expectNoDoubles(60);
        await quiet();
      },
      60_000,
    );

    it('albums whose answer was lost are found by their title', async () => {
      for (const name of ['Чай', 'Кофе', 'Сладости']) products(3, group(name), name.length * 10);
      story.sandbox.vk.faults.add({ method: 'execute', effect: { type: 'cut', when: 'after' }, nth: 1, times: 1 });
      const run = await begin();
      expect(run.status).toBe('succeeded');
      expect(merchant.albums().map(({ title, items }) => [title, items.length])).toEqual([
        ['Чай', 3],
        ['Кофе', 3],
        ['Сладости', 3],
      ]);
      expectNoDoubles(9);
      await quiet();
    }, 60_000);

    it('two tries of the same step at once, as when Redis was away: one waits for the other, nothing is doubled', async () => {
      products(400);
      await merchant.connect();
      await merchant.chooseAll();
      const { id } = await merchant.start();
      while (merchant.shop().length < 60) await new Promise((resolve) => setTimeout(resolve, 5));
      const run = await story.app.app.get(RunsService).findAlive(id);
      if (!run) throw new Error('the run has ended');
      const again = story.app.app.get(StepsService).mirrorToVk(run, new AbortController().signal);
      await Promise.allSettled([again, merchant.wait(id)]);
      expect((await merchant.wait(id)).status).toBe('succeeded');
      expectNoDoubles(400);
      await quiet();
    }, 60_000);

    it('VK is gone: the run ends saying so, and the next one takes up the work', async () => {
      products(300);
      story.sandbox.vk.faults.add({ method: 'execute', effect: { type: 'cut', when: 'after' }, nth: 4, times: 1000 });
      const run = await begin();
      expect([run.status, run.error?.code, run.error?.who, run.counts]).toEqual([
        'failed',
        'vk_unavailable',
        'wait',
        expect.objectContaining({ failed: 0 }),
      ]);
      expect(run.counts.created).toBeGreaterThanOrEqual(50);
      story.sandbox.vk.faults.clear();
      expect((await merchant.run()).status).toBe('succeeded');
      expectNoDoubles(300);
      await quiet();
    }, 90_000);
  });

  describe('groups and albums', () => {
    let [tea, sweets] = ['', ''];
    beforeEach(async () => {
      tea = group('Чай');
      sweets = group('Сладости');
      products(3, tea);
      products(3, sweets, 30);
      expect((await begin()).status).toBe('succeeded');
    });
    const allIn = (parent_id: string): void => {
      const { products: all } = story.sandbox.evotor.state.store(storeId);
      for (const [id, { fields }] of all) {
        story.sandbox.evotor.upsertProduct(storeId, { ...fields, id, parent_id });
      }
    };

    it('two groups are merged: the items move, the old album is left as it is, empty', async () => {
      allIn(tea);
      story.sandbox.evotor.deleteGroup(storeId, sweets);
      await merchant.run();
      expect(album('Чай')?.items).toHaveLength(6);
      expect(album('Сладости')?.items).toEqual([]);
      await quiet();
    }, 60_000);

    it('a group is split: a new album takes its part', async () => {
      const green = group('Зелёный чай');
      await merchant.run();
      await merchant.chooseAll();
      const { products: all } = story.sandbox.evotor.state.store(storeId);
      const [first] = all;
      if (!first) throw new Error('no products');
      story.sandbox.evotor.upsertProduct(storeId, { ...first[1].fields, id: first[0], parent_id: green });
      await merchant.run();
      expect(album('Зелёный чай')?.items).toEqual(['Чай № 1']);
      expect(album('Чай')?.items).toHaveLength(2);
      await quiet();
    }, 60_000);

    it('two groups swap their names: the albums follow', async () => {
      group('Сладости', tea);
      group('Чай', sweets);
      await merchant.run();
      expect(album('Сладости')?.items).toContain('Чай № 1');
      expect(album('Чай')?.items).toContain('Чай № 30');
      await quiet();
    }, 60_000);

    it('an item moved by hand goes back to its album, one hidden by hand comes back on sale', async () => {
      const [one, other] = merchant.shop();
      if (!one || !other) throw new Error('no items');
      story.sandbox.vk.hands.moveItem(merchant.world.groupId, one.id, [album('Сладости')?.id ?? 0]);
      story.sandbox.vk.hands.editItem(merchant.world.groupId, other.id, { stock: 0 });
      await merchant.run();
      const shop = new Map(merchant.shop().map((item) => [item.id, item]));
      expect(shop.get(one.id)?.albums).toEqual(one.albums);
      expect(shop.get(other.id)?.stock).toBe(other.stock);
      await quiet();
    }, 60_000);
  });
});
