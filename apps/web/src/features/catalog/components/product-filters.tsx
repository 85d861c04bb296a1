import { Group, Select, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { FilterChips } from '../../../components/ui/filter-chips.js';
import { SearchBox } from '../../../components/ui/search-box.js';
import type { Store, SyncState } from '../../../lib/api-types.js';
import type { ListParams } from '../../../lib/use-list-params.js';
import { groupsQuery } from '../api/get-groups.js';
import { flatTree, groupTree } from '../group-tree.js';
import { SYNC_STATES } from '../sync-states.js';

interface ProductFiltersProps {
  store: Store;
  list: ListParams<'groupId' | 'syncState'>;
}

/** Search, group and sync state above the products. */
export function ProductFilters({ store, list }: ProductFiltersProps) {
  const { t } = useTranslation('catalog');
  const groups = useQuery(groupsQuery(store.id));
  const options = flatTree(groupTree(groups.data ?? [])).map(({ group, depth }) => ({
    value: group.id,
    label: `${'\u2003'.repeat(depth)}${group.id === 'none' ? t('groups.withoutGroup') : group.name}`,
  }));
  const counts: Partial<Record<SyncState, number>> = { synced: store.inShopCount, failed: store.failedCount };
  const unfiltered = list.filters.groupId === '' && list.search === '';

  return (
    <Stack gap="sm" mb="md">
      <Group gap="sm">
        <SearchBox value={list.search} label={t('products.search')} onSearch={(search) => list.narrow({ search })} />
        <Select
          aria-label={t('products.group')}
          placeholder={t('products.allGroups')}
          data={options}
          value={list.filters.groupId === '' ? null : list.filters.groupId}
          onChange={(groupId) => list.narrow({ groupId })}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': t('products.allGroups') }}
          nothingFoundMessage={t('nothingFound')}
          style={{ flex: '1 1 220px' }}
        />
      </Group>
      <FilterChips<SyncState | ''>
        label={t('products.state')}
        value={list.filters.syncState as SyncState | ''}
        onChange={(syncState) => list.narrow({ syncState })}
        choices={[
          { value: '', label: t('products.all'), count: unfiltered ? store.productCount : undefined },
          ...SYNC_STATES.map((state) => ({
            value: state,
            label: t(`state.${state}`),
            count: unfiltered && counts[state] ? counts[state] : undefined,
          })),
        ]}
      />
    </Stack>
  );
}
