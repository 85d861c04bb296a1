import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, api } from '../../../lib/api.js';
import type { SaveEvotorConnection } from '../../../lib/api-types.js';

/** Saves the Evotor token after the server has tried it; the catalogue is fetched at once. */
export function useSaveEvotor() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (connection: SaveEvotorConnection) =>
      answerOf(api.PUT('/api/v1/connections/evotor', { body: connection })),
    meta: { ownErrors: true },
    onSuccess: () => client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' }),
  });
}
