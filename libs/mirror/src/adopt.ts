import { grouped } from './grouped.js';
import type { ItemsOfProducts } from './identity.js';
import type { KnownProduct } from './known.js';
import { isOurSku } from './sku.js';
import type { ItemLink, MirrorInput, MirrorItem } from './types.js';
import { shownTitle } from './vk-text.js';

/**
 * Rule M8: which products take over an item of the merchant's own. A product must be for sale, without an item, and the
 * only one in scope with its name; the item must be nobody's and the only such one with that title.
 */
export function adoptions(
  known: readonly KnownProduct[],
  items: ItemsOfProducts,
  input: Pick<MirrorInput, 'settings' | 'items' | 'itemLinks'>,
): ReadonlyMap<KnownProduct, MirrorItem> {
  const adopted = new Map<KnownProduct, MirrorItem>();
  if (input.settings.adoptExisting === 'never') return adopted;
  const free = grouped(nobodysItems(input.items, input.itemLinks), (item) => shownTitle(item.title));
  if (free.size === 0) return adopted;
  const named = productsByName(known);
  known.forEach((product, index) => {
    const scoped = product.scoped;
    if (!scoped || scoped.skip !== null || !product.readable || items[index]) return;
    const titled = free.get(scoped.name) ?? [];
    const [item] = titled;
    if (item && titled.length === 1 && named.get(scoped.name) === 1) adopted.set(product, item);
  });
  return adopted;
}

/** Items that carry no sku of ours and that no link speaks of. */
function nobodysItems(items: readonly MirrorItem[], links: readonly ItemLink[]): MirrorItem[] {
  const strange = items.filter((item) => !isOurSku(item.sku));
  if (strange.length === 0) return strange;
  const linked = new Set(links.map((link) => link.itemId));
  return strange.filter((item) => !linked.has(item.id));
}

function productsByName(known: readonly KnownProduct[]): Map<string, number> {
  const count = new Map<string, number>();
  for (const { scoped } of known) {
    if (scoped) count.set(scoped.name, (count.get(scoped.name) ?? 0) + 1);
  }
  return count;
}
