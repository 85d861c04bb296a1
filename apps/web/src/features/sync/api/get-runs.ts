import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../../../lib/api.js';

const PAGE_SIZE = 20;

export const RUN_LISTS_KEY = ['sync', 'run-list'];

/** A page of the history, newest first. */
export function runsQuery(page: number) {
  return queryOptions({
    queryKey: [...RUN_LISTS_KEY, page],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/api/v1/sync/runs', { signal, params: { query: { page, pageSize: PAGE_SIZE } } })),
    placeholderData: keepPreviousData,
  });
}
