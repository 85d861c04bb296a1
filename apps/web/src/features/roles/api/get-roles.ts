import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../../../lib/api.js';

const ALL = { page: 1, pageSize: 200 };

export const ROLES_KEY = ['roles'];

/** Every role with what it allows, the built-in ones first. */
export function rolesQuery() {
  return queryOptions({
    queryKey: ROLES_KEY,
    queryFn: ({ signal }) => answerOf(api.GET('/api/v1/admin/roles', { signal, params: { query: ALL } })),
  });
}

/** Every permission with its words. */
export function permissionsQuery() {
  return queryOptions({
    queryKey: ['permissions'],
    queryFn: ({ signal }) => answerOf(api.GET('/api/v1/admin/permissions', { signal, params: { query: ALL } })),
  });
}
