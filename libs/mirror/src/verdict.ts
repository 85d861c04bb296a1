import { differenceOf, remembersOtherwise } from './diff.js';
import { fieldsAt } from './fields.js';
import type { FieldRules } from './fields.js';
import type { KnownProduct, ScopedProduct } from './known.js';
import { linkTo } from './known.js';
import { removalOf } from './removal.js';
import type { Action, Decision, ItemFields, MirrorItem, Operation, Reason } from './types.js';

/** What the plan says about one product. */
export interface Verdict {
  operation: Operation | null;
  /** Null: the product is out of scope and nothing happens to its item. */
  decision: Decision | null;
  /** Whether the product is shown in VK after this plan, and so belongs into its group's album. */
  shown: boolean;
}

/** Rules M9, M10 and M12 for one product: `item` is the one it has, `adoptable` the one it may take over (M8). */
export function verdictOn(
  product: KnownProduct,
  item: MirrorItem | null,
  adoptable: MirrorItem | null,
  rules: FieldRules,
): Verdict {
  const scoped = product.scoped;
  if (!scoped || scoped.priceKopecks === null) return { ...removalOf(product, item, rules.settings), shown: false };
  const fields = fieldsAt(scoped.priceKopecks, scoped.name, scoped.product, product.sku, rules);
  if (item) return update(product, scoped, fields, item);
  if (scoped.skip !== null) return verdict(null, decide(product, scoped, 'skip', scoped.skip, null), false);
  if (adoptable) return adopt(product, scoped, fields, adoptable);
  const create: Operation = { kind: 'create-item', product: product.key, fields };
  return verdict(create, decide(product, scoped, 'create', null, null), true);
}

function update(product: KnownProduct, scoped: ScopedProduct, fields: ItemFields, item: MirrorItem): Verdict {
  const link = linkTo(product, item);
  const adopted = link?.adopted ?? false;
  const difference = differenceOf(fields, item, link);
  const about = { product: product.key, itemId: item.id, adopted, ...photoChange(scoped, item) };
  if (Object.keys(difference.changes).length > 0 || about.photo) {
    const forSale = scoped.skip === null;
    const edit: Operation = {
      kind: 'edit-item',
      ...about,
      changes: difference.changes,
      fields,
      forSale,
      adopts: false,
    };
    return verdict(edit, decide(product, scoped, 'update', null, item.id), true);
  }
  const { sent, shown } = difference;
  const remember: Operation | null = remembersOtherwise(link, difference)
    ? { kind: 'link-item', product: product.key, itemId: item.id, adopted, hidden: false, sent, shown }
    : null;
  return verdict(remember, decide(product, scoped, 'unchanged', null, item.id), true);
}

function adopt(product: KnownProduct, scoped: ScopedProduct, fields: ItemFields, item: MirrorItem): Verdict {
  const { changes } = differenceOf(fields, item, null);
  const about = { product: product.key, itemId: item.id, adopted: true, ...photoChange(scoped, item) };
  const edit: Operation = { kind: 'edit-item', ...about, changes, fields, forSale: true, adopts: true };
  return verdict(edit, decide(product, scoped, 'adopt', 'adopted', item.id), true);
}

/** Only photos that the merchant gave or took away in EvoSync are compared: how VK keeps them cannot be told. */
function photoChange({ product: { photo } }: ScopedProduct, item: MirrorItem): { photo?: { hash: string | null } } {
  if (!photo) return {};
  const sent = photo.sentItemId === item.id ? photo.sent : null;
  return photo.wanted === sent ? {} : { photo: { hash: photo.wanted } };
}

function verdict(operation: Operation | null, decision: Decision, shown: boolean): Verdict {
  return { operation, decision, shown };
}

function decide(
  product: KnownProduct,
  scoped: ScopedProduct,
  action: Action,
  reason: Reason | null,
  itemId: number | null,
): Decision {
  return { product: product.key, name: scoped.name, action, reason, itemId };
}
