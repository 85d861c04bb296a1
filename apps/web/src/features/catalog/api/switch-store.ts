import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api.js';
import type { Page, Store } from '../../../lib/api-types.js';
import { storesQuery } from './get-stores.js';

interface SwitchStore {
  storeId: string;
  enabled: boolean;
}

/** Switches a store on or off: shown at once, taken back when refused. */
export function useSwitchStore() {
  const client = useQueryClient();
  const key = storesQuery().queryKey;
  return useMutation({
    mutationFn: ({ storeId, enabled }: SwitchStore) =>
      api.PUT('/api/v1/catalog/stores/{storeId}/sync', { params: { path: { storeId } }, body: { enabled } }),
    onMutate: async ({ storeId, enabled }) => {
      await client.cancelQueries({ queryKey: key });
      const before = client.getQueryData(key);
      client.setQueryData(
        key,
        (stores: Page<Store> | undefined) =>
          stores && {
            ...stores,
            items: stores.items.map((store) => (store.id === storeId ? { ...store, enabled } : store)),
          },
      );
      return { before };
    },
    onError: (_error, _change, saved) => client.setQueryData(key, saved?.before),
    onSettled: () => client.invalidateQueries({ queryKey: ['catalog'] }),
  });
}
