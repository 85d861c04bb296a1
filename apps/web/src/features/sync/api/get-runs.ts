import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../../../lib/api.js';
import type { Page, Run } from '../../../lib/api-types.js';

const PAGE_SIZE = 20;

export const RUN_LISTS_KEY = ['sync', 'run-list'];

/** A page of the history, newest first. */
export function runsQuery(page: number) {
  return queryOptions({
    queryKey: [...RUN_LISTS_KEY, page],
    queryFn: ({ signal }) => api.get<Page<Run>>('sync/runs', { signal, query: { page, pageSize: PAGE_SIZE } }),
    placeholderData: keepPreviousData,
  });
}
