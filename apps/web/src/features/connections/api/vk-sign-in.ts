import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, api } from '../../../lib/api.js';

/** Begins signing in to VK: the browser leaves for VK ID and comes back to the connections page. */
export function useBeginVkSignIn() {
  return useMutation({
    mutationFn: () => answerOf(api.POST('/api/v1/connections/vk/sign-in')),
    onSuccess: ({ authorizeUrl }) => window.location.assign(authorizeUrl),
  });
}

/** Communities that the person who signed in manages. */
export function communitiesQuery() {
  return queryOptions({
    queryKey: ['connections', 'communities'],
    queryFn: ({ signal }) => answerOf(api.GET('/api/v1/connections/vk/communities', { signal })),
    retry: false,
    meta: { ownErrors: true },
  });
}

/** Connects one of them, after the server has tried it. */
export function useChooseCommunity() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (groupId: number) => answerOf(api.PUT('/api/v1/connections/vk/community', { body: { groupId } })),
    meta: { ownErrors: true },
    onSuccess: () => client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' }),
  });
}
