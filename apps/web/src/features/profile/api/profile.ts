import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, api } from '../../../lib/api.js';
import type { CloseAccount, SaveProfile } from '../../../lib/api-types.js';
import { paths } from '../../../lib/paths.js';
import { sessionQuery } from '../../auth/api/get-session.js';
import { SESSIONS_KEY } from './sessions.js';

/** One's own account. */
export function profileQuery() {
  return queryOptions({
    queryKey: ['profile'],
    queryFn: ({ signal }) => answerOf(api.GET('/api/v1/profile', { signal })),
  });
}

/** Changes what is given of one's own account. */
export function useSaveProfile() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (changes: SaveProfile) => answerOf(api.PATCH('/api/v1/profile', { body: changes })),
    meta: { ownErrors: true },
    onSuccess: (profile) => {
      client.setQueryData(profileQuery().queryKey, profile);
      return client.invalidateQueries({ queryKey: sessionQuery().queryKey });
    },
  });
}

/** Changes the password; all other sessions end. */
export function useChangePassword() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: { currentPassword: string; newPassword: string }) =>
      api.POST('/api/v1/profile/change-password', { body: input }),
    meta: { ownErrors: true },
    onSuccess: () => client.invalidateQueries({ queryKey: SESSIONS_KEY }),
  });
}

/** Deletes the account and leaves; the page is loaded anew, so that nothing stays in memory. */
export function useCloseAccount() {
  return useMutation({
    mutationFn: (input: CloseAccount) => api.DELETE('/api/v1/profile', { body: input }),
    meta: { ownErrors: true },
    onSuccess: () => window.location.assign(`${paths.login}?closed`),
  });
}
