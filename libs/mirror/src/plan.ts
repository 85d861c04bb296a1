import { adoptions } from './adopt.js';
import { planAlbums } from './albums.js';
import type { ShownGroup } from './albums.js';
import { fieldRules } from './fields.js';
import { grouped } from './grouped.js';
import { itemsOfProducts } from './identity.js';
import { byKey, keyOf } from './keys.js';
import { knownProducts } from './known.js';
import { planMembership } from './membership.js';
import type { ShownProduct } from './membership.js';
import type { Decision, MirrorGroup, MirrorInput, Operation, Plan } from './types.js';
import { verdictOn } from './verdict.js';

/** Albums first, then what is taken off sale, then edits and new items, at last who stands in which album. */
const ORDER: readonly Operation['kind'][] = [
  'create-album',
  'rename-album',
  'link-album',
  'hide-item',
  'delete-item',
  'edit-item',
  'create-item',
  'link-item',
  'remove-from-album',
  'add-to-album',
];

/**
 * What must happen in VK so that the shop equals the register (DESIGN.md, section 7). Pure: the same input, in whatever
 * order its lists stand, gives the same plan, and a plan made after this one was carried out has nothing to do.
 */
export function planMirror(input: MirrorInput): Plan {
  const rules = fieldRules(input.settings);
  const known = knownProducts(input, rules);
  const items = itemsOfProducts(known, input.items);
  const adoptable = adoptions(known, items, input);
  const operations: Operation[] = [];
  const decisions: Decision[] = [];
  const shown: ShownProduct[] = [];
  const shownGroups = new Map<MirrorGroup, ShownGroup>();

  known.forEach((product, index) => {
    if (!product.readable) return;
    const item = items[index] ?? null;
    const toAdopt = adoptable.get(product) ?? null;
    const verdict = verdictOn(product, item, toAdopt, rules);
    if (verdict.operation) operations.push(verdict.operation);
    if (verdict.decision) decisions.push(verdict.decision);
    if (!verdict.shown) return;
    const group = shownGroup(shownGroups, product.scoped?.group ?? null);
    shown.push({ product: product.key, item: item ?? toAdopt, group });
  });

  const albums = planAlbums([...shownGroups.values()].sort(byKey), input);
  const all = [...albums.operations, ...operations, ...planMembership(shown, albums)];
  return { operations: inOrder(all), decisions };
}

function shownGroup(groups: Map<MirrorGroup, ShownGroup>, group: MirrorGroup | null): ShownGroup | null {
  if (!group) return null;
  const known = groups.get(group);
  if (known) return known;
  const added = { id: keyOf(group.storeId, group.id), group };
  groups.set(group, added);
  return added;
}

/** Gathers the operations by kind; inside a kind they stand sorted already. */
function inOrder(operations: readonly Operation[]): Operation[] {
  const byKind = grouped(operations, (operation) => operation.kind);
  return ORDER.flatMap((kind) => byKind.get(kind) ?? []);
}
