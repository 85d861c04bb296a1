import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api.js';
import { sessionQuery } from './get-session.js';

/** Sets a new password by the link's token; all sessions of the account end, perhaps this browser's too. */
export function useResetPassword() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: { token: string; password: string }) =>
      api.POST('/api/v1/auth/reset-password', { body: input }),
    meta: { ownErrors: true },
    onSuccess: () => client.invalidateQueries({ queryKey: sessionQuery().queryKey }),
  });
}
