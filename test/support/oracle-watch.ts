import {
  DEFAULTS,
  EVERYTHING,
  expectedShop,
  NO_PAST,
  type Choice,
  type Expected,
  type Past,
  type Settings,
  type VkShop,
} from './oracle.js';
import type { Merchant, Story } from './story.js';

/** Runs the product and holds what VK shows after each run against the oracle. */
export interface Watch {
  /** One run; answers in what VK differs from the oracle, a line each, nothing where it does not. */
  run(): Promise<string[]>;
  /** One run with nothing changed before it: how many writing calls it made. */
  writesOfIdleRun(): Promise<number>;
}

/** A watch over a merchant's shop, from before its first run on. */
export function watch(
  story: Pick<Story, 'sandbox' | 'writesDuring'>,
  merchant: Pick<Merchant, 'world' | 'run' | 'outcomes'>,
  { choice = EVERYTHING, settings = {} }: { choice?: Choice; settings?: Partial<Settings> } = {},
): Watch {
  let past: Past = NO_PAST;
  return {
    run: async () => {
      const before = shopOf(story, merchant);
      const expected = expectedShop({
        stores: merchant.world.storeIds.map((id) => story.sandbox.evotor.state.store(id)),
        choice,
        settings: { ...DEFAULTS, ...settings },
        before,
        past,
      });
      const run = await merchant.run();
      const failed = (await merchant.outcomes(run.id)).filter((one) => one['outcome'] === 'failed');
      const trouble = [
        ...(run.status === 'succeeded' ? [] : [`the run is ${run.status}: ${run.error?.message ?? 'no reason'}`]),
        ...failed.map((one) => `failed: ${String(one['name'])}, ${String(one['message'])}`),
      ];
      const after = shopOf(story, merchant);
      const links = linksOf(expected, after);
      const taken = new Set(links.albumOf.values());
      past = {
        albumOf: new Map([...[...past.albumOf].filter(([, id]) => !taken.has(id)), ...links.albumOf]),
        groupOf: new Map([...past.groupOf, ...groupsOf(expected)]),
        adopted: expected.adopted,
        gone: expected.gone,
      };
      return [...trouble, ...differences(expected, before, after), ...links.complaints];
    },
    writesOfIdleRun: () => {
      return story.writesDuring(() => merchant.run());
    },
  };
}

function shopOf(story: Pick<Story, 'sandbox'>, merchant: Pick<Merchant, 'world'>): VkShop {
  const found = story.sandbox.vk.snapshot().communities.find((one) => one.groupId === merchant.world.groupId);
  if (!found) throw new Error('The community is gone');
  const items = found.items.filter((item) => item.erasedAt === null);
  return {
    items: items.map(({ id, name, description, price, stock, sku, albumIds }) => ({
      ...{ id, name, description, price, stock, sku, albumIds },
    })),
    albums: found.albums.map(({ id, title }) => ({ id, title })),
  };
}

function differences(expected: Expected, before: VkShop, after: VkShop): string[] {
  const titles = new Map(after.albums.map(({ id, title }) => [id, title]));
  const known = new Set(before.items.map((item) => item.id));
  const wanted = expected.items.map(({ group: _, ...item }) => ({ ...item, id: item.id ?? 'new' }));
  const found = after.items.map(({ albumIds, ...item }) => ({
    ...item,
    id: known.has(item.id) ? item.id : 'new',
    albums: albumIds.map((id) => titles.get(id) ?? '').sort(),
  }));
  return [
    ...unmatched(wanted.flatMap(fieldLines), found.flatMap(fieldLines)),
    ...unmatched(
      expected.albums.map(albumLine),
      after.albums.map((album) => albumLine(album.title)),
    ),
  ].sort();
}

/** A line a field, so that what differs stands alone; the item goes by its sku, which no two may share. */
function fieldLines({ sku, ...fields }: { sku: string; id: unknown } & Record<string, unknown>): string[] {
  const item = sku.startsWith('EV-') ? sku : `own ${String(fields.id)}`;
  return Object.entries({ sku, ...fields }).map(([field, value]) => `${item} ${field} ${JSON.stringify(value)}`);
}

function albumLine(title: string): string {
  return `album ${JSON.stringify(title)}`;
}

function unmatched(wanted: string[], found: string[]): string[] {
  const left = new Map<string, number>();
  for (const text of wanted) left.set(text, (left.get(text) ?? 0) + 1);
  for (const text of found) left.set(text, (left.get(text) ?? 0) - 1);
  return [...left].flatMap(([text, count]) => {
    if (count === 0) return [];
    const short = text.length > 600 ? `${text.slice(0, 250)} <${text.length} characters> ${text.slice(-250)}` : text;
    return [`${short} ${count > 0 ? 'by the oracle only' : 'in VK only'}`];
  });
}

function groupsOf(expected: Expected): [string, string][] {
  return expected.items.flatMap(({ sku, group }) => (group === undefined ? [] : [[sku, group]]));
}

/** The album of each group that shows something: the one of its title that holds all its items, its own alone. */
function linksOf(expected: Expected, after: VkShop): { albumOf: Map<string, number>; complaints: string[] } {
  const itemOf = new Map(after.items.map((item) => [item.sku, item]));
  const albumOf = new Map<string, number>();
  const complaints: string[] = [];
  for (const [group, title] of expected.titleOf) {
    const inside = expected.items.filter((item) => item.group === group).map(({ sku }) => itemOf.get(sku));
    const held = after.albums.filter(
      (album) => album.title === title && inside.every((item) => item?.albumIds.includes(album.id)),
    );
    const [album] = held;
    if (album === undefined) complaints.push(`no album "${title}" holds all items of group ${group}`);
    else albumOf.set(group, album.id);
  }
  if (new Set(albumOf.values()).size < albumOf.size) complaints.push('two groups share an album');
  return { albumOf, complaints };
}
