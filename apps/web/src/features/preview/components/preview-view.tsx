import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../components/ui/card.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { Loading } from '../../../components/ui/loading.js';
import { Notice } from '../../../components/ui/notice.js';
import { SearchBox } from '../../../components/ui/search-box.js';
import { useListParams } from '../../../lib/use-list-params.js';
import { previewQuery } from '../api/get-preview.js';
import { countChanges, kindOf, PREVIEW_FILTERS } from '../preview-kinds.js';
import { Freshness } from './freshness.js';
import { KindFilter } from './kind-filter.js';
import { PlannedList } from './planned-list.js';
import { PreviewNotices } from './preview-notices.js';

/** What the next run would do; kind, search and page live in the address. */
export function PreviewView() {
  const { t } = useTranslation('preview');
  const list = useListParams(PREVIEW_FILTERS);
  const kind = kindOf(list.filters.kind);
  const preview = useQuery(previewQuery({ page: list.page, search: list.search, kind, reason: list.filters.reason }));

  if (preview.isPending) return <Loading rows={4} height={84} />;
  if (preview.data === undefined) {
    return (
      <Card>
        <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />
      </Card>
    );
  }
  const nothing = countChanges(preview.data) === 0;
  return (
    <Stack gap="lg">
      <Freshness preview={preview.data} />
      <PreviewNotices preview={preview.data} />
      {nothing && preview.data.counts.skipped > 0 && <Notice tone="ok">{t('onlySkipped')}</Notice>}
      <KindFilter
        preview={preview.data}
        chosen={kind}
        onChoose={(chosen) => list.narrow({ kind: chosen, reason: null })}
      />
      {kind !== 'albums' && (
        <div style={{ display: 'flex', maxWidth: 420 }}>
          <SearchBox value={list.search} label={t('search')} onSearch={(search) => list.narrow({ search })} />
        </div>
      )}
      <PlannedList
        preview={preview.data}
        kind={kind}
        narrowed={list.search !== '' || list.filters.reason !== ''}
        changing={preview.isPlaceholderData}
        onPage={list.setPage}
        onShowAll={() => list.narrow({ kind: null, reason: null, search: null })}
      />
    </Stack>
  );
}
