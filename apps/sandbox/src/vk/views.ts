import { categoryPath } from './categories.js';
import type { Category } from './categories.js';
import { currencyView, priceText } from './money.js';
import { albumCount } from './state.js';
import { shownText } from './texts.js';
import type { Album, Community, Item, Json, Photo } from './types.js';
import type { World } from './world.js';

type JsonObject = Record<string, Json>;

const seconds = (time: number): number => Math.floor(time / 1_000);

/** 0 on sale, 1 removed, 2 unavailable. */
export function availability(item: Item, hiddenAs: 1 | 2): 0 | 1 | 2 {
  if (item.erasedAt !== null) return 1;
  if (item.reject) return 2;
  if (item.hidden) return hiddenAs;
  return item.stock === 0 ? 2 : 0;
}

/** An item as `market.get` and `market.getById` give it; `manager` adds what only managers of the community see. */
export function itemView(
  world: World,
  community: Community,
  item: Item,
  look: { extended: boolean; manager: boolean },
): JsonObject {
  const view: JsonObject = {
    id: item.id,
    owner_id: -community.groupId,
    title: shownText(item.name, world.switches),
    description: shownText(item.description, world.switches),
    price: priceView(community, item),
    category: categoryView(item.categoryId),
    availability: availability(item, world.switches.hiddenAvailability),
    date: seconds(item.createdAt),
    is_owner: look.manager,
    is_adult: false,
    is_favorite: false,
  };
  if (item.mainPhotoId !== null) view.thumb_photo = photoUrl(world, item.mainPhotoId);
  if (item.url) Object.assign(view, { url: item.url, button_title: 'Перейти в магазин' });
  if (look.manager) {
    view.stock_amount = item.stock;
    if (item.sku) view.sku = item.sku;
    if (item.reject) view.reject_info = { ...item.reject };
  }
  if (item.weight !== null) {
    view.weight = item.weight;
    view.dimensions = { width: item.width ?? 0, height: item.height ?? 0, length: item.length ?? 0 };
  }
  return look.extended ? { ...view, ...extendedView(world, community, item, look.manager) } : view;
}

function extendedView(world: World, community: Community, item: Item, manager: boolean): JsonObject {
  const photoIds = [item.mainPhotoId, ...item.photoIds];
  const photos = photoIds.map((id) => world.state.photos.get(id ?? 0)).filter((photo) => photo !== undefined);
  return {
    albums_ids: [...community.albums.values()].filter((album) => album.itemIds.has(item.id)).map((album) => album.id),
    photos: photos.map((photo) => photoView(world, photo)),
    likes: { count: 0, user_likes: 0 },
    reposts: { count: 0, user_reposted: 0 },
    views_count: 0,
    can_comment: 1,
    can_repost: 1,
    can_edit: manager,
    can_delete: manager,
    can_recover: manager && item.erasedAt !== null,
  };
}

function priceView(community: Community, item: Item): Json {
  const price: JsonObject = {
    amount: String(item.price),
    currency: currencyView(community.currency),
    text: priceText(item.price, community.currency),
    price_type: 0,
  };
  if (item.oldPrice !== null && item.oldPrice > 0) {
    price.old_amount = String(item.oldPrice);
    price.old_amount_text = priceText(item.oldPrice, community.currency);
    price.discount_rate = -Math.round(100 * (1 - item.price / item.oldPrice));
  }
  return price;
}

function categoryView(categoryId: number): Json {
  const path: Category[] = categoryPath(categoryId);
  if (path.length === 0) path.push({ id: categoryId, name: 'Другое' });
  return path.reduce<JsonObject | null>((parent, node) => {
    const view: JsonObject = { inner_type: 'market_market_category_nested', id: node.id, name: node.name };
    return parent ? { ...view, parent } : view;
  }, null);
}

/** A collection as `market.getAlbums` gives it, with its live count. */
export function albumView(world: World, community: Community, album: Album): JsonObject {
  const photo = world.state.photos.get(album.photoId ?? 0);
  return {
    id: album.id,
    owner_id: -community.groupId,
    title: shownText(album.title, world.switches),
    count: albumCount(community, album),
    updated_time: seconds(album.updatedAt),
    is_main: community.mainAlbumId === album.id,
    is_hidden: album.hidden,
    type: 0,
    ...(photo ? { photo: photoView(world, photo) } : {}),
  };
}

export function photoView(world: World, photo: Photo): JsonObject {
  const scaled = (type: string, box: number): Json => {
    const ratio = Math.min(1, box / Math.max(photo.width, photo.height));
    const side = (length: number): number => Math.max(1, Math.round(length * ratio));
    return { type, width: side(photo.width), height: side(photo.height), url: photoUrl(world, photo.id) };
  };
  return {
    album_id: -53,
    id: photo.id,
    owner_id: -photo.groupId,
    user_id: photo.userId,
    date: seconds(photo.savedAt),
    text: '',
    has_tags: false,
    sizes: [scaled('m', 130), scaled('x', 604), scaled('y', 807)],
  };
}

export function photoUrl(world: World, photoId: number): string {
  return `${world.publicUrl()}/photos/${photoId}.jpg`;
}
