import { useQuery } from '@tanstack/react-query';
import { useCan } from '../../auth/components/current-user.js';
import { rolesQuery } from '../../roles/api/get-roles.js';
import { ROLES } from '../words.js';
import { useRoleName } from './role-name.js';

/** Roles to choose from: all there are, or those of the product for whoever may not see roles. */
export function useRoleChoices(): { value: string; label: string }[] {
  const maySee = useCan('roles.read');
  const nameOf = useRoleName();
  const { data } = useQuery({ ...rolesQuery(), enabled: maySee });
  const names = data ? data.items.map(({ name }) => name) : [...ROLES];
  return names.map((name) => ({ value: name, label: nameOf(name) }));
}
