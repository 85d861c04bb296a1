import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../../../lib/api.js';
import type { Page, RunItem } from '../../../lib/api-types.js';

export interface RunItemFilter {
  page: number;
  search: string;
  outcome: string;
}

const PAGE_SIZE = 50;

/** A page of what became of each product in a run. */
export function runItemsQuery(id: string, filter: RunItemFilter) {
  return queryOptions({
    queryKey: ['sync', 'run-items', id, filter],
    queryFn: ({ signal }) =>
      api.get<Page<RunItem>>(`sync/runs/${id}/items`, { signal, query: { ...filter, pageSize: PAGE_SIZE } }),
    placeholderData: keepPreviousData,
  });
}
