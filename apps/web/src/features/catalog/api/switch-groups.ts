import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api.js';
import { groupsQuery } from './get-groups.js';

interface SwitchGroups {
  /** One group; `null` for all of the store's. */
  groupId: string | null;
  enabled: boolean;
}

/** Switches one group or all groups of a store: shown at once, taken back when refused. */
export function useSwitchGroups(storeId: string) {
  const client = useQueryClient();
  const key = groupsQuery(storeId).queryKey;
  return useMutation({
    mutationFn: ({ groupId, enabled }: SwitchGroups) =>
      groupId === null
        ? api.PUT('/api/v1/catalog/stores/{storeId}/groups/sync', { params: { path: { storeId } }, body: { enabled } })
        : api.PUT('/api/v1/catalog/stores/{storeId}/groups/{groupId}/sync', {
            params: { path: { storeId, groupId } },
            body: { enabled },
          }),
    onMutate: async ({ groupId, enabled }) => {
      await client.cancelQueries({ queryKey: key });
      const before = client.getQueryData(key);
      client.setQueryData(key, (groups) =>
        groups?.map((group) => (groupId === null || group.id === groupId ? { ...group, enabled } : group)),
      );
      return { before };
    },
    onError: (_error, _change, saved) => client.setQueryData(key, saved?.before),
    onSettled: () => client.invalidateQueries({ queryKey: ['catalog'] }),
  });
}
