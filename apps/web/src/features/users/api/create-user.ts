import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api.js';
import type { CreatedUser, CreateUser } from '../../../lib/api-types.js';
import { USERS_KEY } from './get-users.js';

/** Creates an account: active at once with a password, by invitation without. */
export function useCreateUser() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (user: CreateUser) => api.post<CreatedUser>('admin/users', user),
    meta: { ownErrors: true },
    onSuccess: () => client.invalidateQueries({ queryKey: USERS_KEY }),
  });
}
