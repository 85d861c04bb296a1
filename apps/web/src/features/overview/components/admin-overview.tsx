import { SimpleGrid, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../components/ui/card.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { Figures } from '../../../components/ui/figures.js';
import { Loading } from '../../../components/ui/loading.js';
import type { AdminOverview as Overview } from '../../../lib/api-types.js';
import { useFormat } from '../../../lib/format.js';
import { paths } from '../../../lib/paths.js';
import { useCan } from '../../auth/components/current-user.js';
import { adminOverviewQuery } from '../api/get-admin-overview.js';
import { Attention } from './attention.js';
import { Failures } from './failures.js';
import { Part } from './part.js';
import { Queues } from './queues.js';

const USER_FIGURES = ['active', 'pending', 'suspended'] as const;
const RUN_FIGURES = ['succeeded', 'partial', 'failed', 'cancelled', 'running', 'queued'] as const;
const BAD = new Set<string>(['failed']);

/** How the service fares: people, runs of the last day, what needs somebody, queues, and why things fail. */
export function AdminOverview() {
  const overview = useQuery(adminOverviewQuery());
  if (overview.isPending) return <Loading rows={5} height={110} />;
  if (!overview.data) {
    return (
      <Card>
        <ErrorState error={overview.error} onRetry={() => void overview.refetch()} />
      </Card>
    );
  }
  return <Loaded overview={overview.data} />;
}

function Loaded({ overview }: { overview: Overview }) {
  const { t } = useTranslation('admin');
  const { t: ofUsers } = useTranslation('users');
  const { t: ofSync } = useTranslation('sync');
  const format = useFormat();
  const seesUsers = useCan('users.read');
  const { users, runs, attention, queues, queueMonitorUrl, failures, failedRuns } = overview;
  return (
    <Stack gap="lg">
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Part title={t('overview.users')}>
          <Figures
            figures={[
              {
                label: t('overview.total'),
                value: format.number(users.total),
                to: seesUsers ? paths.users : undefined,
              },
              ...USER_FIGURES.map((status) => ({
                label: ofUsers(`status.${status}`),
                value: format.number(users[status]),
                to: seesUsers ? paths.usersWith({ status }) : undefined,
              })),
            ]}
          />
        </Part>
        <Part title={t('overview.runs')}>
          <Figures
            figures={[
              { label: t('overview.total'), value: format.number(runs.total) },
              ...RUN_FIGURES.map((status) => ({
                label: ofSync(`status.${status}`),
                value: format.number(runs[status]),
                ...(BAD.has(status) && runs[status] > 0 ? { tone: 'bad' as const } : {}),
              })),
            ]}
          />
        </Part>
      </SimpleGrid>
      <Attention attention={attention} />
      <Failures failures={failures} failedRuns={failedRuns} />
      <Queues queues={queues} queueMonitorUrl={queueMonitorUrl} />
    </Stack>
  );
}
