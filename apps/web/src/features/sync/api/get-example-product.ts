import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../../../lib/api.js';
import type { Product } from '../../../lib/api-types.js';

const FIRST_PAGE = 20;

/** One of the merchant's own products that has a price, from a store that is switched on if there is one. */
export function exampleProductQuery() {
  return queryOptions({
    queryKey: ['catalog', 'example-product'],
    queryFn: async ({ signal }): Promise<Product | null> => {
      const stores = await answerOf(api.GET('/api/v1/catalog/stores', { signal }));
      const store = stores.items.find(({ enabled, productCount }) => enabled && productCount > 0) ?? stores.items[0];
      if (!store) return null;
      const products = await answerOf(
        api.GET('/api/v1/catalog/stores/{storeId}/products', {
          signal,
          params: { path: { storeId: store.id }, query: { pageSize: FIRST_PAGE } },
        }),
      );
      return products.items.find(({ price }) => price !== null && Number(price) > 0) ?? null;
    },
    staleTime: 5 * 60_000,
  });
}
