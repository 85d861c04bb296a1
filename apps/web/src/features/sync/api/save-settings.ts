import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, api } from '../../../lib/api.js';
import type { SyncSettings } from '../../../lib/api-types.js';
import { settingsQuery } from './get-settings.js';

/** Saves the settings; the next run follows them. */
export function useSaveSettings() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (settings: SyncSettings) => answerOf(api.PUT('/api/v1/sync/settings', { body: settings })),
    meta: { ownErrors: true },
    onSuccess: async (settings) => {
      client.setQueryData(settingsQuery().queryKey, settings);
      await client.invalidateQueries({ queryKey: ['catalog'] });
    },
  });
}
