import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answerOf, api, oneOf } from '../../../lib/api.js';

const PAGE_SIZE = 20;

export const RUN_LISTS_KEY = ['sync', 'run-list'];

/** Every way in which a run may have ended, in the order it is offered as a filter. */
export const ENDINGS = ['succeeded', 'partial', 'failed', 'cancelled'] as const;

/** A page of the history, newest first; of runs that ended in one way, or of all. */
export function runsQuery(page: number, status: string) {
  return queryOptions({
    queryKey: [...RUN_LISTS_KEY, page, status],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/api/v1/sync/runs', {
          signal,
          params: { query: { page, pageSize: PAGE_SIZE, status: oneOf(ENDINGS, status) } },
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

const CHART_SIZE = 30;

/** The newest runs, for the chart. */
export function chartRunsQuery() {
  return queryOptions({
    queryKey: [...RUN_LISTS_KEY, 'chart'],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/api/v1/sync/runs', { signal, params: { query: { pageSize: CHART_SIZE } } })),
  });
}
