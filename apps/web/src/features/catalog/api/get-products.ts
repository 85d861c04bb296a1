import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../../../lib/api.js';
import type { Page, Product } from '../../../lib/api-types.js';

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
      api.get<Page<Product>>(`catalog/stores/${storeId}/products`, {
        signal,
        query: { ...filter, pageSize: PAGE_SIZE },
      }),
    placeholderData: keepPreviousData,
  });
}
