import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answerOf, api, oneOf } from '../../../lib/api.js';
import type { ProductFilter } from '../../../lib/api-types.js';
import type { ProductFilters } from '../product-view.js';
import { SYNC_STATES } from '../sync-states.js';

export interface ProductQuery extends ProductFilters {
  page: number;
  search: string;
}

const PAGE_SIZE = 50;

/** What the address asks for, as the API understands it; what it does not know is left out. */
export function productFilter({ search, groupId, syncState, syncReason, only }: Omit<ProductQuery, 'page'>) {
  const known: ProductFilter = {};
  const state = oneOf(SYNC_STATES, syncState);
  const narrower = oneOf(['chosen', 'inShop'] as const, only);
  if (search !== '') known.search = search;
  if (groupId !== '') known.groupId = groupId;
  if (state) known.syncState = state;
  if (syncReason !== '') known.syncReason = syncReason;
  if (narrower) known.only = narrower;
  return known;
}

/** A page of a store's products. */
export function productsQuery(storeId: string, query: ProductQuery) {
  return queryOptions({
    queryKey: ['catalog', 'products', storeId, query],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/api/v1/catalog/stores/{storeId}/products', {
          signal,
          params: { path: { storeId }, query: { page: query.page, pageSize: PAGE_SIZE, ...productFilter(query) } },
        }),
      ),
    placeholderData: keepPreviousData,
  });
}
