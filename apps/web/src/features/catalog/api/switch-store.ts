import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api.js';
import type { Page, Store } from '../../../lib/api-types.js';
import { storesQuery } from './get-stores.js';
import { refreshAfterSwitch, SWITCHING } from './switching.js';

interface SwitchStore {
  storeId: string;
  enabled: boolean;
}

/** Switches a store on or off: shown at once, taken back when refused. */
export function useSwitchStore() {
  const client = useQueryClient();
  const key = storesQuery().queryKey;
  const show = (storeId: string, enabled: boolean) =>
    client.setQueryData(
      key,
      (stores: Page<Store> | undefined) =>
        stores && {
          ...stores,
          items: stores.items.map((store) => (store.id === storeId ? { ...store, enabled } : store)),
        },
    );
  return useMutation({
    mutationKey: SWITCHING,
    mutationFn: ({ storeId, enabled }: SwitchStore) =>
      api.PUT('/api/v1/catalog/stores/{storeId}/sync', { params: { path: { storeId } }, body: { enabled } }),
    onMutate: async ({ storeId, enabled }) => {
      await client.cancelQueries({ queryKey: key });
      show(storeId, enabled);
    },
    onError: (_error, { storeId, enabled }) => show(storeId, !enabled),
    onSettled: () => refreshAfterSwitch(client),
  });
}
