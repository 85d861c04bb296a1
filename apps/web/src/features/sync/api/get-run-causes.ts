import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../../../lib/api.js';
import type { RunCause } from '../../../lib/api-types.js';

/** How many products of a run had which outcome for which reason. */
export function runCausesQuery(id: string) {
  return queryOptions({
    queryKey: ['sync', 'run-causes', id],
    queryFn: async ({ signal }): Promise<RunCause[]> =>
      (await answerOf(api.GET('/api/v1/sync/runs/{id}/causes', { signal, params: { path: { id } } }))).items,
  });
}
