import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, api } from '../../../lib/api.js';
import type { Hook, SaveHook } from '../../../lib/api-types.js';

const HOOKS_KEY = ['hooks'];

/** One's own hooks; there are ten at most. */
export function hooksQuery() {
  return queryOptions({
    queryKey: HOOKS_KEY,
    queryFn: ({ signal }) => answerOf(api.GET('/api/v1/hooks', { signal, params: { query: { pageSize: 50 } } })),
  });
}

/** Makes a hook; its answer is the only one that holds the secret, and is forgotten with the dialog. */
export function useCreateHook() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (hook: SaveHook) => answerOf(api.POST('/api/v1/hooks', { body: hook })),
    meta: { ownErrors: true },
    gcTime: 0,
    onSuccess: () => client.invalidateQueries({ queryKey: HOOKS_KEY }),
  });
}

interface Change extends Partial<SaveHook> {
  id: number;
  enabled?: boolean;
}

/** Changes a hook, or switches it. `ownErrors`: a form shows what is wrong. */
export function useChangeHook(ownErrors: boolean) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...body }: Change) =>
      answerOf(api.PATCH('/api/v1/hooks/{id}', { params: { path: { id } }, body })),
    meta: { ownErrors },
    onSettled: () => client.invalidateQueries({ queryKey: HOOKS_KEY }),
  });
}

/** Gives a hook a new secret, shown once. */
export function useRotateSecret() {
  return useMutation({
    mutationFn: ({ id }: Hook) => answerOf(api.POST('/api/v1/hooks/{id}/rotate-secret', { params: { path: { id } } })),
    gcTime: 0,
  });
}

/** Removes a hook with its log. */
export function useRemoveHook() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id }: Hook) => api.DELETE('/api/v1/hooks/{id}', { params: { path: { id } } }),
    onSettled: () => client.invalidateQueries({ queryKey: HOOKS_KEY }),
  });
}
