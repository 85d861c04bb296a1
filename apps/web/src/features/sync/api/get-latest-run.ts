import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../lib/api.js';
import type { Page, Run } from '../../../lib/api-types.js';

/** The newest run, be it over or not; `null` before the first one. */
export function latestRunQuery() {
  return queryOptions({
    queryKey: ['sync', 'latest-run'],
    queryFn: async ({ signal }): Promise<Run | null> => {
      const runs = await api.get<Page<Run>>('sync/runs', { signal, query: { page: 1, pageSize: 1 } });
      return runs.items[0] ?? null;
    },
  });
}
