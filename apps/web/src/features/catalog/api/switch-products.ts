import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, api } from '../../../lib/api.js';
import type { Page, Product, ProductFilter } from '../../../lib/api-types.js';
import { isSelected, type Selection } from '../selection.js';
import { refreshAfterSwitch, SWITCHING } from './switching.js';

interface SwitchProducts {
  selection: Selection;
  /** What the list shows, for "all of it". */
  filter: ProductFilter;
  enabled: boolean;
}

/** Switches products on or off, one or many: shown at once, taken back when refused. */
export function useSwitchProducts(storeId: string) {
  const client = useQueryClient();
  const lists = { queryKey: ['catalog', 'products', storeId] };
  const show = (enabledOf: (product: Product) => boolean | undefined) =>
    client.setQueriesData<Page<Product>>(
      lists,
      (products) =>
        products && {
          ...products,
          items: products.items.map((product) => {
            const enabled = enabledOf(product);
            return enabled === undefined ? product : { ...product, enabled };
          }),
        },
    );
  return useMutation({
    mutationKey: SWITCHING,
    mutationFn: ({ selection, filter, enabled }: SwitchProducts) =>
      answerOf(
        api.PUT('/api/v1/catalog/stores/{storeId}/products/sync', {
          params: { path: { storeId } },
          body: { enabled, ...(selection.all ? { filter } : { productIds: [...selection.ids] }) },
        }),
      ),
    onMutate: async ({ selection, enabled }) => {
      await client.cancelQueries(lists);
      const before = new Map<string, boolean>();
      for (const [, products] of client.getQueriesData<Page<Product>>(lists)) {
        for (const product of products?.items ?? []) {
          if (isSelected(selection, product.id)) before.set(product.id, product.enabled);
        }
      }
      show((product) => (before.has(product.id) ? enabled : undefined));
      return { before };
    },
    onError: (_error, _change, saved) => show((product) => saved?.before.get(product.id)),
    onSettled: () => refreshAfterSwitch(client),
  });
}
