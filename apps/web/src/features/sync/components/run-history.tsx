import { lazy, Suspense } from 'react';
import { Group, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Card } from '../../../components/ui/card.js';
import { EmptyState } from '../../../components/ui/empty-state.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { FilterChips } from '../../../components/ui/filter-chips.js';
import { Loading } from '../../../components/ui/loading.js';
import { Pager } from '../../../components/ui/pager.js';
import type { Run } from '../../../lib/api-types.js';
import { useFormat } from '../../../lib/format.js';
import { paths } from '../../../lib/paths.js';
import { runErrorText } from '../../../lib/problem-text.js';
import { useListParams } from '../../../lib/use-list-params.js';
import { ENDINGS, runsQuery } from '../api/get-runs.js';
import { RunBadge } from './run-badge.js';
import { RunCountsLine } from './run-counts-line.js';
import classes from './run-history.module.css';

type Ending = (typeof ENDINGS)[number] | '';

const RunChart = lazy(() => import('./run-chart.js'));

/** All runs, newest first, each with what it did and how long it took, and a chart of them; nothing before the first. */
export function RunHistory() {
  const { t } = useTranslation('sync');
  const list = useListParams(['status']);
  const status = list.filters.status as Ending;
  const runs = useQuery(runsQuery(list.page, status));
  if (runs.data?.total === 0 && status === '') return null;
  return (
    <>
      <Suspense fallback={null}>
        <RunChart />
      </Suspense>
      <Card flush aria-labelledby="run-history" aria-busy={runs.isPlaceholderData}>
        <Group className={classes.head ?? ''} justify="space-between" gap="sm">
          <Title order={2} id="run-history">
            {t('history')}
          </Title>
          <FilterChips<Ending>
            label={t('ending')}
            value={status}
            onChange={(ending) => list.narrow({ status: ending })}
            choices={[
              { value: '', label: t('items.all') },
              ...ENDINGS.map((ending) => ({ value: ending, label: t(`status.${ending}`) })),
            ]}
          />
        </Group>
        {runs.isPending && <Loading rows={6} inset />}
        {runs.isError && !runs.data && <ErrorState error={runs.error} onRetry={() => void runs.refetch()} />}
        {runs.data?.items.length === 0 && <EmptyState title={t('noSuchRuns')}>{t('noSuchRunsText')}</EmptyState>}
        {runs.data && runs.data.items.length > 0 && (
          <>
            <ul className={classes.list}>
              {runs.data.items.map((run) => (
                <RunRow key={run.id} run={run} />
              ))}
            </ul>
            <Pager {...runs.data} onChange={list.setPage} />
          </>
        )}
      </Card>
    </>
  );
}

function RunRow({ run }: { run: Run }) {
  const { t } = useTranslation('sync');
  const format = useFormat();
  const began = run.startedAt ?? run.createdAt;
  const lasted = run.finishedAt && format.duration(Date.parse(run.finishedAt) - Date.parse(began));
  return (
    <li>
      <Link to={paths.run(run.id)} className={classes.row}>
        <span className={classes.when}>
          <span className={classes.date}>{format.dateTime(began)}</span>
          <span className={classes.dim}>{[t(`trigger.${run.trigger}`), lasted].filter(Boolean).join(' · ')}</span>
        </span>
        <span className={classes.what}>
          {run.error === null ? <RunCountsLine run={run} /> : <Text size="sm">{runErrorText(run.error)}</Text>}
        </span>
        <span className={classes.badge}>
          <RunBadge run={run} />
        </span>
      </Link>
    </li>
  );
}
