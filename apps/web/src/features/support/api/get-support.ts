import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../../../lib/api.js';

/** How to reach the people who run this service; it does not change while the page is open. */
export function supportQuery() {
  return queryOptions({
    queryKey: ['support'],
    queryFn: ({ signal }) => answerOf(api.GET('/api/v1/support', { signal })),
    staleTime: Infinity,
  });
}
