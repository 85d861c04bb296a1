import type { ListParams } from '../../lib/use-list-params.js';
import type { ProductCounts } from '../../lib/api-types.js';

/** Filters of the product list as they stand in the address; names are those of the REST contract. */
const PRODUCT_FILTERS = ['groupId', 'syncState', 'syncReason', 'only', 'photo'] as const;
export type ProductFilters = Record<(typeof PRODUCT_FILTERS)[number], string>;

/** What of the product list stands in the address, beside page and search. */
export const PRODUCT_PARAMS = [...PRODUCT_FILTERS, 'sort'] as const;
export type ProductListParams = ListParams<(typeof PRODUCT_PARAMS)[number]>;

/** By what the list may be sorted, with a minus before it where it falls; by name where nothing is said. */
export const PRODUCT_SORTS = ['name', '-name', 'price', '-price', 'quantity', '-quantity'] as const;

/** What can be looked at in one click; empty: everything. `synced` is only reached by a link. */
export const PRODUCT_VIEWS = ['', 'chosen', 'inShop', 'pending', 'synced', 'skipped', 'failed', 'off'] as const;
export type ProductView = (typeof PRODUCT_VIEWS)[number];

const COUNTED = {
  '': 'productCount',
  chosen: 'chosenCount',
  inShop: 'inShopCount',
  pending: 'pendingCount',
  synced: 'syncedCount',
  skipped: 'skippedCount',
  failed: 'failedCount',
} as const satisfies Partial<Record<ProductView, keyof ProductCounts>>;

/** Why goods are left out or fail, per view; elsewhere there is nothing to choose from. */
export const VIEW_REASONS = {
  skipped: ['not_for_sale', 'restricted_goods', 'no_price'],
  failed: ['vk_rejected', 'photo_rejected', 'quota_reached'],
} as const;

/** Where photos come from. */
export const PHOTO_SOURCES = ['own', 'evotor', 'none'] as const;

/** The view that the filters of an address stand for. */
export function viewOf({ only, syncState }: Pick<ProductFilters, 'only' | 'syncState'>): ProductView {
  const wanted = only !== '' ? only : syncState;
  return PRODUCT_VIEWS.find((view) => view === wanted) ?? '';
}

/** The filters that show a view; a reason chosen before is dropped. */
export function filtersOf(view: ProductView): Omit<ProductFilters, 'groupId' | 'photo'> {
  const isOnly = view === 'chosen' || view === 'inShop';
  return { only: isOnly ? view : '', syncState: isOnly ? '' : view, syncReason: '' };
}

/** How many rows a view shows of a store or group. */
export function countIn(view: ProductView, counts: ProductCounts): number {
  return view === 'off' ? counts.productCount - counts.chosenCount : counts[COUNTED[view]];
}
