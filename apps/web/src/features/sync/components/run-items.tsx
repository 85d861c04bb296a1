import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Stack } from '@mantine/core';
import { Card } from '../../../components/ui/card.js';
import { EmptyState } from '../../../components/ui/empty-state.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { Loading } from '../../../components/ui/loading.js';
import { Pager } from '../../../components/ui/pager.js';
import type { Run } from '../../../lib/api-types.js';
import { useListParams } from '../../../lib/use-list-params.js';
import { runItemsQuery } from '../api/get-run-items.js';
import { endedEarly, isActive } from '../run-cache.js';
import { RunItemFilters } from './run-item-filters.js';
import { RunItemRow } from './run-item-row.js';
import classes from './run-items.module.css';

const LIVE_REFRESH_MS = 4_000;

/** What became of each product in a run, searched and filtered; grows while the run is on its way. */
export function RunItems({ run }: { run: Run }) {
  const { t } = useTranslation('sync');
  const list = useListParams(['outcome', 'action', 'reason']);
  const { search, page, filters } = list;
  const items = useQuery({
    ...runItemsQuery(run.id, { page, search, ...filters }),
    refetchInterval: isActive(run) ? LIVE_REFRESH_MS : false,
  });
  const narrowed = search !== '' || Object.values(filters).some((value) => value !== '');
  const empty = narrowed ? 'nothingFound' : isActive(run) ? 'notYet' : endedEarly(run) ? 'notReached' : 'none';
  return (
    <Stack gap="sm">
      {(narrowed || items.data?.total !== 0) && <RunItemFilters run={run} list={list} />}
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
                <RunItemRow key={`${item.storeId}:${item.productId}`} item={item} run={run} />
              ))}
            </ul>
            <Pager {...items.data} onChange={list.setPage} />
          </div>
        )}
      </Card>
    </Stack>
  );
}
