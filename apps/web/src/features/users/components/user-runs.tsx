import { useState } from 'react';
import { Anchor, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { Card } from '../../../components/ui/card.js';
import { EmptyState } from '../../../components/ui/empty-state.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { Loading } from '../../../components/ui/loading.js';
import { Pager } from '../../../components/ui/pager.js';
import { StatusBadge } from '../../../components/ui/status-badge.js';
import type { AdminRun } from '../../../lib/api-types.js';
import { useFormat } from '../../../lib/format.js';
import { paths } from '../../../lib/paths.js';
import { runErrorText } from '../../../lib/problem-text.js';
import { useCan } from '../../auth/components/current-user.js';
import { userRunsQuery } from '../api/get-users.js';
import { RUN_TONES } from '../words.js';
import classes from './user-runs.module.css';

const LIVE_REFRESH_MS = 3_000;

/** A merchant's runs with the way to the calls of each; the one named in the address is marked. */
export function UserRuns({ userId }: { userId: number }) {
  const { t } = useTranslation('users');
  const [params] = useSearchParams();
  const [page, setPage] = useState(1);
  const runs = useQuery({
    ...userRunsQuery(userId, page),
    refetchInterval: ({ state }) =>
      state.data?.items.some((run) => run.finishedAt === null) ? LIVE_REFRESH_MS : false,
  });
  return (
    <Card flush aria-labelledby="user-runs">
      <Title order={2} id="user-runs" className={classes.head ?? ''}>
        {t('runs.title')}
      </Title>
      {runs.isPending && <Loading rows={3} inset />}
      {runs.isError && !runs.data && <ErrorState error={runs.error} onRetry={() => void runs.refetch()} />}
      {runs.data?.items.length === 0 && <EmptyState title={t('runs.none')} />}
      {runs.data && runs.data.items.length > 0 && (
        <>
          <ul className={classes.list}>
            {runs.data.items.map((run) => (
              <RunRow key={run.id} run={run} isMarked={run.id === params.get('run')} />
            ))}
          </ul>
          <Pager {...runs.data} onChange={setPage} />
        </>
      )}
    </Card>
  );
}

function RunRow({ run, isMarked }: { run: AdminRun; isMarked: boolean }) {
  const { t } = useTranslation('users');
  const { t: ofSync } = useTranslation('sync');
  const format = useFormat();
  const seesLogs = useCan('logs.read');
  const { created, updated, hidden, deleted, failed } = run.counts;
  const asker = run.triggeredBy && t('runs.askedBy', { who: run.triggeredBy.email ?? t('runs.gone') });
  return (
    <li className={classes.row} data-marked={isMarked || undefined} aria-current={isMarked || undefined}>
      <div>
        <Text fw={500}>{format.dateTime(run.startedAt ?? run.createdAt)}</Text>
        <Text size="sm" c="dimmed">
          {[ofSync(`trigger.${run.trigger}`), asker].filter(Boolean).join(' · ')}
        </Text>
      </div>
      <Text size="sm">
        {run.error
          ? runErrorText(run.error)
          : t('runs.counts', {
              changed: format.number(created + updated + hidden + deleted),
              failed: format.number(failed),
            })}
      </Text>
      <StatusBadge tone={RUN_TONES[run.status]}>{ofSync(`status.${run.status}`)}</StatusBadge>
      {seesLogs && (
        <Anchor component={Link} to={paths.logsOf({ runId: run.id })} size="sm">
          {t('runs.calls')}
        </Anchor>
      )}
    </li>
  );
}
