import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, api } from '../../../lib/api.js';
import type { CreateUser } from '../../../lib/api-types.js';
import { USERS_KEY } from './get-users.js';

/** Creates an account: active at once with a password, by invitation without. */
export function useCreateUser() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (user: CreateUser) => answerOf(api.POST('/api/v1/admin/users', { body: user })),
    meta: { ownErrors: true },
    onSuccess: () => client.invalidateQueries({ queryKey: USERS_KEY }),
  });
}
