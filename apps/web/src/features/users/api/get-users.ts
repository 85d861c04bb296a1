import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../../../lib/api.js';

const PAGE_SIZE = 50;

export const USERS_KEY = ['users'];

/** A page of the people who have an account. */
export function usersQuery({ page, search }: { page: number; search: string }) {
  return queryOptions({
    queryKey: [...USERS_KEY, page, search],
    queryFn: ({ signal }) =>
      answerOf(
        api.GET('/api/v1/admin/users', {
          signal,
          params: { query: { page, pageSize: PAGE_SIZE, search: search || undefined } },
        }),
      ),
    placeholderData: keepPreviousData,
  });
}
