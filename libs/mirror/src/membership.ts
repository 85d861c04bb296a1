import type { AlbumPlan, ShownGroup } from './albums.js';
import type { MirrorItem, Operation, ProductKey } from './types.js';

/** A product that VK shows after the plan. */
export interface ShownProduct {
  product: ProductKey;
  /** Null: the item that this plan creates. */
  item: MirrorItem | null;
  /** Null: the group `none`, which has no album. */
  group: ShownGroup | null;
}

/**
 * Rule M11 for items: each shown item stands in the album of its group and in no other album that is linked to a group.
 * Albums that are linked to no group are the merchant's own and never touched.
 */
export function planMembership(shown: readonly ShownProduct[], albums: AlbumPlan): Operation[] {
  const removals: Operation[] = [];
  const additions: Operation[] = [];
  for (const { product, item, group } of shown) {
    const albumId = group && (albums.albumOf.get(group.id) ?? null);
    const albumIds = item ? albumsToLeave(item.albumIds, albumId, albums.linked) : [];
    if (item && albumIds.length > 0) removals.push({ kind: 'remove-from-album', product, itemId: item.id, albumIds });
    if (!group || (item && albumId !== null && item.albumIds.includes(albumId))) continue;
    const key = { storeId: group.group.storeId, groupId: group.group.id };
    additions.push({ kind: 'add-to-album', product, itemId: item?.id ?? null, group: key, albumId });
  }
  return [...removals, ...additions];
}

function albumsToLeave(albumIds: readonly number[], stays: number | null, linked: ReadonlySet<number>): number[] {
  return albumIds.filter((id) => id !== stays && linked.has(id)).sort((one, other) => one - other);
}
