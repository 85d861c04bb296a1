import { describe, expect, it } from '@jest/globals';
import { RunsService } from '../../apps/api/src/sync/runs.service.js';
import { StepsService } from '../../apps/api/src/sync/steps.service.js';
import { useOneStore } from '../support/one-store.js';

describe('Answers of VK that are lost, and items that are gone meanwhile', () => {
  const here = useOneStore();
  const { group, products, album, calls, expectNoDoubles, begin, quiet } = here;

  it('items that turn out to be gone while they are edited: made anew while for sale, else told as not for sale', async () => {
    const [soldOut, offSale] = products(2) as [string, string];
    const put = (id: string, fields: object) =>
      here.story.sandbox.evotor.upsertProduct(here.storeId, { id, name: 'Чай', price: 200, ...fields });
    put(soldOut, { name: 'Чай № 1', quantity: 5 });
    put(offSale, { name: 'Чай № 2', quantity: 5 });
    await here.merchant.connect();
    await here.merchant.agent.put('/api/v1/sync/settings').send({ stockMode: 'evotor' }).expect(200);
    expect((await begin()).counts).toMatchObject({ created: 2 });
    await here.merchant.agent.put('/api/v1/sync/settings').send({ refreshVkCatalogEnabled: false }).expect(200);
    for (const { id } of here.merchant.shop()) here.story.sandbox.vk.hands.deleteItem(here.merchant.world.groupId, id);
    put(soldOut, { name: 'Чай № 1', quantity: 0 });
    put(offSale, { name: 'Чай № 2', quantity: 5, allow_to_sell: false });
    const run = await here.merchant.run();
    expect(run).toMatchObject({ status: 'succeeded', counts: { skipped: 1, failed: 0 } });
    expect(here.merchant.shop().map(({ name, stock }) => [name, stock])).toEqual([['Чай № 1', 0]]);
    expect(await here.merchant.outcomes(run.id)).toContainEqual(
      expect.objectContaining({ name: 'Чай № 2', outcome: 'skipped', reason: 'not_for_sale' }),
    );
    await quiet();
  }, 60_000);

  it('many at once, in the middle of a run: settled once by reading, neither double nor hole', async () => {
    products(400, group('Чай'));
    for (const nth of [3, 4, 7, 12]) {
      here.story.sandbox.vk.faults.add({ method: 'execute', effect: { type: 'cut', when: 'after' }, nth, times: 1 });
    }
    for (const nth of [5, 9]) {
      here.story.sandbox.vk.faults.add({ method: 'execute', effect: { type: 'cut', when: 'before' }, nth, times: 1 });
    }
    const run = await begin();
    expect(run).toMatchObject({ status: 'succeeded', counts: { created: 400, failed: 0 } });
    expectNoDoubles(400);
    expect(album('Чай')?.items).toHaveLength(400);
    // Before and after the run, and to settle: never a listing for each loss.
    expect(calls('market.get')).toBeLessThanOrEqual(12);
    await quiet();
  }, 60_000);

  it('goods whose answer was lost are found though the merchant puts hundreds of their own above them meanwhile', async () => {
    products(30);
    await here.merchant.connect();
    await here.merchant.chooseAll();
    const { faults, hands } = here.story.sandbox.vk;
    faults.add({ method: 'execute', effect: { type: 'cut', when: 'after' }, nth: 1, times: 1 });
    const { id } = await here.merchant.start();
    while (here.merchant.shop().length < 20) await new Promise((resolve) => setTimeout(resolve, 5));
    const { groupId } = here.merchant.world;
    for (let n = 1; n <= 300; n += 1) hands.addItem(groupId, { name: `Своя чашка ${n}`, price: 50_000 });
    expect(await here.merchant.wait(id)).toMatchObject({ status: 'succeeded', counts: { created: 30 } });
    expect(here.merchant.shop().filter(({ sku }) => sku === '')).toHaveLength(300);
    const ours = here.merchant.shop().filter(({ sku }) => sku.startsWith('EV-'));
    expect(ours.map(({ name }) => name).sort()).toEqual([...new Set(ours.map(({ name }) => name))].sort());
    expect(ours).toHaveLength(30);
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
      here.story.sandbox.vk.faults.add({ method: 'market.add', effect, nth: 8, times: 1 });
      await begin();
      expectNoDoubles(60);
      await quiet();
    },
    60_000,
  );

  it.each([1, 2, 3])(
    'the answer to writing request %d of a run that makes albums, moves, edits and creates',
    async (nth) => {
      const old = group('Чай');
      const ids = products(40, old);
      const groupName = 'Зелёный <b> &laquo;чай&raquo;';
      const groups = [groupName, 'Белый чай', 'Улун', 'Пуэр'].map((name) => group(name));
      here.story.sandbox.vk.setSwitches({ escapeTexts: true });
      await begin();
      for (const { id } of here.merchant.shop().slice(0, 3))
        here.story.sandbox.vk.hands.deleteItem(here.merchant.world.groupId, id);
      ids.slice(0, 30).forEach((id, index) => {
        const fields = { name: `Чай № ${index + 1}`, price: 200, parent_id: groups[index % 4] ?? old };
        here.story.sandbox.evotor.upsertProduct(here.storeId, { id, ...fields });
      });
      products(3, groups[0], 100);
      here.story.sandbox.vk.faults.add({ method: 'execute', effect: { type: 'cut', when: 'after' }, nth, times: 1 });
      expect((await here.merchant.run()).status).toBe('succeeded');
      expectNoDoubles(43);
      const inAlbums = here.merchant.shop().map((item) => item.albums.join());
      expect(
        ['Чай', groupName, 'Белый чай', 'Улун', 'Пуэр'].map((title) => inAlbums.filter((one) => one === title).length),
      ).toEqual([10, 11, 8, 7, 7]);
      await quiet();
    },
    60_000,
  );

  it('albums whose answer was lost are found by their title', async () => {
    for (const name of ['Чай', 'Кофе', 'Сладости']) products(3, group(name), name.length * 10);
    here.story.sandbox.vk.faults.add({ method: 'execute', effect: { type: 'cut', when: 'after' }, nth: 1, times: 1 });
    const run = await begin();
    expect(run.status).toBe('succeeded');
    expect(here.merchant.albums().map(({ title, items }) => [title, items.length])).toEqual([
      ['Чай', 3],
      ['Кофе', 3],
      ['Сладости', 3],
    ]);
    expectNoDoubles(9);
    await quiet();
  }, 60_000);

  it('an album whose answer was lost is its group’s also when the group is renamed before VK answers again', async () => {
    const tea = group('Чай');
    products(3, tea);
    await here.merchant.connect();
    await here.merchant.chooseAll();
    const { faults } = here.story.sandbox.vk;
    faults.add({ method: 'execute', effect: { type: 'cut', when: 'after' }, times: 1000 });
    faults.add({ method: 'market.getAlbums', effect: { type: 'cut', when: 'before' }, nth: 2, times: 1000 });
    expect((await here.merchant.run()).status).not.toBe('succeeded');
    expect(here.merchant.albums().map(({ title }) => title)).toEqual(['Чай']);
    faults.clear();
    here.story.sandbox.evotor.upsertGroup(here.storeId, { id: tea, name: 'Чай и травы' });
    expect((await here.merchant.run()).status).toBe('succeeded');
    expect(here.merchant.albums().map(({ title, items }) => [title, items.length])).toEqual([['Чай и травы', 3]]);
    expectNoDoubles(3);
    await quiet();
  }, 60_000);

  it('two tries of the same step at once, as when Redis was away: one waits for the other, nothing is doubled', async () => {
    products(400);
    await here.merchant.connect();
    await here.merchant.chooseAll();
    const { id } = await here.merchant.start();
    while (here.merchant.shop().length < 60) await new Promise((resolve) => setTimeout(resolve, 5));
    const run = await here.story.app.app.get(RunsService).findAlive(id);
    if (!run) throw new Error('the run has ended');
    const again = here.story.app.app.get(StepsService).mirrorToVk(run, new AbortController().signal);
    await Promise.allSettled([again, here.merchant.wait(id)]);
    expect((await here.merchant.wait(id)).status).toBe('succeeded');
    expectNoDoubles(400);
    await quiet();
  }, 60_000);

  it('VK is gone: the run ends saying so, and the next one takes up the work', async () => {
    products(300);
    here.story.sandbox.vk.faults.add({
      method: 'execute',
      effect: { type: 'cut', when: 'after' },
      nth: 4,
      times: 1000,
    });
    const run = await begin();
    expect([run.status, run.error?.code, run.error?.who, run.counts]).toEqual([
      'failed',
      'vk_unavailable',
      'wait',
      expect.objectContaining({ failed: 0 }),
    ]);
    expect(run.counts.created).toBeGreaterThanOrEqual(50);
    here.story.sandbox.vk.faults.clear();
    expect((await here.merchant.run()).status).toBe('succeeded');
    expectNoDoubles(300);
    await quiet();
  }, 90_000);
});
