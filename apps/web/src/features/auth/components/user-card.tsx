import { ActionIcon, Text } from '@mantine/core';
import { IconLogout } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { paths } from '../../../lib/paths.js';
import { useLogout } from '../api/logout.js';
import { useCurrentUser } from './current-user.js';
import classes from './user-card.module.css';

/** Who is signed in, the way to their profile, and the way out. */
export function UserCard({ onNavigate }: { onNavigate: () => void }) {
  const { t } = useTranslation('auth');
  const user = useCurrentUser();
  const logout = useLogout();
  const name = user.name === '' ? user.email : user.name;
  return (
    <div className={classes.card}>
      <Link to={paths.profile} className={classes.person} title={t('toProfile')} onClick={onNavigate}>
        <span className={classes.letter} aria-hidden>
          {name.slice(0, 1).toUpperCase()}
        </span>
        <span className={classes.words}>
          <Text size="sm" fw={600} truncate component="span" display="block">
            {name}
          </Text>
          <Text size="xs" c="dimmed" truncate component="span" display="block">
            {user.email}
          </Text>
        </span>
      </Link>
      <ActionIcon
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={t('signOut')}
        title={t('signOut')}
        loading={logout.isPending}
        onClick={() => logout.mutate()}
      >
        <IconLogout size={18} aria-hidden />
      </ActionIcon>
    </div>
  );
}
