import { isCount, isId, isListOf, isObject, type JsonObject } from './json.js';
import type { VkMethod } from './methods.js';

/** One page of a listing; `count` is the total, not the size of the page. Objects are as VK sent them. */
export interface VkPage {
  count: number;
  items: JsonObject[];
}

export interface VkUser {
  id: number;
  first_name?: unknown;
  last_name?: unknown;
}

export interface VkGroup extends JsonObject {
  id: number;
}

/** A category of goods; the leaves of the tree may be given to `market.add`. */
export interface VkCategory {
  id: number;
  name: string;
  children?: VkCategory[];
}

interface Results {
  'users.get': VkUser[];
  'groups.getById': { groups: VkGroup[] };
  'groups.get': VkPage;
  'market.getAlbums': VkPage;
  'market.get': VkPage;
  'market.getById': VkPage;
  'market.add': { market_item_id: number };
  'market.edit': 1;
  'market.delete': 1;
  'market.restore': 1;
  'market.addAlbum': { market_album_id: number };
  'market.editAlbum': 1;
  'market.deleteAlbum': 1;
  'market.addToAlbum': 1;
  'market.removeFromAlbum': 1;
  'market.getCategories': { items: VkCategory[] };
  'market.getProductPhotoUploadServer': { upload_url: string };
  'market.saveProductPhoto': { photo_id: number };
  'market.saveProductPhotoBulk': { photo_id: number }[];
  'photos.getMarketAlbumUploadServer': { upload_url: string };
  'photos.saveMarketAlbumPhoto': { id: number }[];
}

/** What a method answers, as far as this client relies on it. */
export type VkResult<M extends VkMethod> = Results[M];

const isOk = (value: unknown): value is 1 => value === 1;
const isWithId = (value: unknown): value is VkGroup => isObject(value) && isId(value.id);
const isPage = (value: unknown): value is VkPage =>
  isObject(value) && isCount(value.count) && isListOf(value.items, isObject);
const isCategory = (value: unknown): value is VkCategory =>
  isObject(value) &&
  isCount(value.id) &&
  typeof value.name === 'string' &&
  (value.children === undefined || isListOf(value.children, isCategory));
const isUploadServer = (value: unknown): value is { upload_url: string } =>
  isObject(value) && typeof value.upload_url === 'string' && value.upload_url !== '';

const isSavedPhoto = (value: unknown): value is { photo_id: number } => isObject(value) && isId(value.photo_id);

const READABLE: { readonly [M in VkMethod]: (value: unknown) => value is Results[M] } = {
  'users.get': (value): value is VkUser[] => isListOf(value, isWithId),
  'groups.getById': (value): value is { groups: VkGroup[] } => isObject(value) && isListOf(value.groups, isWithId),
  'groups.get': isPage,
  'market.getAlbums': isPage,
  'market.get': isPage,
  'market.getById': isPage,
  'market.add': (value): value is { market_item_id: number } => isObject(value) && isId(value.market_item_id),
  'market.edit': isOk,
  'market.delete': isOk,
  'market.restore': isOk,
  'market.addAlbum': (value): value is { market_album_id: number } => isObject(value) && isId(value.market_album_id),
  'market.editAlbum': isOk,
  'market.deleteAlbum': isOk,
  'market.addToAlbum': isOk,
  'market.removeFromAlbum': isOk,
  'market.getCategories': (value): value is { items: VkCategory[] } =>
    isObject(value) && isListOf(value.items, isCategory),
  'market.getProductPhotoUploadServer': isUploadServer,
  'market.saveProductPhoto': isSavedPhoto,
  'market.saveProductPhotoBulk': (value): value is { photo_id: number }[] => isListOf(value, isSavedPhoto),
  'photos.getMarketAlbumUploadServer': isUploadServer,
  'photos.saveMarketAlbumPhoto': (value): value is { id: number }[] => isListOf(value, isWithId) && value.length > 0,
};

/** Whether an answer has the shape its method promises; anything else is to be treated as an unreadable answer. */
export function isReadable<M extends VkMethod>(method: M, value: unknown): value is VkResult<M> {
  return READABLE[method](value);
}
