import { afterAll, beforeAll, beforeEach, expect } from '@jest/globals';
import { startStory, type Merchant, type ShownRun, type Story } from './story.js';

/** A merchant with one store, empty on both sides before each test, and what the stories about VK's ways do with it. */
export interface OneStore {
  readonly story: Story;
  readonly merchant: Merchant;
  readonly storeId: string;
  /** Makes or renames a group of the register; answers its id. */
  group: (name: string, id?: string) => string;
  /** Registers so many products; answers their ids. */
  products: (count: number, parentId?: string, from?: number) => string[];
  album: (title: string) => ReturnType<Merchant['albums']>[number] | undefined;
  /** How often VK was asked for this method, alone or inside `execute`. */
  calls: (method: string) => number;
  expectNoDoubles: (count: number) => void;
  /** Connects, ticks everything and runs. */
  begin: () => Promise<ShownRun>;
  /** A run that succeeds and writes nothing. */
  quiet: () => Promise<void>;
}

/** To be called inside a `describe`: one product and one sandbox for all its tests. */
export function useOneStore(): OneStore {
  let story: Story;
  let merchant: Merchant;
  let storeId: string;
  beforeAll(async () => {
    story = await startStory({ scenario: 'empty-shop' });
  }, 60_000);
  afterAll(() => story.close());
  beforeEach(async () => {
    await story.sandbox.reset('empty-shop');
    merchant = await story.merchant();
    storeId = merchant.world.storeIds[0] as string;
  });
  return {
    get story() {
      return story;
    },
    get merchant() {
      return merchant;
    },
    get storeId() {
      return storeId;
    },
    group: (name, id) => story.sandbox.evotor.upsertGroup(storeId, { name, ...(id !== undefined && { id }) }).id,
    products: (count, parentId, from = 1) =>
      Array.from({ length: count }, (_, index) => {
        const input = { name: `Чай № ${from + index}`, price: 100 };
        return story.sandbox.evotor.upsertProduct(storeId, {
          ...input,
          ...(parentId !== undefined && { parent_id: parentId }),
        }).id;
      }),
    album: (title) => merchant.albums().find((one) => one.title === title),
    calls: (method) => {
      const count = story.sandbox.vk.journal.stats().perMethod[method];
      return (count?.top ?? 0) + (count?.inner ?? 0);
    },
    expectNoDoubles: (count) => {
      const skus = merchant.shop().map(({ sku }) => sku);
      expect(skus).toHaveLength(count);
      expect(new Set(skus).size).toBe(count);
    },
    begin: async () => {
      await merchant.connect();
      await merchant.chooseAll();
      return merchant.run();
    },
    quiet: async () => {
      let run: ShownRun | undefined;
      expect(await story.writesDuring(async () => (run = await merchant.run()))).toBe(0);
      expect(run?.status).toBe('succeeded');
    },
  };
}
