import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, api } from '../../../lib/api.js';
import type { UpdateUser } from '../../../lib/api-types.js';
import { USERS_KEY } from './get-users.js';

function useUserChange<Input, Answer>(mutationFn: (input: Input) => Promise<Answer>, ownErrors = false) {
  const client = useQueryClient();
  return useMutation({
    mutationFn,
    meta: { ownErrors },
    onSuccess: () => client.invalidateQueries({ queryKey: USERS_KEY }),
  });
}

const at = (id: number) => ({ path: { id } });

/** Changes what is known of a user, and their roles. */
export function useUpdateUser(id: number) {
  return useUserChange(
    (changes: UpdateUser) => answerOf(api.PATCH('/api/v1/admin/users/{id}', { params: at(id), body: changes })),
    true,
  );
}

/** Lets a user in. */
export function useActivateUser(id: number) {
  return useUserChange(() => answerOf(api.POST('/api/v1/admin/users/{id}/activate', { params: at(id) })));
}

/** Lets a user in no more. */
export function useSuspendUser(id: number) {
  return useUserChange(() => answerOf(api.POST('/api/v1/admin/users/{id}/suspend', { params: at(id) })));
}

/** Sends a letter to choose a new password; with a password, sets that. */
export function useResetPassword(id: number) {
  return useUserChange(
    (password: string | null) =>
      answerOf(
        api.POST('/api/v1/admin/users/{id}/reset-password', {
          params: at(id),
          body: password === null ? {} : { password },
        }),
      ),
    true,
  );
}

/** Sends a new invite. */
export function useSendInvite(id: number) {
  return useUserChange(() => answerOf(api.POST('/api/v1/admin/users/{id}/send-invite', { params: at(id) })));
}

/** Runs the user's sync now. */
export function useSyncUser(id: number) {
  return useUserChange(() => answerOf(api.POST('/api/v1/admin/users/{id}/sync', { params: at(id) })));
}

export type Goods = 'keep' | 'hide';

/** Deletes a user; their goods in VK stay, or are hidden first. */
export function useDeleteUser(id: number) {
  return useUserChange((goods: Goods) =>
    answerOf(api.DELETE('/api/v1/admin/users/{id}', { params: at(id), body: { goods } })),
  );
}
