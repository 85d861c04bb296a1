import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api.js';
import { groupsQuery } from './get-groups.js';
import { refreshAfterSwitch, SWITCHING } from './switching.js';

interface SwitchGroups {
  /** One group; `null` for all of the store's. */
  groupId: string | null;
  enabled: boolean;
}

/** Switches one group or all groups of a store: shown at once, each taken back when refused. */
export function useSwitchGroups(storeId: string) {
  const client = useQueryClient();
  const key = groupsQuery(storeId).queryKey;
  return useMutation({
    mutationKey: SWITCHING,
    mutationFn: ({ groupId, enabled }: SwitchGroups) =>
      groupId === null
        ? api.PUT('/api/v1/catalog/stores/{storeId}/groups/sync', { params: { path: { storeId } }, body: { enabled } })
        : api.PUT('/api/v1/catalog/stores/{storeId}/groups/{groupId}/sync', {
            params: { path: { storeId, groupId } },
            body: { enabled },
          }),
    onMutate: async ({ groupId, enabled }) => {
      await client.cancelQueries({ queryKey: key });
      const before = new Map(client.getQueryData(key)?.map((group) => [group.id, group.enabled]));
      client.setQueryData(key, (groups) =>
        groups?.map((group) => (groupId === null || group.id === groupId ? { ...group, enabled } : group)),
      );
      return { before };
    },
    onError: (_error, { groupId }, saved) =>
      client.setQueryData(key, (groups) =>
        groups?.map((group) => {
          const enabled = groupId === null || group.id === groupId ? saved?.before.get(group.id) : undefined;
          return enabled === undefined ? group : { ...group, enabled };
        }),
      ),
    onSettled: () => refreshAfterSwitch(client),
  });
}
