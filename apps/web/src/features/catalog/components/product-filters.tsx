import type { ReactNode } from 'react';
import { Select } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { FilterChips } from '../../../components/ui/filter-chips.js';
import { SearchBox } from '../../../components/ui/search-box.js';
import type { Store } from '../../../lib/api-types.js';
import { reasonText } from '../../../lib/problem-text.js';
import { groupsQuery } from '../api/get-groups.js';
import { productsQuery } from '../api/get-products.js';
import { flatTree, groupTree } from '../group-tree.js';
import {
  countIn,
  filtersOf,
  PHOTO_SOURCES,
  type ProductListParams,
  PRODUCT_VIEWS,
  type ProductView,
  VIEW_REASONS,
  viewOf,
} from '../product-view.js';
import classes from './product-filters.module.css';

interface ProductFiltersProps {
  store: Store;
  list: ProductListParams;
  /** What can be done with all of them. */
  actions?: ReactNode;
}

/** Search, group, state and reason above the products; each state says how many rows it will show. */
export function ProductFilters({ store, list, actions }: ProductFiltersProps) {
  const { t } = useTranslation('catalog');
  const groups = useQuery(groupsQuery(store.id));
  const { groupId, syncReason } = list.filters;
  const options = flatTree(groupTree(groups.data ?? [])).map(({ group, depth }) => ({
    value: group.id,
    label: `${'\u2003'.repeat(depth)}${group.id === 'none' ? t('groups.withoutGroup') : group.name}`,
  }));
  const view = viewOf(list.filters);
  const client = useQueryClient();
  const fetchAhead = (near: ProductView) =>
    void client.prefetchQuery(
      productsQuery(store.id, { page: 1, search: list.search, ...list.filters, ...filtersOf(near) }),
    );
  const counts = groupId === '' ? store : groups.data?.find(({ id }) => id === groupId);
  const counted = list.search === '' && list.filters.photo === '' && counts !== undefined;
  const reasons = view === 'skipped' || view === 'failed' ? VIEW_REASONS[view] : null;

  return (
    <div className={classes.filters}>
      <div className={classes.fields}>
        <SearchBox value={list.search} label={t('products.search')} onSearch={(search) => list.narrow({ search })} />
        <Select
          aria-label={t('products.group')}
          placeholder={t('products.allGroups')}
          data={options}
          value={groupId === '' ? null : groupId}
          onChange={(chosen) => list.narrow({ groupId: chosen })}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': t('products.allGroups') }}
          nothingFoundMessage={t('nothingFound')}
          className={classes.field}
        />
        <Select
          aria-label={t('photo.filter')}
          placeholder={t('photo.any')}
          data={PHOTO_SOURCES.map((source) => ({ value: source, label: t(`photo.source.${source}`) }))}
          value={list.filters.photo === '' ? null : list.filters.photo}
          onChange={(photo) => list.narrow({ photo })}
          clearable
          clearButtonProps={{ 'aria-label': t('photo.any') }}
          className={classes.field}
        />
        {reasons && (
          <Select
            aria-label={t('products.reason')}
            placeholder={t('products.anyReason')}
            data={reasons.map((reason) => ({ value: reason, label: reasonText(reason, null) ?? reason }))}
            value={syncReason === '' ? null : syncReason}
            onChange={(reason) => list.narrow({ syncReason: reason })}
            clearable
            clearButtonProps={{ 'aria-label': t('products.anyReason') }}
            className={classes.field}
          />
        )}
        {actions}
      </div>
      <FilterChips<ProductView>
        label={t('products.state')}
        value={view}
        onChange={(chosen) => list.narrow(filtersOf(chosen))}
        onNear={fetchAhead}
        choices={PRODUCT_VIEWS.filter((one) => one !== 'synced' || one === view).map((one) => ({
          value: one,
          label: t(`view.${one === '' ? 'all' : one}`),
          count: counted ? countIn(one, counts) : undefined,
        }))}
      />
    </div>
  );
}
