import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answerOf, api, oneOf } from '../../../lib/api.js';
import { SYNC_STATES } from '../sync-states.js';

export interface ProductFilter {
  page: number;
  search: string;
  groupId: string;
  syncState: string;
}

const PAGE_SIZE = 50;

/** A page of a store's products. */
export function productsQuery(storeId: string, filter: ProductFilter) {
  return queryOptions({
    queryKey: ['catalog', 'products', storeId, filter],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/api/v1/catalog/stores/{storeId}/products', {
          signal,
          params: {
            path: { storeId },
            query: {
              page: filter.page,
              pageSize: PAGE_SIZE,
              search: filter.search || undefined,
              groupId: filter.groupId || undefined,
              syncState: oneOf(SYNC_STATES, filter.syncState),
            },
          },
        }),
      ),
    placeholderData: keepPreviousData,
  });
}
