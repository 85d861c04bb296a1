import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, api } from '../../../lib/api.js';
import { ROLES_KEY } from './get-roles.js';

function useRoleChange<Input, Answer>(mutationFn: (input: Input) => Promise<Answer>, ownErrors: boolean) {
  const client = useQueryClient();
  return useMutation({
    mutationFn,
    meta: { ownErrors },
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: ROLES_KEY }),
        client.invalidateQueries({ queryKey: ['session'] }),
      ]),
  });
}

/** Makes a role that may do nothing yet. */
export function useCreateRole() {
  return useRoleChange(
    (name: string) => answerOf(api.POST('/api/v1/admin/roles', { body: { name, permissions: [] } })),
    true,
  );
}

/** Gives a role another name. */
export function useRenameRole() {
  return useRoleChange(
    ({ id, name }: { id: number; name: string }) =>
      answerOf(api.PATCH('/api/v1/admin/roles/{id}', { params: { path: { id } }, body: { name } })),
    true,
  );
}

/** Says what a role allows from now on. */
export function useSavePermissions() {
  return useRoleChange(
    ({ id, permissions }: { id: number; permissions: string[] }) =>
      answerOf(api.PUT('/api/v1/admin/roles/{id}/permissions', { params: { path: { id } }, body: { permissions } })),
    false,
  );
}

/** Removes a role that nobody has. */
export function useDeleteRole() {
  return useRoleChange(
    (id: number) => answerOf(api.DELETE('/api/v1/admin/roles/{id}', { params: { path: { id } } })),
    false,
  );
}
