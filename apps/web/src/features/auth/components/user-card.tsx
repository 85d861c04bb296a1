import { ActionIcon, Text } from '@mantine/core';
import { IconLogout } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useLogout } from '../api/logout.js';
import { useCurrentUser } from './current-user.js';
import classes from './user-card.module.css';

/** Who is signed in, and the way out. */
export function UserCard() {
  const { t } = useTranslation('auth');
  const user = useCurrentUser();
  const logout = useLogout();
  const name = user.name === '' ? user.email : user.name;
  return (
    <div className={classes.card}>
      <span className={classes.letter} aria-hidden>
        {name.slice(0, 1).toUpperCase()}
      </span>
      <div className={classes.words}>
        <Text size="sm" fw={600} truncate>
          {name}
        </Text>
        <Text size="xs" c="dimmed" truncate>
          {user.email}
        </Text>
      </div>
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
