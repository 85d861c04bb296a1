import { beforeEach, describe, expect, it } from '@jest/globals';
import { useOneStore } from '../support/one-store.js';

describe('VK has its limits and its ways', () => {
  const here = useOneStore();
  const { group, products, album, calls, expectNoDoubles, begin, quiet } = here;

  describe('photos', () => {
    it('one photo on two items refused: each gets its own upload, known for the rest of the run and the next one', async () => {
      here.story.sandbox.vk.setSwitches({ sharedPhotos: false });
      products(120);
      expect(await begin()).toMatchObject({ status: 'succeeded', counts: { created: 120, failed: 0 } });
      expectNoDoubles(120);
      // One probe of 25, of which one item got the shared photo.
      expect(calls('market.add')).toBeLessThanOrEqual(120 + 25);
      const before = calls('market.add');
      products(10, undefined, 500);
      expect((await here.merchant.run()).counts).toMatchObject({ created: 10, failed: 0 });
      expect(calls('market.add') - before).toBe(10);
      await quiet();
    }, 60_000);

    it('VK begins to refuse it in the middle of a run', async () => {
      products(600);
      const started = here.story.sandbox.vk.journal.stats().perMethod['market.add'];
      expect(started).toBeUndefined();
      await here.merchant.connect();
      await here.merchant.chooseAll();
      const run = await here.merchant.start();
      while (here.merchant.shop().length < 60) await new Promise((resolve) => setTimeout(resolve, 5));
      here.story.sandbox.vk.setSwitches({ sharedPhotos: false });
      expect(await here.merchant.wait(run.id)).toMatchObject({
        status: 'succeeded',
        counts: { created: 600, failed: 0 },
      });
      expectNoDoubles(600);
      await quiet();
    }, 90_000);

    it('a remembered photo that is gone is uploaded anew', async () => {
      products(2);
      await begin();
      for (const item of here.merchant.shop())
        here.story.sandbox.vk.hands.deleteItem(here.merchant.world.groupId, item.id);
      here.story.sandbox.vk.state.photos.clear();
      products(5, undefined, 10);
      expect(await here.merchant.run()).toMatchObject({ status: 'succeeded', counts: { created: 7, failed: 0 } });
      expect(here.merchant.shop()).toHaveLength(7);
      await quiet();
    }, 60_000);

    it('a photo that VK does not know right after it was saved: tried again a little later', async () => {
      here.story.sandbox.vk.setSwitches({ photoReadyAfterMs: 900 });
      products(30);
      expect(await begin()).toMatchObject({ status: 'succeeded', counts: { created: 30, failed: 0 } });
      expectNoDoubles(30);
    }, 60_000);

    it('a photo that VK knows only seconds after it was saved', async () => {
      here.story.sandbox.vk.setSwitches({ photoReadyAfterMs: 3500 });
      products(300);
      expect(await begin()).toMatchObject({ status: 'succeeded', counts: { created: 300, failed: 0 } });
      expectNoDoubles(300);
      // Only a first request at a time finds out that the photo is not known yet.
      expect(calls('market.add')).toBeLessThanOrEqual(300 + 4 * 25);
      await quiet();
    }, 60_000);

    it('pictures that are not in the listing are asked for several at a time', async () => {
      here.story.sandbox.evotor.faults.add({ kind: 'slow', path: '/images$', delayMs: 400, times: 0 });
      products(64);
      const run = await begin();
      expect(run).toMatchObject({ status: 'succeeded', counts: { created: 64, failed: 0 } });
      const { startedAt, finishedAt } = run as unknown as { startedAt: string; finishedAt: string };
      expect(Date.parse(finishedAt) - Date.parse(startedAt)).toBeLessThan((64 * 400) / 2);
    }, 60_000);

    it('the same, where each item has a photo of its own', async () => {
      here.story.sandbox.vk.setSwitches({ photoReadyAfterMs: 700, sharedPhotos: false });
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
      here.story.sandbox.vk.setLimits({ itemsPerShop: 6 });
      here.story.sandbox.evotor.upsertProduct(here.storeId, { id: ids[0], name: 'Чай № 1', price: 333 });
      const run = await here.merchant.run();
      expect(run).toMatchObject({
        status: 'partial',
        counts: { created: 2, failed: 3, updated: 1 },
        error: { code: 'shop_full', who: 'merchant', message: expect.stringContaining('нет места') },
      });
      const failed = (await here.merchant.outcomes(run.id)).filter(({ outcome }) => outcome === 'failed');
      expect(failed.map(({ reason }) => reason)).toEqual(Array(3).fill('quota_reached'));
      here.story.sandbox.vk.setLimits({ itemsPerShop: 100 });
      expect((await here.merchant.run()).counts).toMatchObject({ created: 3, failed: 0 });
      expectNoDoubles(9);
    }, 60_000);

    it('in a full shop what is deleted makes room for what is new', async () => {
      const ids = products(6);
      await here.merchant.connect();
      await here.merchant.agent.put('/api/v1/sync/settings').send({ onRemoved: 'delete' }).expect(200);
      await begin();
      here.story.sandbox.vk.setLimits({ itemsPerShop: 6 });
      for (const id of ids.slice(0, 3)) here.story.sandbox.evotor.deleteProduct(here.storeId, id);
      products(3, undefined, 50);
      expect(await here.merchant.run()).toMatchObject({
        status: 'succeeded',
        counts: { created: 3, deleted: 3, failed: 0 },
      });
    }, 60_000);

    it('an album is full (1406): it is filled to the brim, and the rest stays in the shop', async () => {
      products(60, group('Чай'));
      here.story.sandbox.vk.setLimits({ itemsPerAlbum: 37 });
      const run = await begin();
      expect(run).toMatchObject({
        status: 'partial',
        counts: { created: 60, failed: 0 },
        error: { code: 'album_full', who: 'merchant', message: expect.stringContaining('подборке') },
      });
      expect(album('Чай')?.items).toHaveLength(37);
      expectNoDoubles(60);
      expect(calls('market.addToAlbum')).toBeLessThanOrEqual(15);
      const again = await here.merchant.run();
      expect(again).toMatchObject({ status: 'partial', counts: { unchanged: 37, failed: 23 } });
      const left = await here.merchant.outcomes(again.id);
      expect(left).toHaveLength(23);
      expect(left[0]).toMatchObject({ outcome: 'failed', message: expect.stringContaining('подборке') });
      here.story.sandbox.vk.setLimits({ itemsPerAlbum: 100 });
      expect((await here.merchant.run()).status).toBe('succeeded');
      expect(album('Чай')?.items).toHaveLength(60);
      await quiet();
    }, 60_000);

    it('no more albums (1407): goods stand in the shop without one, and the merchant is told', async () => {
      here.story.sandbox.vk.setLimits({ albumsPerShop: 1 });
      products(3, group('Чай'));
      products(3, group('Кофе'), 30);
      const run = await begin();
      expect(run).toMatchObject({
        status: 'partial',
        counts: { created: 6, failed: 0, albumsCreated: 1 },
        error: { code: 'too_many_albums', who: 'merchant' },
      });
      expectNoDoubles(6);
      here.story.sandbox.vk.setLimits({ albumsPerShop: 10 });
      expect(await here.merchant.run()).toMatchObject({ status: 'succeeded', counts: { albumsCreated: 1 } });
      expect(here.merchant.albums().map(({ items }) => items.length)).toEqual([3, 3]);
    }, 60_000);

    it('the quota of the day for new goods is used up (29): said so, and everything else is done', async () => {
      const ids = products(3);
      await begin();
      here.story.sandbox.vk.faults.add({ method: 'market.add', effect: { type: 'error', code: 29 }, times: 100 });
      products(30, undefined, 100);
      here.story.sandbox.evotor.upsertProduct(here.storeId, { id: ids[1], name: 'Чай № 2', price: 222 });
      const run = await here.merchant.run();
      expect(run).toMatchObject({
        status: 'partial',
        counts: { created: 0, updated: 1, failed: 30 },
        error: { code: 'quota', who: 'wait' },
      });
      here.story.sandbox.vk.faults.clear();
      expect((await here.merchant.run()).counts).toMatchObject({ created: 30, failed: 0 });
    }, 60_000);

    it('captcha (14): the run ends at once, saying who must act', async () => {
      products(200);
      here.story.sandbox.vk.faults.add({
        method: 'market.add',
        effect: { type: 'error', code: 14 },
        nth: 30,
        times: 1000,
      });
      const run = await begin();
      expect(run).toMatchObject({ status: 'failed', error: { code: 'captcha', who: 'merchant' } });
      const attempts = calls('market.add');
      expect(attempts).toBeLessThan(200);
      const all = here.story.sandbox.vk.journal.list();
      const turnedAway = all.findIndex(({ inner }) => inner.some(({ verdict }) => verdict.code === 14));
      expect(turnedAway).toBeGreaterThan(0);
      expect(all.slice(turnedAway + 1).filter(({ method }) => method.startsWith('market.get'))).toEqual([]);
      here.story.sandbox.vk.faults.clear();
      expect(await here.merchant.run()).toMatchObject({ status: 'succeeded' });
      expectNoDoubles(200);
    }, 60_000);
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
      const { products: all } = here.story.sandbox.evotor.state.store(here.storeId);
      for (const [id, { fields }] of all) {
        here.story.sandbox.evotor.upsertProduct(here.storeId, { ...fields, id, parent_id });
      }
    };

    it('two groups are merged: the items move, the old album is left as it is, empty', async () => {
      allIn(tea);
      here.story.sandbox.evotor.deleteGroup(here.storeId, sweets);
      await here.merchant.run();
      expect(album('Чай')?.items).toHaveLength(6);
      expect(album('Сладости')?.items).toEqual([]);
      await quiet();
    }, 60_000);

    it('a group is split: a new album takes its part', async () => {
      const green = group('Зелёный чай');
      await here.merchant.run();
      await here.merchant.chooseAll();
      const { products: all } = here.story.sandbox.evotor.state.store(here.storeId);
      const [first] = all;
      if (!first) throw new Error('no products');
      here.story.sandbox.evotor.upsertProduct(here.storeId, { ...first[1].fields, id: first[0], parent_id: green });
      await here.merchant.run();
      expect(album('Зелёный чай')?.items).toEqual(['Чай № 1']);
      expect(album('Чай')?.items).toHaveLength(2);
      await quiet();
    }, 60_000);

    it('two groups swap their names: the albums follow', async () => {
      group('Сладости', tea);
      group('Чай', sweets);
      await here.merchant.run();
      expect(album('Сладости')?.items).toContain('Чай № 1');
      expect(album('Чай')?.items).toContain('Чай № 30');
      await quiet();
    }, 60_000);

    it('an item moved by hand goes back to its album, one hidden by hand comes back on sale', async () => {
      const [one, other] = here.merchant.shop();
      if (!one || !other) throw new Error('no items');
      here.story.sandbox.vk.hands.moveItem(here.merchant.world.groupId, one.id, [album('Сладости')?.id ?? 0]);
      here.story.sandbox.vk.hands.editItem(here.merchant.world.groupId, other.id, { stock: 0 });
      await here.merchant.run();
      const shop = new Map(here.merchant.shop().map((item) => [item.id, item]));
      expect(shop.get(one.id)?.albums).toEqual(one.albums);
      expect(shop.get(other.id)?.stock).toBe(other.stock);
      await quiet();
    }, 60_000);
  });
});
