import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api.js';
import type { Page, Product } from '../../../lib/api-types.js';

interface SwitchProduct {
  productId: string;
  enabled: boolean;
}

/** Switches one product on or off: shown at once, taken back when refused. */
export function useSwitchProduct(storeId: string) {
  const client = useQueryClient();
  const filter = { queryKey: ['catalog', 'products', storeId] };
  return useMutation({
    mutationFn: ({ productId, enabled }: SwitchProduct) =>
      api.PUT('/api/v1/catalog/stores/{storeId}/products/{productId}/sync', {
        params: { path: { storeId, productId } },
        body: { enabled },
      }),
    onMutate: async ({ productId, enabled }) => {
      await client.cancelQueries(filter);
      const before = client.getQueriesData<Page<Product>>(filter);
      client.setQueriesData<Page<Product>>(
        filter,
        (products) =>
          products && {
            ...products,
            items: products.items.map((product) => (product.id === productId ? { ...product, enabled } : product)),
          },
      );
      return { before };
    },
    onError: (_error, _change, saved) => {
      for (const [key, products] of saved?.before ?? []) client.setQueryData(key, products);
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['catalog'] }),
  });
}
