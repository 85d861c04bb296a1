import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../../../lib/api.js';
import type { Run } from '../../../lib/api-types.js';

/** The newest run, be it over or not; `null` before the first one. */
export function latestRunQuery() {
  return queryOptions({
    queryKey: ['sync', 'latest-run'],
    queryFn: async ({ signal }): Promise<Run | null> => {
      const runs = await answerOf(api.GET('/api/v1/sync/runs', { signal, params: { query: { pageSize: 1 } } }));
      return runs.items[0] ?? null;
    },
  });
}
