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
  const byId = new Map(items.map((item) => [item.id, item]));
  const linked = known.map(({ link }) => (link ? (byId.get(link.itemId) ?? null) : null));
  const chosen = known.map(({ sku }, index) => (linked[index]?.sku === sku ? linked[index] : null));
  // In an ordinary run every item is linked and carries its product's sku, and there is nothing more to look for.
  const claimed = new Set(chosen.filter((item) => item !== null).map((item) => item.id));
  if (claimed.size === byId.size) return chosen;

  const carriers = oldestBySku(byId.values());
  const skus = new Set(known.map((product) => product.sku));
  known.forEach(({ sku }, index) => {
    chosen[index] ??= carriers.get(sku) ?? null;
  });
  linked.forEach((item, index) => {
    if (!item || chosen[index] || claimed.has(item.id) || skus.has(item.sku ?? '')) return;
    claimed.add(item.id);
    chosen[index] = item;
  });
  return chosen;
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
