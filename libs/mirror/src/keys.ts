import type { GroupKey, ProductKey } from './types.js';

/** Evotor ids are compared without regard to case and are unique only within their store: one string for both. */
export function keyOf(storeId: string, id: string): string {
  return `${storeId}\u0000${id}`.toLowerCase();
}

/** The comparable form of a product's key. Sorting by it sorts by store, then by product. */
export function productKeyOf(product: ProductKey): string {
  return keyOf(product.storeId, product.productId);
}

/** The comparable form of a group's key. Sorting by it sorts by store, then by group. */
export function groupKeyOf(group: GroupKey): string {
  return keyOf(group.storeId, group.groupId);
}

/** Orders by a comparable key, the same on every machine (no locale). */
export function byKey<T extends { id: string }>(left: T, right: T): number {
  if (left.id === right.id) return 0;
  return left.id < right.id ? -1 : 1;
}
