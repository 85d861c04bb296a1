import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, api } from '../../../lib/api.js';

export const SESSIONS_KEY = ['open-sessions'];

/** Where one is signed in, a page at a time. */
export function sessionsQuery(page: number) {
  return queryOptions({
    queryKey: [...SESSIONS_KEY, page],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/api/v1/profile/sessions', { signal, params: { query: { page, pageSize: 10 } } })),
  });
}

/** Signs out in one place. */
export function useEndSession() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.DELETE('/api/v1/profile/sessions/{id}', { params: { path: { id } } }),
    onSettled: () => client.invalidateQueries({ queryKey: SESSIONS_KEY }),
  });
}

/** Signs out everywhere but here. */
export function useEndOtherSessions() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.DELETE('/api/v1/profile/sessions'),
    onSettled: () => client.invalidateQueries({ queryKey: SESSIONS_KEY }),
  });
}
