import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { startGround, type Ground } from '../support/ground.js';

const RUN_MS = 90_000;
/** Longer than the process lives after VK has done the work. */
const LATE_MS = 15_000;

describe('The process is killed in the middle of a mirror', () => {
  let ground: Ground | undefined;
  beforeEach(() => {
    ground = undefined;
  });
  afterEach(() => ground?.close());

  const community = ({ sandbox }: Ground) => {
    const [found] = sandbox.vk.snapshot().communities;
    if (!found) throw new Error('no community');
    return found;
  };
  const shop = (here: Ground) =>
    community(here).items.filter((item) => item.erasedAt === null && item.sku.startsWith('EV-'));
  const skus = (here: Ground) => shop(here).map((item) => item.sku);
  /** Titles of the albums in VK, each with the names of what lies in it. */
  const albums = (here: Ground) => {
    const { items, albums: all } = community(here);
    const nameOf = new Map(items.map((item) => [item.id, item.name]));
    return all.map(({ title, itemIds }) => [title, itemIds.map((id) => nameOf.get(id)).sort()]);
  };
  const run = async (here: Ground) => here.wait(await here.start(), RUN_MS);
  const expectQuiet = async (here: Ground) => {
    const { writes } = here.sandbox.vk.journal.stats();
    expect(await run(here)).toMatchObject({ status: 'succeeded', counts: { created: 0, updated: 0, failed: 0 } });
    expect(here.sandbox.vk.journal.stats().writes).toBe(writes);
  };

  it('started again, it goes on by itself: no double, nothing missing, and then nothing left to do', async () => {
    ground = await startGround('all', 6, 'tea-shop');
    await ground.moveIn({});
    const runId = await ground.start();
    for (const enough of [40, 160]) {
      while (shop(ground).length < enough) await delay(10);
      await ground.killWorker();
    }
    const ended = await ground.wait(runId, RUN_MS);
    expect(ended).toMatchObject({ status: 'succeeded', counts: { adopted: 1, updated: 0, failed: 0 } });
    expect(new Set(skus(ground)).size).toBe(skus(ground).length);
    expect(skus(ground).length).toBe((ended?.counts.created ?? 0) + 1);
    await expectQuiet(ground);
    expect(await ground.stop()).toBe(0);
  }, 180_000);

  it('VK has made the albums and the answer is not heard: they are found again, and every item lies in its own', async () => {
    ground = await startGround('all', 40);
    const { evotor, vk } = ground.sandbox;
    const storeId = ground.world.storeIds[0] ?? '';
    const old = evotor.upsertGroup(storeId, { name: 'Чай' }).id;
    const goods = Array.from({ length: 30 }, (_, index) =>
      evotor.upsertProduct(storeId, { name: `Чай № ${index}`, price: 100, parent_id: old }),
    );
    await ground.moveIn({});
    const names = ['Зелёный чай', 'Белый чай', 'Улун'];
    const groups = names.map((name) => evotor.upsertGroup(storeId, { name }).id);
    expect((await run(ground))?.status).toBe('succeeded');
    await ground.chooseAll();

    goods.forEach(({ id }, index) => {
      evotor.upsertProduct(storeId, { id, name: `Чай № ${index}`, price: 100, parent_id: groups[index % 3] ?? '' });
    });
    vk.faults.add({ method: 'execute', effect: { type: 'slow', ms: LATE_MS }, nth: 1, times: 1 });
    const runId = await ground.start();
    while (community(ground).albums.length < 4) await delay(5);
    await ground.killWorker();
    expect((await ground.wait(runId, RUN_MS))?.status).toBe('succeeded');
    const inGroup = (place: number) =>
      goods.flatMap((_, index) => (index % 3 === place ? [`Чай № ${index}`] : [])).sort();
    const expected = [['Чай', []], ...names.map((name, place) => [name, inGroup(place)])];
    expect(albums(ground).sort()).toEqual(expected.sort());
    await expectQuiet(ground);
  }, 120_000);

  it('everything is made, and not read back yet: nothing is taken for missing', async () => {
    ground = await startGround('all', 40);
    const { evotor, vk } = ground.sandbox;
    const storeId = ground.world.storeIds[0] ?? '';
    const group = evotor.upsertGroup(storeId, { name: 'Чай' }).id;
    for (let n = 1; n <= 30; n += 1) evotor.upsertProduct(storeId, { name: `Чай № ${n}`, price: n, parent_id: group });
    await ground.moveIn({});
    vk.faults.add({ method: 'market.getById', effect: { type: 'slow', ms: LATE_MS }, nth: 1, times: 1 });
    const runId = await ground.start();
    while (vk.journal.stats().perMethod['market.getById'] === undefined) await delay(5);
    await ground.killWorker();
    expect((await ground.wait(runId, RUN_MS))?.status).toBe('succeeded');
    expect([skus(ground).length, new Set(skus(ground)).size]).toEqual([30, 30]);
    expect(albums(ground).map(([title, items]) => [title, items?.length])).toEqual([['Чай', 30]]);
    await expectQuiet(ground);
  }, 120_000);
});
