import type { KnownProduct } from './known.js';
import { isOurSku } from './sku.js';
import type { MirrorItem } from './types.js';

/** The item of each product in the same order; null where VK has none. */
export type ItemsOfProducts = readonly (MirrorItem | null)[];

/**
 * Rule M7: an item with a product's sku is that product's item, whatever the links say; else the linked item, unless it
 * carries the sku of another product. Where several items carry one sku, the linked one is it, else the oldest.
 */
export function itemsOfProducts(known: readonly KnownProduct[], items: readonly MirrorItem[]): ItemsOfProducts {
  const unclaimed = new Map(items.map((item) => [item.id, item]));
  const chosen = known.map((product) => claimLinked(product, unclaimed, (item) => item.sku === product.sku));
  if (unclaimed.size === 0) return chosen;

  const carriers = oldestBySku(unclaimed.values());
  const skus = new Set(known.map((product) => product.sku));
  known.forEach((product, index) => {
    chosen[index] ??= carriers.get(product.sku) ?? null;
  });
  known.forEach((product, index) => {
    chosen[index] ??= claimLinked(product, unclaimed, (item) => !skus.has(item.sku ?? ''));
  });
  return chosen;
}

/** The linked item where it is right for the product; no other product can get it then. */
function claimLinked(
  product: KnownProduct,
  unclaimed: Map<number, MirrorItem>,
  isRight: (item: MirrorItem) => boolean,
): MirrorItem | null {
  const linked = product.link && unclaimed.get(product.link.itemId);
  if (!linked || !isRight(linked)) return null;
  unclaimed.delete(linked.id);
  return linked;
}

/** Of the items that carry a sku of ours, the one with the lowest id for each sku. */
function oldestBySku(items: Iterable<MirrorItem>): Map<string, MirrorItem> {
  const oldest = new Map<string, MirrorItem>();
  for (const item of items) {
    if (item.sku === null || !isOurSku(item.sku)) continue;
    const rival = oldest.get(item.sku);
    if (!rival || item.id < rival.id) oldest.set(item.sku, item);
  }
  return oldest;
}
