import { shopFor } from '../access.js';
import type { Params } from '../params.js';
import { albumCount } from '../state.js';
import { storedText } from '../texts.js';
import type { Album, Community, Json } from '../types.js';
import { VkError, invalidParam } from '../vk-error.js';
import type { Call } from '../world.js';
import { presentItem } from './items.js';

/** `market.addAlbum`: titles need not be unique. */
export function marketAddAlbum(call: Call, params: Params): Json {
  const { state, limits, now } = call.world;
  const community = shopFor(call, -params.int('owner_id'), 'write');
  const title = titleOf(call, params);
  if (params.flag('main_album') && params.flag('is_hidden')) throw new VkError(1446);
  const photoId = coverOf(call, community, params);
  if (community.albums.size >= limits.albumsPerShop) throw new VkError(1407);
  const album = state.addAlbum(community, title, now());
  album.photoId = photoId;
  album.hidden = params.flag('is_hidden');
  if (params.flag('main_album')) community.mainAlbumId = album.id;
  return { market_album_id: album.id, albums_count: community.albums.size };
}

/** `market.editAlbum`: the title is required even if unchanged. */
export function marketEditAlbum(call: Call, params: Params): Json {
  const community = shopFor(call, -params.int('owner_id'), 'write');
  const album = presentAlbum(community, params.int('album_id'));
  const title = titleOf(call, params);
  const main = params.has('main_album') ? params.flag('main_album') : community.mainAlbumId === album.id;
  const hidden = params.has('is_hidden') ? params.flag('is_hidden') : album.hidden;
  if (main && hidden) throw new VkError(1446);
  if (params.has('photo_id')) album.photoId = coverOf(call, community, params);
  album.title = title;
  album.hidden = hidden;
  if (main) community.mainAlbumId = album.id;
  else if (community.mainAlbumId === album.id) community.mainAlbumId = 0;
  touch(call, community, album);
  return 1;
}

/** `market.deleteAlbum`: the items survive. */
export function marketDeleteAlbum(call: Call, params: Params): Json {
  const community = shopFor(call, -params.int('owner_id'), 'write');
  const album = presentAlbum(community, params.int('album_id'));
  dropAlbum(community, album);
  return 1;
}

/** Takes the collection out of the shop. */
export function dropAlbum(community: Community, album: Album): void {
  community.albums.delete(album.id);
  if (community.mainAlbumId === album.id) community.mainAlbumId = 0;
  community.version++;
}

/** `market.addToAlbum`: several items into several collections. */
export function marketAddToAlbum(call: Call, params: Params): Json {
  const { switches, limits } = call.world;
  const community = shopFor(call, -params.int('owner_id'), 'write');
  const albums = params.numbers('album_ids').map((id) => presentAlbum(community, id));
  const items = params.numbers('item_ids').map((id) => presentItem(community, id));
  const inside = albums.some((album) => items.some((item) => album.itemIds.has(item.id)));
  if (inside && switches.addToAlbumTwice === 'refuse') throw new VkError(1404);
  for (const album of albums) {
    const fresh = new Set(items.map((item) => item.id).filter((id) => !album.itemIds.has(id)));
    if (albumCount(community, album) + fresh.size > limits.itemsPerAlbum) throw new VkError(1406);
  }
  for (const album of albums) {
    for (const item of items) album.itemIds.add(item.id);
    touch(call, community, album);
  }
  if (inside && switches.addToAlbumTwice === 'add-rest') throw new VkError(1404);
  return 1;
}

/** `market.removeFromAlbum`: one item out of several collections; one that is not inside is fine. */
export function marketRemoveFromAlbum(call: Call, params: Params): Json {
  const community = shopFor(call, -params.int('owner_id'), 'write');
  const item = presentItem(community, params.int('item_id'));
  const albums = params.numbers('album_ids').map((id) => presentAlbum(community, id));
  for (const album of albums) {
    album.itemIds.delete(item.id);
    touch(call, community, album);
  }
  return 1;
}

function titleOf(call: Call, params: Params): string {
  const title = storedText(params.text('title'), call.world.switches);
  if (title.trim() === '') throw invalidParam('title is undefined');
  return title;
}

function coverOf(call: Call, community: Community, params: Params): number | null {
  if (params.int('photo_id') === 0) return null;
  const photo = call.world.state.photos.get(params.int('photo_id'));
  if (!photo || photo.kind !== 'album' || photo.groupId !== community.groupId) throw invalidParam('photo not found');
  return photo.id;
}

function presentAlbum(community: Community, id: number): Album {
  const album = community.albums.get(id);
  if (!album) throw new VkError(1402);
  return album;
}

function touch(call: Call, community: Community, album: Album): void {
  album.updatedAt = call.world.now();
  community.version++;
}
