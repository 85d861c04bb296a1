import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, api } from '../../../lib/api.js';
import type { SaveVkConnection } from '../../../lib/api-types.js';

/** Saves the VK token and community after the server has tried them. */
export function useSaveVk() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (connection: SaveVkConnection) => answerOf(api.PUT('/api/v1/connections/vk', { body: connection })),
    meta: { ownErrors: true },
    onSuccess: () => client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' }),
  });
}
