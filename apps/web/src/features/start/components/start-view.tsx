import { lazy, Suspense } from 'react';
import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../components/ui/card.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { Loading } from '../../../components/ui/loading.js';
import type { Run } from '../../../lib/api-types.js';
import { latestRunQuery } from '../../sync/api/get-latest-run.js';
import { isActive } from '../../sync/run-cache.js';
import { overviewQuery } from '../api/get-overview.js';
import { isNew } from '../hero-words.js';
import { GoodsCard } from './goods-card.js';
import { ProblemList } from './problem-list.js';
import { RecentChanges } from './recent-changes.js';
import { StatusHero } from './status-hero.js';

const Guide = lazy(() => import('../guide/guide.js'));

function LoadingCard() {
  return (
    <Card>
      <Loading rows={4} />
    </Card>
  );
}

/** Answers without a click: is it working, what changed, what is wrong; a new merchant gets three steps instead. */
export function StartView() {
  const { t } = useTranslation('start');
  const latest = useQuery(latestRunQuery());
  const overview = useQuery(overviewQuery());
  if (overview.isPending) return <LoadingCard />;
  if (overview.data === undefined) {
    return (
      <Card>
        <ErrorState error={overview.error} onRetry={() => void overview.refetch()} />
      </Card>
    );
  }
  const shown = { ...overview.data, activeRun: activeOf(overview.data.activeRun, latest.data ?? null) };
  const manyStores = shown.stores.length > 1;
  const urgent = shown.problems.filter(({ severity }) => severity !== 'note');
  const notes = shown.problems.filter(({ severity }) => severity === 'note');
  const fresh = isNew(shown);
  const quiet = fresh && shown.lastRun === null && shown.activeRun === null && shown.state !== 'needs-you';
  return (
    <Stack gap="lg">
      {!quiet && <StatusHero overview={shown} />}
      <ProblemList title={t('problems.title')} problems={urgent} manyStores={manyStores} />
      {fresh ? (
        <Suspense fallback={<LoadingCard />}>
          <Guide overview={shown} />
        </Suspense>
      ) : (
        <GoodsCard overview={shown} />
      )}
      {shown.lastRun !== null && <RecentChanges overview={shown} />}
      <ProblemList title={t('problems.notes')} problems={notes} manyStores={manyStores} />
    </Stack>
  );
}

/** Events bring the newest run faster than the overview is asked for again; of an older one the overview has to tell. */
function activeOf(known: Run | null, latest: Run | null): Run | null {
  if (latest && (known === null || latest.createdAt >= known.createdAt)) return isActive(latest) ? latest : null;
  return known;
}
