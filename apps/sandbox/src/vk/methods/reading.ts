import { managesShop, shopFor } from '../access.js';
import { CATEGORY_TREE } from '../categories.js';
import type { Category } from '../categories.js';
import type { Params } from '../params.js';
import { liveItems } from '../state.js';
import type { Community, Item, Json } from '../types.js';
import { albumView, availability, itemView } from '../views.js';
import { VkError, invalidParam } from '../vk-error.js';
import type { Call } from '../world.js';

const DAY = 86_400_000;

/** `market.get`: a page of the shop's items, newest first, `count` being the total. */
export function marketGet(call: Call, params: Params): Json {
  const community = shopFor(call, -params.int('owner_id'), 'read');
  const manager = managesShop(call, community.groupId);
  const album = params.int('album_id') === 0 ? undefined : community.albums.get(params.int('album_id'));
  if (params.int('album_id') !== 0 && !album) return { count: 0, items: [] };
  const withDisabled = params.flag('with_disabled') && manager;
  const since = day(params, 'date_from') ?? -Infinity;
  const until = (day(params, 'date_to') ?? Infinity) + DAY;
  const found = liveItems(community, album).filter(
    (item) => (withDisabled || onSale(call, item)) && item.updatedAt >= since && item.updatedAt < until,
  );
  const offset = params.int('offset');
  const page = found.slice(offset, offset + params.int('count', 100));
  const look = { extended: params.flag('extended'), manager };
  return {
    count: found.length,
    items: page.map((item) => itemView(call.world, community, item, look)),
    ...(params.flag('need_variants') ? { variants: [] } : {}),
  };
}

function onSale(call: Call, item: Item): boolean {
  const { hiddenAvailability, listStockZero } = call.world.switches;
  if (availability(item, hiddenAvailability) === 0) return true;
  return listStockZero && item.stock === 0 && !item.hidden && !item.reject;
}

function day(params: Params, name: string): number | undefined {
  if (!params.has(name)) return undefined;
  const time = /^\d{4}-\d{2}-\d{2}$/.test(params.text(name)) ? Date.parse(params.text(name)) : NaN;
  if (Number.isNaN(time)) throw invalidParam(`${name} should be a date yyyy-mm-dd`);
  return time;
}

/** `market.getById`: items by `-{group}_{item}`; unknown ids are left out. */
export function marketGetById(call: Call, params: Params): Json {
  const items: Json[] = [];
  for (const key of params.texts('item_ids')) {
    const [, groupId, itemId] = /^-(\d+)_(\d+)$/.exec(key) ?? [];
    if (groupId === undefined || itemId === undefined) throw invalidParam('item_ids is invalid');
    const community = readable(call, Number(groupId));
    const item = community.items.get(Number(itemId));
    if (!item || (item.erasedAt !== null && !call.world.switches.getByIdShowsErased)) continue;
    const look = { extended: params.flag('extended'), manager: managesShop(call, community.groupId) };
    items.push(itemView(call.world, community, item, look));
  }
  return { count: items.length, items };
}

function readable(call: Call, groupId: number): Community {
  if (call.world.state.communities.get(groupId)?.marketEnabled === false) throw new VkError(1525);
  return shopFor(call, groupId, 'read');
}

/** `market.getAlbums`: a page of the collections with their live counts. */
export function marketGetAlbums(call: Call, params: Params): Json {
  const community = shopFor(call, -params.int('owner_id'), 'read');
  const manager = managesShop(call, community.groupId);
  const albums = [...community.albums.values()].filter((album) => manager || !album.hidden);
  const offset = params.int('offset');
  const page = albums.slice(offset, offset + params.int('count', 50));
  return { count: albums.length, items: page.map((album) => albumView(call.world, community, album)) };
}

/** `market.getCategories` of 5.199: a recursive tree without a count. */
export function marketGetCategories(): Json {
  const branch = (node: Category): Json => ({
    id: node.id,
    name: node.name,
    ...(node.children ? { children: node.children.map(branch) } : {}),
  });
  return { items: CATEGORY_TREE.map(branch) };
}
