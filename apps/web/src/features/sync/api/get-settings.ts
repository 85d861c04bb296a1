import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../lib/api.js';
import type { SyncSettings } from '../../../lib/api-types.js';

/** How the shop is to be kept equal to the register. */
export function settingsQuery() {
  return queryOptions({
    queryKey: ['sync', 'settings'],
    queryFn: ({ signal }) => api.get<SyncSettings>('sync/settings', { signal }),
  });
}
