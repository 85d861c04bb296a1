import { grouped } from './grouped.js';
import type { ItemsOfProducts } from './identity.js';
import type { KnownProduct } from './known.js';
import { isOurSku } from './sku.js';
import type { ItemLink, MirrorInput, MirrorItem } from './types.js';
import { readTitle } from './vk-text.js';

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
  const free = nobodysItems(input.items, input.itemLinks);
  if (free.length === 0) return adopted;
  const named = productsByName(known);
  const taken = new Set<MirrorItem>();
  for (const titleOf of [exactTitle, titleBehindEscaping]) {
    const titled = grouped(free, titleOf);
    known.forEach((product, index) => {
      const scoped = product.scoped;
      if (!scoped || scoped.skip !== null || !product.readable || items[index] || adopted.has(product)) return;
      const same = titled.get(scoped.name);
      const item = same?.length === 1 ? same[0] : undefined;
      if (!item || taken.has(item) || named.get(scoped.name) !== 1) return;
      taken.add(item);
      adopted.set(product, item);
    });
  }
  return adopted;
}

const exactTitle = (item: MirrorItem): string => item.title;

/** VK may show `&amp;` for `&`: a title that equals the name only so is taken where none equals it exactly. */
const titleBehindEscaping = (item: MirrorItem): string => readTitle(item.title);

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
