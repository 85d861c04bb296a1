import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ProductInput } from '@evosync/sandbox';
import { editRegister, editShop } from '../support/oracle-edits.js';
import { watch, type Watch } from '../support/oracle-watch.js';
import { Chance, fillNastyWorld } from '../support/oracle-world.js';
import type { Choice, Settings } from '../support/oracle.js';
import { startStory, type Merchant, type Story } from '../support/story.js';

const API = '/api/v1';

/** Groups of the tea shop that are ticked in the world of a few: parents without children, and the reverse. */
const FEW_GROUPS = [['Чай'], ['Сладости', 'Подарочное'], ['Странности'], ['Посуда']];

describe('VK holds what the rules say, by the word of an oracle that has not seen the planner', () => {
  let story: Story;
  let merchant: Merchant;
  let eye: Watch;

  beforeAll(async () => {
    story = await startStory({ scenario: 'empty-shop' });
  }, 60_000);

  afterAll(() => story.close());

  const move = async (scenario: string, settings: Partial<Settings> = {}, seed?: number): Promise<void> => {
    await story.sandbox.reset(scenario);
    if (seed !== undefined) fillNastyWorld(story.sandbox, new Chance(seed));
    merchant = await story.merchant();
    await merchant.connect();
    await merchant.agent.put(`${API}/sync/settings`).send(settings).expect(200);
  };

  /** Runs, checks, runs idly, lets both sides change, runs, checks, runs idly; `seed` is that of the changes. */
  const live = (seed: number): void => {
    it('after the first run', async () => expect(await eye.run()).toEqual([]), 60_000);

    it('a second run writes nothing', async () => expect(await eye.writesOfIdleRun()).toBe(0), 60_000);

    it('after a day of changes at the register and by hand in VK', async () => {
      const chance = new Chance(seed);
      editRegister(story.sandbox, chance);
      editShop(story.sandbox, chance);
      expect(await eye.run()).toEqual([]);
    }, 60_000);

    it('and the run after it writes nothing', async () => expect(await eye.writesOfIdleRun()).toBe(0), 60_000);

    it('VK was never called too fast or in a way it does not know', () => {
      expect(story.sandbox.vk.journal.stats()).toMatchObject({ code6: 0, invalidParams: 0 });
    });
  };

  describe('the tea shop with everything ticked', () => {
    beforeAll(async () => {
      await move('tea-shop');
      await merchant.chooseAll();
      eye = watch(story, merchant);
    }, 60_000);
    live(11);
  });

  describe('the tea shop by the hundred, with the stock of the register, adopting nothing', () => {
    const settings = { priceMultiplier: '100', stockMode: 'evotor', adoptExisting: 'never' } as const;
    beforeAll(async () => {
      await move('tea-shop', settings);
      await merchant.chooseAll();
      eye = watch(story, merchant, { settings });
    }, 60_000);
    live(12);
  });

  describe('the tea shop with a few groups ticked and some goods switched off', () => {
    beforeAll(async () => {
      await move('tea-shop', { onRemoved: 'delete' });
      eye = watch(story, merchant, { choice: await tickAFew(story, merchant), settings: { onRemoved: 'delete' } });
    }, 60_000);
    live(13);
  });

  describe('a grocery of real goods', () => {
    beforeAll(async () => {
      await move('groceries');
      await merchant.chooseAll();
      eye = watch(story, merchant);
    }, 60_000);
    live(14);
  });

  describe.each([
    { seed: 101, settings: {} },
    { seed: 202, settings: { priceMultiplier: '0.250', stockMode: 'evotor', onRemoved: 'delete' } as const },
    { seed: 303, settings: { priceMultiplier: '10', onRemoved: 'keep' } as const },
  ])('a nasty world, seed $seed', ({ seed, settings }) => {
    beforeAll(async () => {
      await move('empty-shop', settings, seed);
      await merchant.chooseAll();
      eye = watch(story, merchant, { settings });
    }, 60_000);
    live(seed + 1);
  });

  describe('a shop of one product', () => {
    const product = { id: '0e6b2d0c-58a1-4c3f-8d25-91c7be0a4f10', name: 'Мёд липовый', price: 350, type: 'NORMAL' };
    const change = (input: ProductInput) =>
      story.sandbox.evotor.upsertProduct(merchant.world.storeIds[0] ?? '', { ...product, ...input });
    const byHand = (patch: Parameters<typeof story.sandbox.vk.hands.editItem>[2]) =>
      story.sandbox.vk.hands.editItem(merchant.world.groupId, merchant.shop()[0]?.id ?? 0, patch);

    beforeEach(async () => {
      await move('empty-shop');
      change({});
      await merchant.chooseAll();
      eye = watch(story, merchant);
    }, 60_000);

    it.each(['👨‍👩‍👧 —', 'naïve', 'ﬁﬁﬁﬁ', '🎁'])('named "%s", short as VK counts a description', async (name) => {
      change({ name });
      expect(await eye.run()).toEqual([]);
    });

    it.each([{ name: 'РАСПРОДАЖА' }, { price: 100 }, { description: 'Пишите в сообщения!' }])(
      'hidden after an edit by hand (%j), is put right when it comes back',
      async (patch) => {
        expect(await eye.run()).toEqual([]);
        byHand(patch);
        change({ type: 'BEER_MARKED' });
        expect(await eye.run()).toEqual([]);
        change({});
        expect(await eye.run()).toEqual([]);
        expect(await eye.writesOfIdleRun()).toBe(0);
      },
    );

    it.each([{ name: 'РАСПРОДАЖА' }, { price: 100 }, { stock: 7 }])(
      'edited by hand (%j) while it is hidden, is put right when it comes back',
      async (patch) => {
        expect(await eye.run()).toEqual([]);
        change({ type: 'BEER_MARKED' });
        expect(await eye.run()).toEqual([]);
        byHand(patch);
        expect(await eye.run()).toEqual([]);
        change({});
        expect(await eye.run()).toEqual([]);
        expect(await eye.writesOfIdleRun()).toBe(0);
      },
    );
  });
});

/** Ticks one store with a few groups, nested ones among them, and switches every seventh product off. */
async function tickAFew(story: Story, { agent, world }: Merchant): Promise<Choice> {
  const [storeId = ''] = world.storeIds;
  const { groups, products } = story.sandbox.evotor.state.store(storeId);
  const pathOf = (id: string): string[] => {
    const fields = groups.get(id)?.fields;
    if (!fields) return [];
    return [...(typeof fields.parent_id === 'string' ? pathOf(fields.parent_id) : []), fields.name];
  };
  const paths = FEW_GROUPS.map((path) => path.join('/'));
  const ticked = [...groups.keys()].filter((id) => paths.includes(pathOf(id).join('/')));
  expect(ticked).toHaveLength(paths.length);
  const off = [...products.keys()].filter((_, index) => index % 7 === 3);
  const put = (path: string, enabled: boolean) =>
    agent.put(`${API}/catalog/stores/${storeId}/${path}`).send({ enabled }).expect(200);
  await put('sync', true);
  for (const id of ticked) await put(`groups/${id}/sync`, true);
  for (const id of off) await put(`products/${id}/sync`, false);
  return {
    store: (store) => store === storeId.toLowerCase(),
    group: (_, group) => ticked.includes(group),
    product: (_, product) => !off.includes(product),
  };
}
