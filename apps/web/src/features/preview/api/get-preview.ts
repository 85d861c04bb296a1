import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answerOf, api, oneOf } from '../../../lib/api.js';
import { PLANNED_ACTIONS } from '../preview-kinds.js';

export interface PreviewFilter {
  page: number;
  search: string;
  kind: string;
  reason: string;
}

const PAGE_SIZE = 50;

/** What the next run would do: counts of everything, and a page of products. Made anew each time it is looked at. */
export function previewQuery({ page, search, kind, reason }: PreviewFilter) {
  return queryOptions({
    queryKey: ['sync', 'preview', { page, search, kind, reason }],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/api/v1/sync/preview', {
          signal,
          params: {
            query: {
              page,
              pageSize: PAGE_SIZE,
              search: search || undefined,
              action: oneOf(PLANNED_ACTIONS, kind),
              reason: reason || undefined,
            },
          },
        }),
      ),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
}
