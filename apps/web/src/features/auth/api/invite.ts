import { queryOptions, useMutation } from '@tanstack/react-query';
import { answerOf, api } from '../../../lib/api.js';
import { useEnter } from './login.js';

/** Whom an invite is for. */
export function inviteQuery(token: string) {
  return queryOptions({
    queryKey: ['invite', token],
    queryFn: ({ signal }) => answerOf(api.GET('/api/v1/auth/invite/{token}', { signal, params: { path: { token } } })),
    enabled: token !== '',
    staleTime: Infinity,
  });
}

/** Accepts the invite; whoever does is signed in. */
export function useAcceptInvite(token: string) {
  const enter = useEnter();
  return useMutation({
    mutationFn: (input: { name: string; password: string }) =>
      answerOf(api.POST('/api/v1/auth/invite/{token}', { params: { path: { token } }, body: input })),
    meta: { ownErrors: true },
    onSuccess: enter,
  });
}
