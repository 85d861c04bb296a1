import { Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../../components/ui/button-link.js';
import { Card } from '../../../components/ui/card.js';
import { EmptyState } from '../../../components/ui/empty-state.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { Loading } from '../../../components/ui/loading.js';
import { useFormat } from '../../../lib/format.js';
import { paths } from '../../../lib/paths.js';
import { latestRunQuery } from '../api/get-latest-run.js';
import { isActive } from '../run-cache.js';
import { RunBadge } from './run-badge.js';
import { RunCountsLine } from './run-counts-line.js';
import { RunError } from './run-error.js';
import { RunProgress } from './run-progress.js';

/** The newest run: live while it is on its way, its result afterwards. */
export function LatestRun() {
  const { t } = useTranslation('sync');
  const format = useFormat();
  const latest = useQuery(latestRunQuery());

  if (latest.isPending) {
    return (
      <Card>
        <Loading rows={3} height={26} />
      </Card>
    );
  }
  if (latest.data === undefined) {
    return <ErrorState error={latest.error} onRetry={() => void latest.refetch()} compact />;
  }
  const run = latest.data;
  if (run === null) {
    return (
      <Card>
        <EmptyState icon={<IconRefresh size={28} />} title={t('noRuns')}>
          {t('noRunsText')}
        </EmptyState>
      </Card>
    );
  }
  return (
    <Card aria-labelledby="latest-run">
      <Stack gap="md">
        <Group justify="space-between" gap="sm">
          <Group gap="sm">
            <Title order={2} id="latest-run">
              {isActive(run) ? t('now') : t('last')}
            </Title>
            <RunBadge run={run} />
          </Group>
          <ButtonLink to={paths.run(run.id)} variant="transparent" size="compact-sm" px={0}>
            {t('details')}
          </ButtonLink>
        </Group>
        {isActive(run) ? (
          <RunProgress run={run} />
        ) : (
          <div>
            <RunCountsLine run={run} />
            <Text size="sm" c="dimmed">
              {format.ago(run.finishedAt ?? run.createdAt)} · {t(`trigger.${run.trigger}`)}
            </Text>
          </div>
        )}
        <RunError run={run} />
      </Stack>
    </Card>
  );
}
