import { Button, Group, NativeSelect, Stack } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { FilterChips } from '../../../components/ui/filter-chips.js';
import { SearchBox } from '../../../components/ui/search-box.js';
import type { Run, RunCause, RunOutcome } from '../../../lib/api-types.js';
import { useFormat } from '../../../lib/format.js';
import { reasonText } from '../../../lib/problem-text.js';
import type { ListParams } from '../../../lib/use-list-params.js';
import { runCausesQuery } from '../api/get-run-causes.js';
import { isActive } from '../run-cache.js';
import { runFileUrl } from '../run-file.js';
import { OUTCOMES } from '../run-tones.js';
import { ACTIONS } from '../run-words.js';
import classes from './run-items.module.css';

const LIVE_REFRESH_MS = 8_000;

function countOf(causes: RunCause[], matches: (cause: RunCause) => boolean): number {
  return causes.filter(matches).reduce((sum, { count }) => sum + count, 0);
}

interface RunItemFiltersProps {
  run: Run;
  list: ListParams<'outcome' | 'action' | 'reason'>;
}

/** Search, outcome, action and reason above the products of a run, with how many rows each shows; and their file. */
export function RunItemFilters({ run, list }: RunItemFiltersProps) {
  const { t, i18n } = useTranslation('sync');
  const format = useFormat();
  const { data: causes = [] } = useQuery({
    ...runCausesQuery(run.id),
    refetchInterval: isActive(run) ? LIVE_REFRESH_MS : false,
  });
  const { outcome, action, reason } = list.filters;
  const alone = list.search === '' && action === '' && reason === '';
  const reasons = [...new Set([...causes.map((cause) => cause.reason), reason])].filter(
    (one): one is string => one !== null && one !== '',
  );
  const withCount = (label: string, count: number) => `${label} (${format.number(count)})`;

  return (
    <Stack gap="sm">
      <Group gap="md">
        <SearchBox value={list.search} label={t('items.search')} onSearch={(search) => list.narrow({ search })} />
        <FilterChips<RunOutcome | ''>
          label={t('items.outcome')}
          value={outcome as RunOutcome | ''}
          onChange={(chosen) => list.narrow({ outcome: chosen })}
          choices={[
            { value: '', label: t('items.all') },
            ...OUTCOMES.map((one) => {
              const count = countOf(causes, (cause) => cause.outcome === one);
              return { value: one, label: t(`items.${one}`), count: alone && count > 0 ? count : undefined };
            }),
          ]}
        />
      </Group>
      <Group gap="sm">
        <NativeSelect
          aria-label={t('items.action')}
          value={action}
          onChange={(event) => list.narrow({ action: event.currentTarget.value })}
          data={[
            { value: '', label: t('items.anyAction') },
            ...ACTIONS.filter((one) => one === action || causes.some((cause) => cause.action === one)).map((one) => ({
              value: one,
              label: withCount(
                t(`action.${one}`),
                countOf(causes, (cause) => cause.action === one),
              ),
            })),
          ]}
        />
        {reasons.length > 0 && (
          <NativeSelect
            aria-label={t('items.reason')}
            value={reason}
            onChange={(event) => list.narrow({ reason: event.currentTarget.value })}
            className={classes.reason ?? ''}
            data={[
              { value: '', label: t('items.anyReason') },
              ...reasons.map((one) => ({
                value: one,
                label: withCount(
                  reasonText(one, null) ?? one,
                  countOf(causes, (cause) => cause.reason === one),
                ),
              })),
            ]}
          />
        )}
        <Button
          component="a"
          href={runFileUrl(run.id, { search: list.search, outcome, action, reason }, i18n.language)}
          download
          variant="default"
          className={classes.file ?? ''}
          leftSection={<IconDownload size={17} aria-hidden />}
        >
          {t('items.download')}
        </Button>
      </Group>
    </Stack>
  );
}
