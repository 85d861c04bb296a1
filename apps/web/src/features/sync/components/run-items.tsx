import { Group, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../components/ui/card.js';
import { EmptyState } from '../../../components/ui/empty-state.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { FilterChips } from '../../../components/ui/filter-chips.js';
import { Loading } from '../../../components/ui/loading.js';
import { Pager } from '../../../components/ui/pager.js';
import { SearchBox } from '../../../components/ui/search-box.js';
import type { Run, RunOutcome } from '../../../lib/api-types.js';
import { useListParams } from '../../../lib/use-list-params.js';
import { runItemsQuery } from '../api/get-run-items.js';
import { endedEarly, isActive } from '../run-cache.js';
import { OUTCOMES } from '../run-tones.js';
import { RunItemRow } from './run-item-row.js';
import classes from './run-items.module.css';

const LIVE_REFRESH_MS = 4_000;

/** What became of each product in a run, searched and filtered; grows while the run is on its way. */
export function RunItems({ run }: { run: Run }) {
  const { t } = useTranslation('sync');
  const list = useListParams(['outcome']);
  const items = useQuery({
    ...runItemsQuery(run.id, { page: list.page, search: list.search, outcome: list.filters.outcome }),
    refetchInterval: isActive(run) ? LIVE_REFRESH_MS : false,
  });
  const { created, updated, adopted, hidden, deleted, skipped, failed } = run.counts;
  const counts = { done: created + updated + adopted + hidden + deleted, skipped, failed };
  const narrowed = list.search !== '' || list.filters.outcome !== '';
  const empty = narrowed ? 'nothingFound' : isActive(run) ? 'notYet' : endedEarly(run) ? 'notReached' : 'none';
  return (
    <Stack gap="sm">
      {(narrowed || items.data?.total !== 0) && (
        <Group gap="md">
          <SearchBox value={list.search} label={t('items.search')} onSearch={(search) => list.narrow({ search })} />
          <FilterChips<RunOutcome | ''>
            label={t('items.outcome')}
            value={list.filters.outcome as RunOutcome | ''}
            onChange={(outcome) => list.narrow({ outcome })}
            choices={[
              { value: '', label: t('items.all') },
              ...OUTCOMES.map((outcome) => ({
                value: outcome,
                label: t(`items.${outcome}`),
                count: list.search === '' && counts[outcome] > 0 ? counts[outcome] : undefined,
              })),
            ]}
          />
        </Group>
      )}
      <Card flush aria-label={t('items.title')} aria-busy={items.isPlaceholderData}>
        {items.isPending && <Loading rows={8} inset />}
        {items.isError && !items.data && <ErrorState error={items.error} onRetry={() => void items.refetch()} />}
        {items.data?.items.length === 0 && (
          <EmptyState title={t(`items.${empty}`)}>{t(`items.${empty}Text`)}</EmptyState>
        )}
        {items.data && items.data.items.length > 0 && (
          <div style={{ opacity: items.isPlaceholderData ? 0.55 : 1 }}>
            <ul className={classes.list}>
              {items.data.items.map((item) => (
                <RunItemRow key={`${item.storeId}:${item.productId}`} item={item} />
              ))}
            </ul>
            <Pager {...items.data} onChange={list.setPage} />
          </div>
        )}
      </Card>
    </Stack>
  );
}
