import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FilterChips } from '../../../components/ui/filter-chips.js';
import { SearchBox } from '../../../components/ui/search-box.js';
import { oneOf } from '../../../lib/api.js';
import type { ListParams } from '../../../lib/use-list-params.js';

const KEEPERS = ['', 'true', 'false'] as const;
const WORDS = { '': 'all', true: 'mine', false: 'own' } as const;

/** Search above the items, and whose of them to show. */
export function ItemFilters({ list }: { list: ListParams<'album' | 'mine'> }) {
  const { t } = useTranslation('vkCatalog');
  return (
    <Stack gap="sm">
      <div style={{ display: 'flex', maxWidth: 420 }}>
        <SearchBox value={list.search} label={t('search')} onSearch={(search) => list.narrow({ search })} />
      </div>
      <FilterChips
        label={t('keeper')}
        value={oneOf(KEEPERS, list.filters.mine) ?? ''}
        onChange={(mine) => list.narrow({ mine })}
        choices={KEEPERS.map((value) => ({ value, label: t(`keeperOf.${WORDS[value]}`) }))}
      />
    </Stack>
  );
}
