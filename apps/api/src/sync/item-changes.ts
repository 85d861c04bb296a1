import { productKeyOf, shownTitle, type ItemFields, type MirrorItem, type Operation } from '@evosync/mirror';
import { fromKopecks } from '../catalog/decimals.js';

/** One field of an item before and after; money in roubles, stock as a whole number. */
export interface ItemChange {
  field: 'name' | 'description' | 'price' | 'stock';
  from: string | null;
  to: string | null;
}

/** What the edits of a plan change of each product's item, by the comparable form of its key. */
export function plannedChanges(
  operations: readonly Operation[],
  items: readonly MirrorItem[],
): ReadonlyMap<string, ItemChange[]> {
  const edits = operations.filter((operation) => operation.kind === 'edit-item');
  const edited = new Set(edits.map(({ itemId }) => itemId));
  const before = new Map(items.flatMap((item) => (edited.has(item.id) ? [[item.id, item] as const] : [])));
  return new Map(
    edits.map(({ product, itemId, changes }) => [productKeyOf(product), itemChanges(changes, before.get(itemId))]),
  );
}

/** What an edit changes of the item as it was read before. Descriptions are long: only that they changed is kept. */
function itemChanges(changes: Partial<ItemFields>, before: MirrorItem | undefined): ItemChange[] {
  const { name, description, priceKopecks, stockAmount } = changes;
  const found: ItemChange[] = [];
  if (name !== undefined) found.push({ field: 'name', from: before ? shownTitle(before.title) : null, to: name });
  if (priceKopecks !== undefined) {
    found.push({
      field: 'price',
      from: before ? fromKopecks(before.priceKopecks) : null,
      to: fromKopecks(priceKopecks),
    });
  }
  if (stockAmount !== undefined) {
    const from = before?.stockAmount ?? null;
    found.push({ field: 'stock', from: from === null ? null : String(from), to: String(stockAmount) });
  }
  if (description !== undefined) found.push({ field: 'description', from: null, to: null });
  return found;
}
