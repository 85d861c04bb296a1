import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../../../lib/api.js';
import type { Page, User } from '../../../lib/api-types.js';

const PAGE_SIZE = 50;

export const USERS_KEY = ['users'];

/** A page of the people who have an account. */
export function usersQuery(filter: { page: number; search: string }) {
  return queryOptions({
    queryKey: [...USERS_KEY, filter],
    queryFn: ({ signal }) => api.get<Page<User>>('admin/users', { signal, query: { ...filter, pageSize: PAGE_SIZE } }),
    placeholderData: keepPreviousData,
  });
}
