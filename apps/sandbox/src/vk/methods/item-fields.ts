import { categoryPath } from '../categories.js';
import { hundredths } from '../money.js';
import type { Params } from '../params.js';
import { storedText } from '../texts.js';
import type { Community, Item, Photo } from '../types.js';
import { VkError, invalidParam } from '../vk-error.js';
import type { Call } from '../world.js';

const LINK = /(https?:\/\/|www\.)\S+/i;
const SIZES = {
  dimension_width: 'width',
  dimension_height: 'height',
  dimension_length: 'length',
  weight: 'weight',
} as const;

/** `stock_amount` is honoured from version 5.140 on. */
const STOCK_SINCE_MINOR = 140;

/**
 * What the parameters of `market.add` or `market.edit` say about an item; `own` is the item being edited.
 * @throws VkError 100, 1408 or 1429
 */
export function itemFields(call: Call, community: Community, params: Params, own?: Item): Partial<Item> {
  return {
    ...textFields(call, params),
    ...moneyFields(params),
    ...photoFields(call, community, params, own),
    ...sizeFields(params),
    ...(params.has('video_ids') ? { videoIds: params.numbers('video_ids') } : {}),
    ...(params.has('stock_amount') && honoursStock(call.version) ? { stock: params.int('stock_amount') } : {}),
    ...(params.has('deleted') ? { hidden: params.flag('deleted') } : {}),
  };
}

function textFields(call: Call, params: Params): Partial<Item> {
  const { switches } = call.world;
  const fields: Partial<Item> = {};
  if (params.has('name')) fields.name = storedText(params.text('name'), switches);
  if (params.has('description')) fields.description = storedText(params.text('description'), switches);
  if (switches.refuseLinks && LINK.test(fields.description ?? '')) throw new VkError(1408);
  if (params.has('category_id')) {
    fields.categoryId = params.int('category_id');
    const node = categoryPath(fields.categoryId).at(-1);
    if (!node || node.children) throw invalidParam('category_id is invalid');
  }
  if (params.has('sku')) fields.sku = params.text('sku').trim();
  if (params.has('url')) fields.url = params.text('url').trim();
  return fields;
}

function moneyFields(params: Params): Partial<Item> {
  return {
    ...(params.has('price') ? { price: hundredths(params.text('price')) } : {}),
    ...(params.has('old_price') ? { oldPrice: hundredths(params.text('old_price')) || null } : {}),
  };
}

function photoFields(call: Call, community: Community, params: Params, own?: Item): Partial<Item> {
  const fields: Partial<Item> = {};
  if (params.has('main_photo_id')) {
    fields.mainPhotoId = usablePhoto(call, community, params.int('main_photo_id'), own).id;
  } else if (!own && call.world.switches.photoRequired) {
    throw invalidParam('photo is undefined');
  }
  if (params.has('photo_ids')) {
    fields.photoIds = params.numbers('photo_ids').map((id) => usablePhoto(call, community, id, own).id);
  }
  return fields;
}

function usablePhoto(call: Call, community: Community, id: number, own?: Item): Photo {
  const { state, switches, now } = call.world;
  if (id === 0) throw invalidParam('photo is undefined');
  const photo = state.photos.get(id);
  const foreign = !photo || photo.kind !== 'item' || photo.groupId !== community.groupId;
  if (foreign || (!switches.sharedPhotos && isTaken(photo, own))) {
    throw invalidParam('photo not found or already assigned to another item');
  }
  if (now() < photo.savedAt + switches.photoReadyAfterMs) throw invalidParam('photo is undefined');
  return photo;
}

function isTaken(photo: Photo, own?: Item): boolean {
  return [...photo.assignedTo].some((itemId) => itemId !== own?.id);
}

function sizeFields(params: Params): Partial<Item> {
  const names = Object.keys(SIZES) as (keyof typeof SIZES)[];
  const given = names.filter((name) => params.has(name));
  if (given.length === 0) return {};
  if (given.length < names.length) throw new VkError(1429);
  return Object.fromEntries(given.map((name) => [SIZES[name], params.int(name)]));
}

function honoursStock(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 5 || (major === 5 && minor >= STOCK_SINCE_MINOR);
}
