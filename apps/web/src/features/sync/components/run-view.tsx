import { Anchor, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { BackLink } from '../../../components/ui/back-link.js';
import { Card } from '../../../components/ui/card.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { Figures } from '../../../components/ui/figures.js';
import { Loading } from '../../../components/ui/loading.js';
import { Page } from '../../../components/ui/page.js';
import type { Run } from '../../../lib/api-types.js';
import { useFormat } from '../../../lib/format.js';
import { paths } from '../../../lib/paths.js';
import { useCan } from '../../auth/components/current-user.js';
import { runQuery } from '../api/get-run.js';
import { endedEarly, isActive } from '../run-cache.js';
import { RunBadge } from './run-badge.js';
import { RunError } from './run-error.js';
import { RunItems } from './run-items.js';
import { RunProgress } from './run-progress.js';

const CHANGES = ['created', 'adopted', 'updated', 'hidden', 'deleted', 'unchanged'] as const;

/** A run's page: what it did, why it stopped, and what became of each product. */
export function RunView({ id }: { id: string }) {
  const { t } = useTranslation('sync');
  const format = useFormat();
  const run = useQuery(runQuery(id));
  const began = run.data && (run.data.startedAt ?? run.data.createdAt);
  const title = began ? t('runOf', { when: format.dateTime(began) }) : t('run');
  return (
    <Page
      title={title}
      above={<BackLink to={paths.sync}>{t('title')}</BackLink>}
      {...(run.data ? { actions: <RunActions run={run.data} />, description: <About run={run.data} /> } : {})}
    >
      {run.isPending && <Loading />}
      {run.isError && !run.data && (
        <Card>
          <ErrorState error={run.error} onRetry={() => void run.refetch()} />
        </Card>
      )}
      {run.data && (
        <Stack gap="lg">
          {isActive(run.data) && (
            <Card>
              <RunProgress run={run.data} />
            </Card>
          )}
          <RunError run={run.data} />
          {(!endedEarly(run.data) || Object.values(run.data.counts).some((count) => count > 0)) && (
            <Card aria-label={t('title')}>
              <RunFigures run={run.data} />
            </Card>
          )}
          <RunItems run={run.data} />
        </Stack>
      )}
    </Page>
  );
}

function RunActions({ run }: { run: Run }) {
  const { t } = useTranslation('sync');
  const seesLogs = useCan('logs.read');
  return (
    <>
      {seesLogs && (
        <Anchor component={Link} to={paths.logsOf({ runId: run.id })} size="sm">
          {t('calls')}
        </Anchor>
      )}
      <RunBadge run={run} />
    </>
  );
}

function About({ run }: { run: Run }) {
  const { t } = useTranslation('sync');
  const format = useFormat();
  const lasted =
    run.finishedAt && format.duration(Date.parse(run.finishedAt) - Date.parse(run.startedAt ?? run.createdAt));
  return <>{[t(`trigger.${run.trigger}`), lasted].filter(Boolean).join(' · ')}</>;
}

function RunFigures({ run }: { run: Run }) {
  const { t } = useTranslation('sync');
  const format = useFormat();
  const { skipped, failed, albumsCreated } = run.counts;
  return (
    <Figures
      figures={[
        ...CHANGES.filter((name) => name === 'created' || name === 'updated' || run.counts[name] > 0).map((name) => ({
          label: t(`count.${name}`),
          value: format.number(run.counts[name]),
        })),
        ...(albumsCreated > 0 ? [{ label: t('count.albumsCreated'), value: format.number(albumsCreated) }] : []),
        {
          label: t('count.skipped'),
          value: format.number(skipped),
          ...(skipped > 0 ? { tone: 'wait' as const, to: paths.run(run.id, { outcome: 'skipped' }) } : {}),
        },
        {
          label: t('count.failed'),
          value: format.number(failed),
          ...(failed > 0 ? { tone: 'bad' as const, to: paths.run(run.id, { outcome: 'failed' }) } : {}),
        },
      ]}
    />
  );
}
