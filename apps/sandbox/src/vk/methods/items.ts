import { shopFor } from '../access.js';
import type { Params } from '../params.js';
import { liveCount } from '../state.js';
import type { Community, Item, Json } from '../types.js';
import { VkError, invalidParam } from '../vk-error.js';
import type { Call } from '../world.js';
import { itemFields } from './item-fields.js';

/** `market.add`. */
export function marketAdd(call: Call, params: Params): Json {
  const { state, limits, now } = call.world;
  const community = shopFor(call, -params.int('owner_id'), 'write');
  const fields = itemFields(call, community, params);
  if (liveCount(community) >= limits.itemsPerShop) throw new VkError(1405);
  const item = state.addItem(community, { ...fields, name: fields.name ?? '' }, now());
  return { market_item_id: item.id };
}

/** `market.edit`: only what is sent changes; an edit that changes nothing is an error of its own. */
export function marketEdit(call: Call, params: Params): Json {
  const { state, switches, now } = call.world;
  const community = shopFor(call, -params.int('owner_id'), 'write');
  const item = presentItem(community, params.int('item_id'));
  const fields = itemFields(call, community, params, item);
  if (switches.editWithoutDeleted === 'show' && fields.hidden === undefined) fields.hidden = false;
  const changed = (Object.keys(fields) as (keyof Item)[]).filter((key) => !same(fields[key], item[key]));
  if (changed.length === 0) throw invalidParam('nothing to change');
  state.changeItem(community, item, fields, now());
  return 1;
}

/** `market.delete`: the item can be restored for a while. */
export function marketDelete(call: Call, params: Params): Json {
  const { state, switches, now } = call.world;
  const community = shopFor(call, -params.int('owner_id'), 'write');
  const item = community.items.get(params.int('item_id'));
  if (!item) throw new VkError(1403);
  if (item.erasedAt === null) state.changeItem(community, item, { erasedAt: now() }, now());
  else if (switches.secondDelete === 'not-found') throw new VkError(1403);
  return 1;
}

/** `market.restore` of a recently deleted item. */
export function marketRestore(call: Call, params: Params): Json {
  const { state, limits, now } = call.world;
  const community = shopFor(call, -params.int('owner_id'), 'write');
  const item = community.items.get(params.int('item_id'));
  if (!item) throw new VkError(1403);
  if (item.erasedAt === null) throw new VkError(1518);
  if (now() > item.erasedAt + limits.restoreWindowMs) throw new VkError(1400);
  state.changeItem(community, item, { erasedAt: null }, now());
  return 1;
}

/** An item that is not erased. @throws VkError 1403 */
export function presentItem(community: Community, id: number): Item {
  const item = community.items.get(id);
  if (!item || item.erasedAt !== null) throw new VkError(1403);
  return item;
}

function same(left: unknown, right: unknown): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}
