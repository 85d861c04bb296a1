import type { Params } from '../params.js';
import type { Json } from '../types.js';
import type { Call } from '../world.js';
import {
  marketAddAlbum,
  marketAddToAlbum,
  marketDeleteAlbum,
  marketEditAlbum,
  marketRemoveFromAlbum,
} from './albums.js';
import { marketAdd, marketDelete, marketEdit, marketRestore } from './items.js';
import { groupsGet, groupsGetById, usersGet } from './people.js';
import { albumUploadServer, productUploadServer, saveMarketAlbumPhoto, saveProductPhoto } from './photos.js';
import { marketGet, marketGetAlbums, marketGetById, marketGetCategories } from './reading.js';

/** What a method does once its token, pace and parameters are found right. */
export type Method = (call: Call, params: Params) => Json;

/** Every method but `execute`, by name. */
export const METHODS: ReadonlyMap<string, Method> = new Map<string, Method>([
  ['users.get', usersGet],
  ['groups.get', groupsGet],
  ['groups.getById', groupsGetById],
  ['market.getAlbums', marketGetAlbums],
  ['market.get', marketGet],
  ['market.getById', marketGetById],
  ['market.add', marketAdd],
  ['market.edit', marketEdit],
  ['market.delete', marketDelete],
  ['market.restore', marketRestore],
  ['market.addAlbum', marketAddAlbum],
  ['market.editAlbum', marketEditAlbum],
  ['market.deleteAlbum', marketDeleteAlbum],
  ['market.addToAlbum', marketAddToAlbum],
  ['market.removeFromAlbum', marketRemoveFromAlbum],
  ['market.getCategories', marketGetCategories],
  ['market.getProductPhotoUploadServer', productUploadServer],
  ['market.saveProductPhoto', saveProductPhoto],
  ['photos.getMarketAlbumUploadServer', albumUploadServer],
  ['photos.saveMarketAlbumPhoto', saveMarketAlbumPhoto],
]);
