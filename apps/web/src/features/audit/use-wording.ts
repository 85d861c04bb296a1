import { useTranslation } from 'react-i18next';
import { oneOf } from '../../lib/api.js';
import { AUDIT_ACTIONS, didOf } from './actions.js';
import type { Fact, Wording } from './details.js';

const ROLES = ['user', 'admin', 'system'] as const;
const STATUSES = ['active', 'pending', 'suspended'] as const;
const VALUES = ['true', 'false', 'keep', 'hide', 'ru', 'en', 'forbidden', 'last_system_user', 'yourself'] as const;
const PLAIN: ReadonlySet<Fact> = new Set<Fact>(['goods', 'invited', 'language', 'code']);

/** Plain words for what the audit trail keeps as codes; names that people gave stay as they are. */
export function useWording(): Wording {
  const { t } = useTranslation(['admin', 'users']);
  return (fact, value) => {
    const role = fact === 'roles' ? oneOf(ROLES, value) : undefined;
    if (role) return t(`users:role.${role}`);
    const status = fact === 'from' ? oneOf(STATUSES, value) : undefined;
    if (status) return t(`users:status.${status}`);
    const tried = fact === 'tried' ? oneOf(AUDIT_ACTIONS, value) : undefined;
    if (tried) return t(`audit.did.${didOf(tried)}`);
    const known = PLAIN.has(fact) ? oneOf(VALUES, value) : undefined;
    return known ? t(`audit.value.${known}`) : value;
  };
}
