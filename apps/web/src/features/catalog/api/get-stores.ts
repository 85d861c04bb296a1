import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../lib/api.js';
import type { Page, Store } from '../../../lib/api-types.js';

/** All stores of the merchant's Evotor account. */
export function storesQuery() {
  return queryOptions({
    queryKey: ['catalog', 'stores'],
    queryFn: ({ signal }) => api.get<Page<Store>>('catalog/stores', { signal, query: { pageSize: 200 } }),
  });
}
