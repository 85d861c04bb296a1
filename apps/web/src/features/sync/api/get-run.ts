import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../../../lib/api.js';

/** One run. */
export function runQuery(id: string) {
  return queryOptions({
    queryKey: ['sync', 'run', id],
    queryFn: ({ signal }) => answerOf(api.GET('/api/v1/sync/runs/{id}', { signal, params: { path: { id } } })),
  });
}
