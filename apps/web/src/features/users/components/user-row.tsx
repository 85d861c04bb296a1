import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { StatusBadge } from '../../../components/ui/status-badge.js';
import type { User } from '../../../lib/api-types.js';
import { useFormat } from '../../../lib/format.js';
import { isRole, STATUS_TONES } from '../words.js';
import classes from './user-list.module.css';

/** One account. */
export function UserRow({ user }: { user: User }) {
  const { t } = useTranslation('users');
  const format = useFormat();
  const { role, status } = user;
  return (
    <li className={classes.row}>
      <div className={classes.who}>
        <Text fw={500}>{user.name}</Text>
        <Text size="sm" c="dimmed">
          {[user.email, user.phone].filter(Boolean).join(' · ')}
        </Text>
      </div>
      <Text size="sm">{isRole(role) ? t(`role.${role}`) : role}</Text>
      <Text size="sm" c="dimmed" className={classes.seen}>
        {user.lastLoginAt ? t('lastLogin', { when: format.ago(user.lastLoginAt) }) : t('neverLoggedIn')}
      </Text>
      <StatusBadge tone={STATUS_TONES[status]}>{t(`status.${status}`)}</StatusBadge>
    </li>
  );
}
