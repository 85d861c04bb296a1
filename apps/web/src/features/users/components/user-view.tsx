import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { BackLink } from '../../../components/ui/back-link.js';
import { Card } from '../../../components/ui/card.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { Loading } from '../../../components/ui/loading.js';
import { Notice } from '../../../components/ui/notice.js';
import { Page } from '../../../components/ui/page.js';
import { StatusBadge } from '../../../components/ui/status-badge.js';
import { paths } from '../../../lib/paths.js';
import { useCan } from '../../auth/components/current-user.js';
import { userQuery } from '../api/get-users.js';
import { STATUS_TONES } from '../words.js';
import { UserConnections } from './user-connections.js';
import { UserDeeds } from './user-deeds.js';
import { UserForm } from './user-form.js';
import { UserRuns } from './user-runs.js';

/** A user's page: who they are, how their connections and runs fare, and what can be done with the account. */
export function UserView({ id }: { id: number }) {
  const { t } = useTranslation('users');
  const user = useQuery(userQuery(id));
  const mayWrite = useCan('users.write');
  const isSystem = useCan('system.manage');
  const found = user.data;
  const outOfReach = found?.roles.includes('system') && !isSystem;
  return (
    <Page
      title={found?.name ?? t('one')}
      above={<BackLink to={paths.users}>{t('title')}</BackLink>}
      description={found?.email}
      actions={found && <StatusBadge tone={STATUS_TONES[found.status]}>{t(`status.${found.status}`)}</StatusBadge>}
    >
      {user.isPending && <Loading />}
      {user.isError && !found && (
        <Card>
          <ErrorState error={user.error} onRetry={() => void user.refetch()} />
        </Card>
      )}
      {found && (
        <Stack gap="lg">
          {mayWrite && outOfReach && <Notice tone="quiet">{t('outOfReach')}</Notice>}
          <UserDeeds user={found} mayWrite={mayWrite && !outOfReach} />
          <UserConnections user={found} />
          <UserRuns userId={found.id} />
          {mayWrite && !outOfReach && <UserForm key={found.id} user={found} />}
        </Stack>
      )}
    </Page>
  );
}
