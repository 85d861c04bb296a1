import { beforeEach, describe, expect, it } from '@jest/globals';
import { useOneStore } from '../support/one-store.js';

describe('What a merchant does in VK and at the register by hand', () => {
  const here = useOneStore();
  const { group, products, album, expectNoDoubles, begin, quiet } = here;
  let tea = '';
  const hands = () => here.story.sandbox.vk.hands;
  const itemId = (name: string) => here.merchant.shop().find((item) => item.name === name)?.id ?? 0;
  const inVk = async () => (await here.merchant.agent.get('/api/v1/vk-catalog/products').expect(200)).body.items;

  beforeEach(async () => {
    tea = group('Чай');
    products(2, tea);
    expect((await begin()).status).toBe('succeeded');
  });

  it.each([1, 2] as const)(
    'an item hidden by VK’s own switch (availability %i) stays hidden, is not doubled, and shows as not on sale',
    async (hiddenAvailability) => {
      here.story.sandbox.vk.setSwitches({ hiddenAvailability });
      const { groupId } = here.merchant.world;
      const hidden = itemId('Чай № 1');
      hands().hideItem(groupId, hidden);
      await quiet();
      expectNoDoubles(2);
      expect(await inVk()).toEqual(
        expect.arrayContaining([
          expect.objectContaining({ id: hidden, availability: hiddenAvailability }),
          expect.objectContaining({ title: 'Чай № 2', availability: 0 }),
        ]),
      );
      const item = here.story.sandbox.vk.state.communities.get(groupId)?.items.get(hidden);
      expect(item?.hidden).toBe(true);
    },
  );

  it('an item that was sold out by buyers is filled up again', async () => {
    hands().buyItem(here.merchant.world.groupId, itemId('Чай № 1'), 1000);
    const run = await here.merchant.run();
    expect(run.counts).toMatchObject({ updated: 1 });
    expect(here.merchant.shop().map(({ stock }) => stock)).toEqual([1000, 1000]);
    await quiet();
  });

  it('what was put back is told: which field, from what, to what', async () => {
    hands().editItem(here.merchant.world.groupId, itemId('Чай № 1'), { name: 'РАСПРОДАЖА', price: 100 });
    const run = await here.merchant.run();
    expect(await here.merchant.outcomes(run.id)).toMatchObject([
      {
        name: 'Чай № 1',
        action: 'update',
        outcome: 'done',
        changes: [
          { field: 'name', from: 'РАСПРОДАЖА', to: 'Чай № 1' },
          { field: 'price', from: '1.00', to: '100.00' },
        ],
      },
    ]);
    await quiet();
  });

  it('an item that was deleted and one that was moved are told as created and as updated', async () => {
    const { groupId } = here.merchant.world;
    hands().deleteItem(groupId, itemId('Чай № 1'));
    hands().moveItem(groupId, itemId('Чай № 2'), []);
    const run = await here.merchant.run();
    expect(run).toMatchObject({ status: 'succeeded', counts: { created: 1, updated: 1 } });
    const told = (await here.merchant.outcomes(run.id)).map(({ name, action, outcome }) => [name, action, outcome]);
    expect(told.sort()).toEqual([
      ['Чай № 1', 'create', 'done'],
      ['Чай № 2', 'update', 'done'],
    ]);
    expect(here.merchant.shop().map(({ albums }) => albums)).toEqual([['Чай'], ['Чай']]);
    await quiet();
  });

  it('a group moved under another one keeps its goods and its album', async () => {
    const drinks = group('Напитки');
    here.story.sandbox.evotor.upsertGroup(here.storeId, { id: tea, name: 'Чай', parent_id: drinks });
    await quiet();
    expect(here.merchant.albums().map(({ title, items }) => [title, items])).toEqual([['Чай', ['Чай № 1', 'Чай № 2']]]);
  });

  it('a group renamed at the register while its album was renamed in VK: the register has the last word', async () => {
    hands().renameAlbum(here.merchant.world.groupId, album('Чай')?.id ?? 0, 'Моё');
    group('Чай и травы', tea);
    await here.merchant.run();
    expect(here.merchant.albums().map(({ title }) => title)).toEqual(['Чай и травы']);
    await quiet();
  });

  it('a group deleted at the register leaves its album alone, and its goods wait for a tick', async () => {
    await here.merchant.agent
      .put(`/api/v1/catalog/stores/${here.storeId}/groups/none/sync`)
      .send({ enabled: false })
      .expect(200);
    here.story.sandbox.evotor.deleteGroup(here.storeId, tea);
    expect(await here.merchant.run()).toMatchObject({ status: 'succeeded', counts: { hidden: 2 } });
    expect(here.merchant.shop().map(({ stock }) => stock)).toEqual([0, 0]);
    expect(album('Чай')).toBeDefined();
    await quiet();
  });
});
