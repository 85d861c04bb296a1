import { lazy, Suspense } from 'react';
import { Button, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { Card } from '../../../components/ui/card.js';
import { EmptyState } from '../../../components/ui/empty-state.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { Loading } from '../../../components/ui/loading.js';
import { useFormat } from '../../../lib/format.js';
import { useListParams } from '../../../lib/use-list-params.js';
import { CALL_FILTERS, callsQuery } from '../api/get-calls.js';
import { CallFilters } from './call-filters.js';
import { CallRow } from './call-row.js';
import classes from './call-list.module.css';

const CallDialog = lazy(() => import('./call-dialog.js'));

/** The log of calls, newest first. A page may be short or empty while the list goes on: the server says how far it got. */
export function CallList() {
  const { t } = useTranslation('admin');
  const format = useFormat();
  const list = useListParams(CALL_FILTERS);
  const [params, setParams] = useSearchParams();
  const calls = useInfiniteQuery(callsQuery(list.search, list.filters));
  const narrowed = list.search !== '' || Object.values(list.filters).some((value) => value !== '');
  const rows = calls.data?.pages.flatMap(({ items }) => items) ?? [];
  const searchedBackTo = calls.data?.pages.at(-1)?.searchedBackTo ?? null;
  const ofUser = list.filters.userId === '' ? null : (rows.find(({ user }) => user !== null)?.user ?? null);
  const opened = Number(params.get('call') ?? 0);
  const open = (id: number | null) =>
    setParams(
      (current) => {
        const next = new URLSearchParams(current);
        if (id === null) next.delete('call');
        else next.set('call', String(id));
        return next;
      },
      { preventScrollReset: true },
    );

  return (
    <>
      <CallFilters list={list} userName={ofUser?.name ?? null} />
      <Card flush aria-label={t('logs.title')}>
        {calls.isPending && <Loading rows={8} inset />}
        {calls.isError && !calls.data && <ErrorState error={calls.error} onRetry={() => void calls.refetch()} />}
        {calls.data && rows.length === 0 && (
          <EmptyState title={t(`logs.${calls.hasNextPage ? 'noneYet' : narrowed ? 'none' : 'empty'}`)}>
            {calls.hasNextPage ? null : t(narrowed ? 'logs.noneText' : 'logs.emptyText')}
          </EmptyState>
        )}
        {rows.length > 0 && (
          <ul className={classes.list}>
            {rows.map((call) => (
              <CallRow key={call.id} call={call} onOpen={() => open(call.id)} />
            ))}
          </ul>
        )}
        {calls.data && (
          <div className={classes.foot} role="status">
            {searchedBackTo && (
              <Text size="sm" c="dimmed">
                {t('logs.searchedBackTo', { when: format.dateTime(searchedBackTo) })}
              </Text>
            )}
            {calls.isFetchNextPageError && <Text size="sm">{t('logs.moreFailed')}</Text>}
            {calls.hasNextPage && (
              <Button variant="default" loading={calls.isFetchingNextPage} onClick={() => void calls.fetchNextPage()}>
                {searchedBackTo ? t('logs.searchOn') : t('logs.more')}
              </Button>
            )}
            {!calls.hasNextPage && rows.length > 0 && (
              <Text size="sm" c="dimmed">
                {t('logs.end')}
              </Text>
            )}
          </div>
        )}
      </Card>
      {opened > 0 && (
        <Suspense>
          <CallDialog id={opened} onClose={() => open(null)} />
        </Suspense>
      )}
    </>
  );
}
