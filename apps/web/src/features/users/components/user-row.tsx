import { Anchor, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { StatusBadge } from '../../../components/ui/status-badge.js';
import type { ListedUser } from '../../../lib/api-types.js';
import { useFormat } from '../../../lib/format.js';
import { paths } from '../../../lib/paths.js';
import { useCan, useCurrentUser } from '../../auth/components/current-user.js';
import { CONNECTION_TONES, STATUS_TONES } from '../words.js';
import { DeleteUser } from './delete-user.js';
import { useRoleName } from './role-name.js';
import classes from './user-list.module.css';

/** One account: who it is, how their sync fares, and the way to their page. */
export function UserRow({ user }: { user: ListedUser }) {
  const { t } = useTranslation('users');
  const format = useFormat();
  const nameOf = useRoleName();
  const mayWrite = useCan('users.write');
  const isSelf = useCurrentUser().id === user.id;
  const { status, connections, lastRun } = user;
  return (
    <li className={classes.row}>
      <div className={classes.who}>
        <Anchor component={Link} to={paths.user(user.id)} fw={500}>
          {user.name}
        </Anchor>
        <Text size="sm" c="dimmed">
          {[user.email, user.phone].filter(Boolean).join(' · ')}
        </Text>
      </div>
      <div>
        <Text size="sm">{user.roles.map(nameOf).join(', ')}</Text>
        <Text size="sm" c="dimmed">
          {user.lastLoginAt ? t('lastLogin', { when: format.ago(user.lastLoginAt) }) : t('neverLoggedIn')}
        </Text>
      </div>
      <div>
        <StatusBadge tone={CONNECTION_TONES[connections.state]}>{t(`connection.${connections.state}`)}</StatusBadge>
        <Text size="sm" c="dimmed">
          {lastRun
            ? t('lastRun', { ending: t(`lastSync.${runWord(lastRun.status)}`), when: format.ago(lastRun.at) })
            : t('lastSync.never')}
        </Text>
      </div>
      <StatusBadge tone={STATUS_TONES[status]}>{t(`status.${status}`)}</StatusBadge>
      <div className={classes.deed}>{mayWrite && !isSelf && <DeleteUser user={user} compact />}</div>
    </li>
  );
}

function runWord(status: NonNullable<ListedUser['lastRun']>['status']) {
  return status === 'queued' ? 'running' : status;
}
