import type { EvotorSim, GroupRecord, ProductRecord, StoreRecord } from '../../evotor/index.js';

/** What the till is asked to show. */
export interface RegisterQuery {
  store: StoreRecord | undefined;
  /** Id of a group, `none` for goods without one, empty for all. */
  group: string;
  search: string;
  page: number;
}

/** A group with its place in the tree. */
export interface TreeNode {
  group: GroupRecord;
  depth: number;
  /** Goods that lie in the group itself. */
  count: number;
}

/** One screen of the till. */
export interface RegisterView {
  stores: StoreRecord[];
  store: StoreRecord | undefined;
  tree: TreeNode[];
  ungrouped: number;
  products: ProductRecord[];
  total: number;
  pages: number;
}

/** Products on one screen. */
export const SCREEN = 50;

/** The group id that stands for goods which lie in no group, or in one that is gone. */
export const NO_GROUP = 'none';

/** What the till of this merchant shows for the query. */
export function viewRegister(evotor: EvotorSim, userId: string, query: RegisterQuery): RegisterView {
  const stores = evotor.state.storesOf(userId);
  const { store } = query;
  if (!store) return { stores, store, tree: [], ungrouped: 0, products: [], total: 0, pages: 1 };
  const all = [...store.products.values()];
  const wanted = query.search.trim().toLocaleLowerCase('ru');
  const found = all.filter((product) => isIn(store, product, query.group) && isNamed(product, wanted));
  const from = (query.page - 1) * SCREEN;
  return {
    stores,
    store,
    tree: treeOf(store),
    ungrouped: all.filter((product) => isIn(store, product, NO_GROUP)).length,
    products: found.slice(from, from + SCREEN),
    total: found.length,
    pages: Math.max(1, Math.ceil(found.length / SCREEN)),
  };
}

/** The groups in the order of the tree; those whose parent is gone, or leads in a circle, stand at the root. */
export function treeOf(store: StoreRecord): TreeNode[] {
  const counts = new Map<string, number>();
  for (const { fields } of store.products.values())
    if (fields.parent_id) counts.set(fields.parent_id, (counts.get(fields.parent_id) ?? 0) + 1);
  const nodes: TreeNode[] = [];
  const seen = new Set<string>();
  const visit = (group: GroupRecord, depth: number): void => {
    if (seen.has(group.id)) return;
    seen.add(group.id);
    nodes.push({ group, depth, count: counts.get(group.id) ?? 0 });
    for (const child of store.groups.values()) if (child.fields.parent_id === group.id) visit(child, depth + 1);
  };
  for (const group of store.groups.values()) if (!store.groups.has(group.fields.parent_id ?? '')) visit(group, 0);
  for (const group of store.groups.values()) visit(group, 0);
  return nodes;
}

function isIn(store: StoreRecord, { fields }: ProductRecord, group: string): boolean {
  if (group === '') return true;
  if (group === NO_GROUP) return !fields.parent_id || !store.groups.has(fields.parent_id);
  return fields.parent_id === group;
}

function isNamed({ fields }: ProductRecord, wanted: string): boolean {
  if (wanted === '') return true;
  const texts = [fields.name, fields.code ?? '', fields.article_number ?? '', ...(fields.barcodes ?? [])];
  return texts.some((text) => text.toLocaleLowerCase('ru').includes(wanted));
}
