import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../../../lib/api.js';
import type { Run } from '../../../lib/api-types.js';
import { notePace } from '../use-run-pace.js';

/** The newest run, be it over or not; `null` before the first one. */
export function latestRunQuery() {
  return queryOptions({
    queryKey: ['sync', 'latest-run'],
    queryFn: async ({ signal, client }): Promise<Run | null> => {
      const runs = await answerOf(api.GET('/api/v1/sync/runs', { signal, params: { query: { pageSize: 1 } } }));
      const newest = runs.items[0] ?? null;
      if (newest) notePace(client, newest);
      return newest;
    },
  });
}
