import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../../../lib/api.js';

/** Both accounts: the cash register's and the shop's. */
export function connectionsQuery() {
  return queryOptions({
    queryKey: ['connections'],
    queryFn: ({ signal }) => answerOf(api.GET('/api/v1/connections', { signal })),
  });
}
