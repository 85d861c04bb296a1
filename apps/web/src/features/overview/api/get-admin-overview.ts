import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../../../lib/api.js';

const REFRESH_MS = 30_000;

/** How the service fares now; looked at again every half minute while the page is open. */
export function adminOverviewQuery() {
  return queryOptions({
    queryKey: ['admin-overview'],
    queryFn: ({ signal }) => answerOf(api.GET('/api/v1/admin/overview', { signal })),
    refetchInterval: REFRESH_MS,
  });
}
