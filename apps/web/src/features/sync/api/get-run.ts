import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../lib/api.js';
import type { Run } from '../../../lib/api-types.js';

/** One run. */
export function runQuery(id: string) {
  return queryOptions({
    queryKey: ['sync', 'run', id],
    queryFn: ({ signal }) => api.get<Run>(`sync/runs/${id}`, { signal }),
  });
}
