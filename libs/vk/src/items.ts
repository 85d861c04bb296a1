import { isId, isObject, textOrNull, type JsonObject } from './json.js';
import { decodeVkText } from './text.js';

/** An item of a VK shop. Texts are exactly as VK gave them: compare them with what VK showed before, not with ours. */
export interface VkItem {
  id: number;
  ownerId: number;
  title: string;
  description: string;
  /** Integer hundredths of the shop's currency; 0 where VK shows no price (by agreement). */
  priceKopecks: number;
  sku: string | null;
  stockAmount: number | null;
  /** 0 on sale, 1 removed, 2 unavailable. */
  availability: number;
  albumIds: number[];
  /** The cover first. */
  photoIds: number[];
  thumbUrl: string | null;
  /** Why moderation refused it. */
  rejectReason: string | null;
  categoryId: number | null;
  /** Unix seconds of its creation. */
  date: number | null;
}

/** A collection of a VK shop; the title is exactly as VK gave it. */
export interface VkAlbum {
  id: number;
  title: string;
  count: number;
  isMain: boolean;
  isHidden: boolean;
  photoUrl: string | null;
}

/** Reads an item of `market.get` or `market.getById`; null when it is not one. */
export function readItem(raw: JsonObject): VkItem | null {
  if (!isId(raw.id) || !isInteger(raw.owner_id) || typeof raw.title !== 'string') return null;
  return {
    id: raw.id,
    ownerId: raw.owner_id,
    title: raw.title,
    description: typeof raw.description === 'string' ? raw.description : '',
    priceKopecks: isObject(raw.price) ? hundredths(raw.price.amount) : 0,
    sku: typeof raw.sku === 'number' ? String(raw.sku) : textOrNull(raw.sku),
    stockAmount: integerOrNull(raw.stock_amount),
    availability: integerOrNull(raw.availability) ?? 0,
    albumIds: Array.isArray(raw.albums_ids) ? raw.albums_ids.filter(isId) : [],
    photoIds: objects(raw.photos).flatMap((photo) => (isId(photo.id) ? [photo.id] : [])),
    thumbUrl: textOrNull(raw.thumb_photo) ?? largestUrl(objects(raw.photos)[0]),
    rejectReason: rejectReason(raw.reject_info),
    categoryId: categoryId(raw.category) ?? categoryId(raw.category_v2),
    date: integerOrNull(raw.date),
  };
}

/** Reads an album of `market.getAlbums`; null when it is not one. */
export function readAlbum(raw: JsonObject): VkAlbum | null {
  if (!isInteger(raw.id) || typeof raw.title !== 'string') return null;
  return {
    id: raw.id,
    title: raw.title,
    count: integerOrNull(raw.count) ?? 0,
    isMain: isTrue(raw.is_main),
    isHidden: isTrue(raw.is_hidden),
    photoUrl: isObject(raw.photo) ? largestUrl(raw.photo) : null,
  };
}

function isInteger(value: unknown): value is number {
  return Number.isSafeInteger(value);
}

function integerOrNull(value: unknown): number | null {
  return isInteger(value) ? value : null;
}

function isTrue(value: unknown): boolean {
  return value === true || value === 1;
}

function objects(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** VK answers prices as strings in hundredths, while requests take whole units. */
function hundredths(amount: unknown): number {
  const value = typeof amount === 'string' && amount.trim() !== '' ? Number(amount) : amount;
  return typeof value === 'number' && Number.isFinite(value) ? Math.round(value) : 0;
}

function largestUrl(photo: JsonObject | undefined): string | null {
  const sizes = objects(photo?.sizes).filter((size) => typeof size.url === 'string');
  const width = (size: JsonObject): number => integerOrNull(size.width) ?? 0;
  const largest = sizes.reduce<JsonObject | null>(
    (best, size) => (best && width(best) >= width(size) ? best : size),
    null,
  );
  return textOrNull(largest?.url);
}

/** `reject_info` is described in the documentation but absent from the schema, so any shape of it is taken. */
function rejectReason(info: unknown): string | null {
  if (!isObject(info)) return textOrNull(info);
  const words = [info.title, info.description].map(textOrNull).filter((text) => text !== null);
  return words.length > 0 ? words.map(decodeVkText).join('. ') : 'rejected';
}

function categoryId(category: unknown): number | null {
  return isObject(category) ? integerOrNull(category.id) : null;
}
