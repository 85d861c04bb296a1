/**
 * An independent second opinion on the mirror: rules M1 to M14 of the design, written from its words alone, without
 * a look at the planner. Given what the register holds, what is ticked and what VK holds, it says what VK must hold
 * after a run that succeeds.
 */
import type { EvotorSim } from '@evosync/sandbox';
import { albumTitle, itemDescription, itemName, kopecksOf, skuOf } from './oracle-words.js';

type StoreRecord = ReturnType<EvotorSim['addStore']>;

/** The merchant's settings that the mirror obeys. */
export interface Settings {
  priceMultiplier: string;
  stockMode: 'fixed' | 'evotor';
  onRemoved: 'hide' | 'delete' | 'keep';
  adoptExisting: 'title' | 'never';
}

/** What a merchant starts with. */
export const DEFAULTS: Settings = {
  priceMultiplier: '1',
  stockMode: 'fixed',
  onRemoved: 'hide',
  adoptExisting: 'title',
};

/** What the merchant ticked; ids in lower case, group `none` for goods without one. */
export interface Choice {
  store(storeId: string): boolean;
  group(storeId: string, groupId: string): boolean;
  product(storeId: string, productId: string): boolean;
}

/** Every store, group and product ticked. */
export const EVERYTHING: Choice = { store: () => true, group: () => true, product: () => true };

/** An item as VK holds it; price in kopecks. */
interface VkItem {
  id: number;
  name: string;
  description: string;
  price: number;
  stock: number;
  sku: string;
  albumIds: number[];
}

/** A shop as VK holds it, erased items left out. */
export interface VkShop {
  items: VkItem[];
  albums: { id: number; title: string }[];
}

/** What earlier runs left behind: albums of groups, groups of items (by sku), items adopted and gone (by id). */
export interface Past {
  albumOf: Map<string, number>;
  groupOf: Map<string, string>;
  adopted: Set<number>;
  gone: Set<number>;
}

/** Before the first run. */
export const NO_PAST: Past = { albumOf: new Map(), groupOf: new Map(), adopted: new Set(), gone: new Set() };

/** An item that VK must hold; without `id` it is new. */
interface ExpectedItem extends Omit<VkItem, 'id' | 'albumIds'> {
  id: number | undefined;
  albums: string[];
  /** The group whose album it lies in; undefined for goods without one, and for items left as they are. */
  group: string | undefined;
}

/** What VK must hold, and what the next question to the oracle needs to know of it. */
export interface Expected {
  items: ExpectedItem[];
  /** Titles of all albums, sorted. */
  albums: string[];
  titleOf: Map<string, string>;
  adopted: Set<number>;
  gone: Set<number>;
}

interface Goods {
  sku: string;
  name: string;
  description: string;
  price: number;
  stock: number;
  forSale: boolean;
  restricted: boolean;
  group: string | undefined;
}

const STOCK_AMOUNT = 1000;
const OURS = /^EV-[0-9a-f]{12}$/;

/** What VK must hold after a run that succeeds; `before` is what it holds before that run. */
export function expectedShop(input: {
  stores: StoreRecord[];
  choice: Choice;
  settings: Settings;
  before: VkShop;
  past: Past;
}): Expected {
  const { stores, choice, settings, before, past } = input;
  const inScope = stores.flatMap((store) => goodsInScope(store, choice, settings));
  const itemOfSku = new Map(before.items.filter((item) => OURS.test(item.sku)).map((item) => [item.sku, item]));
  const wanted = inScope.filter((goods) => !goods.restricted && goods.price > 0);
  const adoptions = settings.adoptExisting === 'title' ? adoptedItems(inScope, wanted, before, itemOfSku) : new Map();
  const shown = wanted.filter((goods) => itemOfSku.has(goods.sku) || adoptions.has(goods.sku) || goods.forSale);
  const albums = albumsAfter(stores, shown, before, past);

  const items = shown.map((goods): ExpectedItem => {
    const item: VkItem | undefined = itemOfSku.get(goods.sku) ?? adoptions.get(goods.sku);
    const { sku, name, description, price, stock, group } = goods;
    const oldGroup = past.groupOf.get(sku);
    const left = oldGroup !== undefined && oldGroup !== group ? past.albumOf.get(oldGroup) : undefined;
    const ids = new Set(item?.albumIds.filter((id) => id !== left));
    const own = group === undefined ? undefined : albums.idOf.get(group);
    if (own !== undefined) ids.add(own);
    const titles = [...ids].map((id) => albums.titles.get(id) ?? '');
    if (group !== undefined && own === undefined) titles.push(albums.titleOf.get(group) ?? '');
    return { id: item?.id, name, description, price, stock, sku, albums: titles.sort(), group };
  });

  const taken = new Set(items.map((item) => item.id));
  const adopted = new Set([...past.adopted, ...[...adoptions.values()].map((item: VkItem) => item.id)]);
  const gone = new Set<number>();
  for (const item of before.items.filter(({ id }) => !taken.has(id))) {
    const ours = OURS.test(item.sku);
    if (ours) gone.add(item.id);
    if (ours && settings.onRemoved === 'delete' && !adopted.has(item.id)) continue;
    const hide = ours && settings.onRemoved !== 'keep' && !past.gone.has(item.id);
    const { albumIds, ...fields } = item;
    const titles = albumIds.map((id) => albums.titles.get(id) ?? '').sort();
    items.push({ ...fields, stock: hide ? 0 : item.stock, albums: titles, group: undefined });
  }
  const fresh = [...albums.titleOf].filter(([group]) => !albums.idOf.has(group)).map(([, title]) => title);
  return { items, albums: [...albums.titles.values(), ...fresh].sort(), titleOf: albums.titleOf, adopted, gone };
}

/** M1: the goods that are ticked; those of M2 and M3 among them, marked. */
function goodsInScope(store: StoreRecord, choice: Choice, settings: Settings): Goods[] {
  const storeId = store.id.toLowerCase();
  if (!choice.store(storeId)) return [];
  const groups = new Map([...store.groups.values()].map((group) => [group.id.toLowerCase(), group.fields]));
  const bySku = new Map<string, Goods>();
  for (const { id, fields } of store.products.values()) {
    const group = nearestPlainGroup(fields.parent_id, groups);
    if (!choice.group(storeId, group ?? 'none') || !choice.product(storeId, id.toLowerCase())) continue;
    const sku = skuOf(storeId, id);
    bySku.set(sku, {
      sku,
      name: itemName(fields),
      description: itemDescription(fields, settings.priceMultiplier),
      price: kopecksOf(fields.price, settings.priceMultiplier),
      stock: stockOf(fields, settings),
      forSale: fields.allow_to_sell,
      restricted: isRestricted(fields.type, fields.is_age_limited),
      group: group === undefined ? undefined : `${storeId}:${group}`,
    });
  }
  return [...bySku.values()];
}

function nearestPlainGroup(
  parentId: string | null | undefined,
  groups: Map<string, { parent_id?: string | null | undefined; attributes?: unknown }>,
): string | undefined {
  const path = new Set<string>();
  for (let id = parentId?.toLowerCase(); id !== undefined && !path.has(id);) {
    const group = groups.get(id);
    if (!group) return undefined;
    if (!Array.isArray(group.attributes)) return id;
    path.add(id);
    id = group.parent_id?.toLowerCase();
  }
  return undefined;
}

/** M2. */
function isRestricted(type: string, ageLimited: boolean | null | undefined): boolean {
  const alcohol = /ALCOHOL|BEER/.test(type) && !type.includes('NOT_ALCOHOL');
  return ageLimited === true || alcohol || /TOBACCO|NICOTINE|MEDICINE/.test(type);
}

/** M6. A service has no quantity on the wire, whatever the register keeps. */
function stockOf(
  fields: { type: string; allow_to_sell: boolean; quantity?: number | null | undefined },
  settings: Settings,
): number {
  if (!fields.allow_to_sell) return 0;
  const quantity = fields.type === 'SERVICE' ? undefined : fields.quantity;
  if (settings.stockMode === 'fixed' || quantity === undefined || quantity === null) return STOCK_AMOUNT;
  return Math.min(999_999, Math.max(0, Math.floor(quantity)));
}

/** M8, by sku. */
function adoptedItems(
  inScope: Goods[],
  wanted: Goods[],
  before: VkShop,
  itemOfSku: Map<string, VkItem>,
): Map<string, VkItem> {
  const adopted = new Map<string, VkItem>();
  for (const goods of wanted.filter(({ sku, forSale }) => forSale && !itemOfSku.has(sku))) {
    const alone = inScope.every((other) => other === goods || other.name !== goods.name);
    const [match, ...more] = before.items.filter((item) => item.name === goods.name && !OURS.test(item.sku));
    if (alone && match && more.length === 0) adopted.set(goods.sku, match);
  }
  return adopted;
}

/**
 * M11: titles of all albums that stand, by id; of each group that must have one the title and, if it stands, the id.
 * A group with nothing to show needs none, but the one it was given stays its own while the group exists, as it is.
 */
function albumsAfter(stores: StoreRecord[], shown: Goods[], before: VkShop, past: Past) {
  const titles = new Map(before.albums.map(({ id, title }) => [id, title]));
  const idOf = new Map<string, number>();
  const titleOf = new Map<string, string>();
  const had = new Set<number>();
  const showing = new Set(shown.map((goods) => goods.group));
  for (const store of stores) {
    for (const group of store.groups.values()) {
      const key = `${store.id}:${group.id}`.toLowerCase();
      const link = past.albumOf.get(key);
      if (link !== undefined) had.add(link);
      if (!showing.has(key)) continue;
      const title = albumTitle(group.fields.name);
      titleOf.set(key, title);
      if (link === undefined || !titles.has(link)) continue;
      idOf.set(key, link);
      titles.set(link, title);
    }
  }
  for (const [key, title] of titleOf) {
    if (idOf.has(key)) continue;
    const free = before.albums.find((album) => album.title === title && !had.has(album.id));
    if (!free) continue;
    had.add(free.id);
    idOf.set(key, free.id);
  }
  return { titles, idOf, titleOf };
}
