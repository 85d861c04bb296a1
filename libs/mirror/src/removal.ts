import { linkTo } from './known.js';
import type { KnownProduct } from './known.js';
import type { Decision, MirrorItem, MirrorSettings, Operation, Reason } from './types.js';
import { shownTitle } from './vk-text.js';

/** What becomes of an item that may no longer be shown. */
export interface Removal {
  operation: Operation | null;
  decision: Decision | null;
}

/**
 * Rule M12: the item of a product that left the scope, is gone, restricted or without a price is hidden once, deleted or
 * kept. An adopted item is hidden where others would be deleted.
 */
export function removalOf(
  product: KnownProduct,
  item: MirrorItem | null,
  settings: Pick<MirrorSettings, 'onRemoved'>,
): Removal {
  const untouched = { operation: null, decision: skipOf(product, item) };
  if (!item || settings.onRemoved === 'keep') return untouched;
  const link = linkTo(product, item);
  const about = { product: product.key, itemId: item.id };
  const adopted = link?.adopted ?? false;
  const reason = reasonOf(product);
  if (settings.onRemoved === 'delete' && !adopted) {
    return { operation: { kind: 'delete-item', ...about, reason }, decision: removed(product, item, 'delete') };
  }
  if (link?.hidden) return untouched;
  if (item.stockAmount !== 0) {
    return { operation: { kind: 'hide-item', ...about, adopted, reason }, decision: removed(product, item, 'hide') };
  }
  // What else VK shows now may be an edit by hand that no run has seen to: it is not what VK showed after our sending.
  const [sent, shown] = [link?.sent ?? null, link?.shown ?? null];
  const remember: Operation = { kind: 'link-item', ...about, adopted, hidden: true, sent, shown };
  return { operation: remember, decision: untouched.decision };
}

function reasonOf(product: KnownProduct): Reason {
  return product.scoped?.skip ?? 'out_of_scope';
}

function removed(product: KnownProduct, item: MirrorItem, action: 'hide' | 'delete'): Decision {
  const name = product.scoped?.name ?? shownTitle(item.title);
  return { product: product.key, name, action, reason: reasonOf(product), itemId: item.id };
}

/** A product in scope always gets a decision; for others there is nothing to tell. */
function skipOf(product: KnownProduct, item: MirrorItem | null): Decision | null {
  if (!product.scoped) return null;
  const { name, skip } = product.scoped;
  return { product: product.key, name, action: 'skip', reason: skip, itemId: item?.id ?? null };
}
