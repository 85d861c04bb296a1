import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answerOf, api, oneOf } from '../../../lib/api.js';
import { CONNECTION_STATES, LAST_SYNCS, SORTS, STATUSES } from '../words.js';

const PAGE_SIZE = 50;
const RUNS_PAGE_SIZE = 10;

export const USERS_KEY = ['users'];

/** Parameters of the list that stand in the address, beside page and search. */
export const USER_FILTERS = ['role', 'status', 'connection', 'lastSync', 'sort'] as const;
export type UserFilter = (typeof USER_FILTERS)[number];

interface Asked {
  page: number;
  search: string;
  filters: Record<UserFilter, string>;
}

/** A page of the people who have an account. */
export function usersQuery({ page, search, filters }: Asked) {
  return queryOptions({
    queryKey: [...USERS_KEY, 'list', page, search, filters],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/api/v1/admin/users', {
          signal,
          params: {
            query: {
              page,
              pageSize: PAGE_SIZE,
              search: search || undefined,
              role: filters.role || undefined,
              status: oneOf(STATUSES, filters.status),
              connection: oneOf(CONNECTION_STATES, filters.connection),
              lastSync: oneOf(LAST_SYNCS, filters.lastSync),
              sort: oneOf(SORTS, filters.sort),
            },
          },
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

/** One user with the health of their connections. */
export function userQuery(id: number) {
  return queryOptions({
    queryKey: [...USERS_KEY, 'one', id],
    queryFn: ({ signal }) => answerOf(api.GET('/api/v1/admin/users/{id}', { signal, params: { path: { id } } })),
  });
}

/** A page of a merchant's runs, the newest first. */
export function userRunsQuery(id: number, page: number) {
  return queryOptions({
    queryKey: [...USERS_KEY, 'runs', id, page],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/api/v1/admin/users/{id}/runs', {
          signal,
          params: { path: { id }, query: { page, pageSize: RUNS_PAGE_SIZE } },
        }),
      ),
    placeholderData: keepPreviousData,
  });
}
