import { keyOf } from './keys.js';
import type { MirrorGroup, MirrorProduct, MirrorStore } from './types.js';

/** For each group or modification group: the plain group that it is or that stands above it; null when there is none. */
export type PlainGroups = ReadonlyMap<string, MirrorGroup | null>;

/** Stores by their id in lower case. */
export type Stores = ReadonlyMap<string, MirrorStore>;

/** Where a product stands (M1): its plain group (null: the group `none` of its store), and whether it is mirrored. */
export interface Scope {
  group: MirrorGroup | null;
  inScope: boolean;
}

/** Stores ready to be looked up by id. */
export function storesById(stores: readonly MirrorStore[]): Stores {
  return new Map(stores.map((store) => [store.id.toLowerCase(), store]));
}

/** Finds the plain group of every group once, in linear time; a ring of modification groups leads nowhere. */
export function plainGroupsOf(groups: readonly MirrorGroup[]): PlainGroups {
  const byKey = new Map(groups.map((group) => [keyOf(group.storeId, group.id), group]));
  const plain = new Map<string, MirrorGroup | null>();
  for (const start of byKey.keys()) {
    const path: string[] = [];
    const walked = new Set<string>();
    let key: string | null = start;
    let found: MirrorGroup | null = null;
    while (key !== null && !walked.has(key)) {
      const known = plain.get(key);
      const group = byKey.get(key);
      if (known !== undefined || !group) {
        found = known ?? null;
        break;
      }
      path.push(key);
      walked.add(key);
      if (!group.isModification) {
        found = group;
        break;
      }
      key = group.parentId === null ? null : keyOf(group.storeId, group.parentId);
    }
    for (const step of path) plain.set(step, found);
  }
  return plain;
}

/** The nearest plain group above a product; null: it stands in the group `none` of its store. */
export function groupOf(product: Pick<MirrorProduct, 'storeId' | 'parentId'>, groups: PlainGroups): MirrorGroup | null {
  return product.parentId === null ? null : (groups.get(keyOf(product.storeId, product.parentId)) ?? null);
}

/** Rule M1: in scope are products whose store and group are enabled and which are not switched off themselves. */
export function scopeOf(
  product: Pick<MirrorProduct, 'storeId' | 'parentId' | 'switchedOff'>,
  stores: Stores,
  groups: PlainGroups,
): Scope {
  const group = groupOf(product, groups);
  return { group, inScope: scopeIn(stores.get(product.storeId.toLowerCase()), group, product) };
}

/** `scopeOf` for a product whose store and plain group are known. */
export function scopeIn(
  store: MirrorStore | undefined,
  group: MirrorGroup | null,
  product: Pick<MirrorProduct, 'switchedOff'>,
): boolean {
  if (!store?.enabled || product.switchedOff) return false;
  return group ? group.enabled : store.ungroupedEnabled;
}
