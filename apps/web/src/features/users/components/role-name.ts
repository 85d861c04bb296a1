import { useTranslation } from 'react-i18next';
import { isBuiltIn } from '../words.js';

/** Names roles as people know them. */
export function useRoleName(): (role: string) => string {
  const { t } = useTranslation('users');
  return (role) => (isBuiltIn(role) ? t(`role.${role}`) : role);
}
