import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, api } from '../../../lib/api.js';
import type { CreateApiToken } from '../../../lib/api-types.js';

const TOKENS_KEY = ['api-tokens'];

/** One's own API tokens, a page at a time. */
export function apiTokensQuery(page: number) {
  return queryOptions({
    queryKey: [...TOKENS_KEY, page],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/api/v1/profile/api-tokens', { signal, params: { query: { page, pageSize: 10 } } })),
  });
}

/** Makes a token; its answer is the only one that holds the token itself, and is forgotten with the dialog. */
export function useCreateApiToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (token: CreateApiToken) => answerOf(api.POST('/api/v1/profile/api-tokens', { body: token })),
    meta: { ownErrors: true },
    gcTime: 0,
    onSuccess: () => client.invalidateQueries({ queryKey: TOKENS_KEY }),
  });
}

/** Makes a token worthless at once. */
export function useRevokeApiToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: number) => api.DELETE('/api/v1/profile/api-tokens/{id}', { params: { path: { id } } }),
    onSettled: () => client.invalidateQueries({ queryKey: TOKENS_KEY }),
  });
}
