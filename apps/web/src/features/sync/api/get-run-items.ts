import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answerOf, api, oneOf } from '../../../lib/api.js';
import { OUTCOMES } from '../run-tones.js';
import { ACTIONS } from '../run-words.js';

export interface RunItemFilter {
  page: number;
  search: string;
  outcome: string;
  action: string;
  reason: string;
}

const PAGE_SIZE = 50;

/** A page of what became of each product in a run. */
export function runItemsQuery(id: string, filter: RunItemFilter) {
  return queryOptions({
    queryKey: ['sync', 'run-items', id, filter],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/api/v1/sync/runs/{id}/items', {
          signal,
          params: {
            path: { id },
            query: {
              page: filter.page,
              pageSize: PAGE_SIZE,
              search: filter.search || undefined,
              outcome: oneOf(OUTCOMES, filter.outcome),
              action: oneOf(ACTIONS, filter.action),
              reason: filter.reason || undefined,
            },
          },
        }),
      ),
    placeholderData: keepPreviousData,
  });
}
