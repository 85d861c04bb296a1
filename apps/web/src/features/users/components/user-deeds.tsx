import { lazy, Suspense, useState } from 'react';
import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { ButtonLink } from '../../../components/ui/button-link.js';
import { Card } from '../../../components/ui/card.js';
import type { UserDetails } from '../../../lib/api-types.js';
import { useFormat } from '../../../lib/format.js';
import { paths } from '../../../lib/paths.js';
import { notifyDone } from '../../../lib/problem-text.js';
import { useCan, useCurrentUser } from '../../auth/components/current-user.js';
import { useActivateUser, useSendInvite, useSuspendUser, useSyncUser } from '../api/change-user.js';
import { DeleteUser } from './delete-user.js';
import { useRoleName } from './role-name.js';

const Confirm = lazy(() => import('../../../components/ui/confirm.js'));
const ResetPasswordDialog = lazy(() => import('./reset-password-dialog.js'));

interface UserDeedsProps {
  user: UserDetails;
  mayWrite: boolean;
}

/** The account in a sentence, and everything that can be done with it. */
export function UserDeeds({ user, mayWrite }: UserDeedsProps) {
  const { t } = useTranslation('users');
  const format = useFormat();
  const nameOf = useRoleName();
  const goTo = useNavigate();
  const seesLogs = useCan('logs.read');
  const isSelf = useCurrentUser().id === user.id;
  const [asked, setAsked] = useState<'suspend' | 'password' | null>(null);
  const activate = useActivateUser(user.id);
  const suspend = useSuspendUser(user.id);
  const invite = useSendInvite(user.id);
  const sync = useSyncUser(user.id);
  const close = () => setAsked(null);
  const { name, email } = user;
  return (
    <Card aria-labelledby="user-account">
      <Stack gap="md">
        <Title order={2} id="user-account">
          {t('account')}
        </Title>
        <Text c="dimmed" size="sm">
          {[
            user.roles.map(nameOf).join(', '),
            user.phone,
            t('since', { when: format.dateTime(user.createdAt) }),
            user.lastLoginAt ? t('lastLogin', { when: format.ago(user.lastLoginAt) }) : t('neverLoggedIn'),
          ]
            .filter(Boolean)
            .join(' · ')}
        </Text>
        {isSelf && <Text size="sm">{t('yourself')}</Text>}
        <Group gap="sm">
          {mayWrite && user.status === 'active' && (
            <Button
              loading={sync.isPending}
              onClick={() => sync.mutate(undefined, { onSuccess: () => notifyDone(t('deed.syncStarted')) })}
            >
              {t('deed.sync')}
            </Button>
          )}
          {mayWrite && user.status !== 'active' && (
            <Button
              loading={activate.isPending}
              onClick={() => activate.mutate(undefined, { onSuccess: () => notifyDone(t('deed.activated', { name })) })}
            >
              {t('deed.activate')}
            </Button>
          )}
          {mayWrite && user.status === 'pending' && (
            <Button
              variant="default"
              loading={invite.isPending}
              onClick={() => invite.mutate(undefined, { onSuccess: () => notifyDone(t('form.invited', { email })) })}
            >
              {t('deed.invite')}
            </Button>
          )}
          {seesLogs && (
            <ButtonLink to={paths.logsOf({ userId: String(user.id) })} variant="default">
              {t('deed.calls')}
            </ButtonLink>
          )}
          {mayWrite && (
            <Button variant="default" onClick={() => setAsked('password')}>
              {t('deed.password')}
            </Button>
          )}
          {mayWrite && !isSelf && user.status !== 'suspended' && (
            <Button variant="default" onClick={() => setAsked('suspend')}>
              {t('deed.suspend')}
            </Button>
          )}
          {mayWrite && !isSelf && <DeleteUser user={user} onDeleted={() => void goTo(paths.users)} />}
        </Group>
      </Stack>
      <Suspense>
        {asked === 'password' && <ResetPasswordDialog user={user} onClose={close} />}
        {asked === 'suspend' && (
          <Confirm
            title={t('deed.suspendTitle', { name })}
            action={t('deed.suspend')}
            busy={suspend.isPending}
            onClose={close}
            onConfirm={() =>
              suspend.mutate(undefined, {
                onSuccess: () => {
                  notifyDone(t('deed.suspended', { name }));
                  close();
                },
              })
            }
          >
            {t('deed.suspendText')}
          </Confirm>
        )}
      </Suspense>
    </Card>
  );
}
