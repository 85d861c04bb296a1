import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../../../lib/api.js';

/** How the shop is to be kept equal to the register. */
export function settingsQuery() {
  return queryOptions({
    queryKey: ['sync', 'settings'],
    queryFn: ({ signal }) => answerOf(api.GET('/api/v1/sync/settings', { signal })),
  });
}
