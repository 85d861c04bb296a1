import { priceText } from '../../vk/money.js';
import { liveItems } from '../../vk/state.js';
import type { Community, Item } from '../../vk/types.js';
import { photoUrl } from '../../vk/views.js';
import type { World } from '../../vk/world.js';

/** An item as a buyer sees it. */
export interface Ware {
  id: number;
  title: string;
  description: string;
  price: string;
  oldPrice: string | null;
  picture: string | null;
  gallery: string[];
  inStock: boolean;
  left: string;
  url: string;
}

export interface Section {
  key: string;
  title: string;
  total: number;
  wares: Ware[];
}

const WITHOUT_ALBUM = 'Другие товары';

/**
 * The shop by its collections, then what stands in none. Hidden, erased and refused items are not for buyers' eyes.
 * With `only`, one section in full; else at most `most` wares a section.
 */
export function shopSections(world: World, community: Community, most: number, only?: string): Section[] {
  const visible = liveItems(community).filter(isVisible);
  const albums = [...community.albums.values()].filter((album) => !album.hidden);
  const placed = new Set(albums.flatMap((album) => [...album.itemIds]));
  const sections = albums.map((album) => ({
    key: String(album.id),
    title: album.title,
    items: visible.filter((item) => album.itemIds.has(item.id)),
  }));
  const rest = { key: 'other', title: WITHOUT_ALBUM, items: visible.filter((item) => !placed.has(item.id)) };
  return [...sections, ...(rest.items.length > 0 ? [rest] : [])]
    .filter((section) => only === undefined || section.key === only)
    .map(({ key, title, items }) => ({
      key,
      title,
      total: items.length,
      wares: items.slice(0, only === undefined ? most : items.length).map((item) => wareOf(world, community, item)),
    }));
}

/** How many items buyers see in the shop. */
export function visibleCount(community: Community): number {
  return liveItems(community).filter(isVisible).length;
}

/** One item, where a buyer may see it. */
export function findWare(world: World, community: Community, itemId: number): Ware | undefined {
  const item = community.items.get(itemId);
  return item && item.erasedAt === null && isVisible(item) ? wareOf(world, community, item) : undefined;
}

function isVisible(item: Item): boolean {
  return !item.hidden && !item.reject;
}

function wareOf(world: World, community: Community, item: Item): Ware {
  const photos = [item.mainPhotoId, ...item.photoIds].filter((id) => id !== null);
  const gallery = photos.map((id) => new URL(photoUrl(world, id), 'http://localhost').pathname);
  return {
    id: item.id,
    title: item.name,
    description: item.description,
    price: priceText(item.price, community.currency),
    oldPrice: item.oldPrice === null ? null : priceText(item.oldPrice, community.currency),
    picture: gallery[0] ?? null,
    gallery,
    inStock: item.stock !== 0,
    left: leftText(item.stock),
    url: /^https?:\/\//.test(item.url) ? item.url : '',
  };
}

function leftText(stock: number): string {
  if (stock === 0) return 'Нет в наличии';
  return stock > 0 && stock <= 10 ? `Осталось: ${stock}` : 'В наличии';
}
