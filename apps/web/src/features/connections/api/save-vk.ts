import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api.js';
import type { SaveVkConnection, VkConnection } from '../../../lib/api-types.js';

/** Saves the VK token and community after the server has tried them. */
export function useSaveVk() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (connection: SaveVkConnection) => api.put<VkConnection>('connections/vk', connection),
    meta: { ownErrors: true },
    onSuccess: () => client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' }),
  });
}
