import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../lib/api.js';
import type { Connections } from '../../../lib/api-types.js';

/** Both accounts: the cash register's and the shop's. */
export function connectionsQuery() {
  return queryOptions({
    queryKey: ['connections'],
    queryFn: ({ signal }) => api.get<Connections>('connections', { signal }),
  });
}
