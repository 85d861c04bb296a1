import { lazy, Suspense, useCallback, useState } from 'react';
import { Button } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { IconPackage, IconPhotoUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../components/ui/card.js';
import { EmptyState } from '../../../components/ui/empty-state.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { Loading } from '../../../components/ui/loading.js';
import { Pager } from '../../../components/ui/pager.js';
import type { Product, Store } from '../../../lib/api-types.js';
import { useFormat } from '../../../lib/format.js';
import { notifyDone } from '../../../lib/problem-text.js';
import { useListParams } from '../../../lib/use-list-params.js';
import { productFilter, productsQuery } from '../api/get-products.js';
import { useSwitchProducts } from '../api/switch-products.js';
import { PRODUCT_PARAMS } from '../product-view.js';
import { NOTHING, type Selection, selectedCount, tick } from '../selection.js';
import { ProductCards } from './product-cards.js';
import { ProductFilters } from './product-filters.js';
import { ProductRows } from './product-rows.js';
import { SelectionBar } from './selection-bar.js';

const PhotoDialog = lazy(() => import('./photo-dialog.js'));
const PhotosDialog = lazy(() => import('./photos-dialog.js'));

const NONE: Product[] = [];

/** A store's products: searched, filtered, switched. Search, filters and page live in the address. */
export function ProductTable({ store }: { store: Store }) {
  const { t } = useTranslation('catalog');
  const format = useFormat();
  const wide = useMediaQuery('(min-width: 62em)', true, { getInitialValueInEffect: false });
  const list = useListParams(PRODUCT_PARAMS);
  const query = { page: list.page, search: list.search, ...list.filters };
  const products = useQuery(productsQuery(store.id, query));
  const { mutate: change, isPending: changing } = useSwitchProducts(store.id);
  const filter = productFilter(query);
  const narrowed = Object.keys(filter).length > 0;
  const shown = products.data?.items ?? NONE;
  const total = products.data?.total ?? 0;
  const [selection, select] = useSelection(JSON.stringify(filter));
  const count = selectedCount(selection, total);
  const [photoOf, setPhotoOf] = useState<Product | null>(null);
  const [givingPhotos, setGivingPhotos] = useState(false);
  const pictured = photoOf && (shown.find(({ id }) => id === photoOf.id) ?? photoOf);

  const pages = products.data ? Math.ceil(total / products.data.pageSize) : 0;
  const nextPage = !products.isPlaceholderData && list.page < pages ? list.page + 1 : null;
  useQuery({
    ...productsQuery(store.id, { ...query, page: nextPage ?? list.page }),
    enabled: nextPage !== null,
    notifyOnChangeProps: [],
  });

  const onSwitch = useCallback(
    (productId: string, enabled: boolean) =>
      change({ selection: { all: false, ids: new Set([productId]) }, filter: {}, enabled }),
    [change],
  );
  const onTick = useCallback(
    (ids: string[], on: boolean) =>
      select((now) =>
        tick(
          now,
          ids,
          on,
          shown.map(({ id }) => id),
        ),
      ),
    [select, shown],
  );
  const switchSelected = (enabled: boolean) =>
    change(
      { selection, filter, enabled },
      {
        onSuccess: ({ changed }) => {
          notifyDone(
            t(enabled ? 'selection.doneOn' : 'selection.doneOff', { count: changed, number: format.number(changed) }),
          );
          select(() => NOTHING);
        },
      },
    );
  const onSort = (sort: string) => list.narrow({ sort: sort === 'name' ? null : sort });
  const clear = () =>
    list.narrow({ search: null, groupId: null, syncState: null, syncReason: null, only: null, photo: null });

  const rows = { products: shown, selection, onSwitch, onTick, onPhoto: setPhotoOf };
  return (
    <>
      <ProductFilters
        store={store}
        list={list}
        actions={
          <Button
            variant="default"
            leftSection={<IconPhotoUp size={18} aria-hidden />}
            onClick={() => setGivingPhotos(true)}
          >
            {t('photos.button')}
          </Button>
        }
      />
      <Card aria-label={t('tabs.products')} aria-busy={products.isPlaceholderData} flush>
        {products.isPending && <Loading rows={10} inset />}
        {products.isError && !products.data && (
          <ErrorState error={products.error} onRetry={() => void products.refetch()} />
        )}
        {products.data && shown.length === 0 && (
          <EmptyState
            icon={<IconPackage size={28} />}
            title={narrowed ? t('nothingFound') : t('products.none')}
            action={
              (narrowed || list.page > 1) && (
                <Button variant="default" onClick={clear}>
                  {t('products.showAll')}
                </Button>
              )
            }
          >
            {narrowed ? t('products.nothingFound') : t('products.noneText')}
          </EmptyState>
        )}
        {products.data && shown.length > 0 && (
          <div style={{ opacity: products.isPlaceholderData ? 0.55 : 1 }}>
            {wide ? (
              <ProductRows {...rows} sort={list.filters.sort || 'name'} onSort={onSort} />
            ) : (
              <ProductCards {...rows} />
            )}
            <Pager {...products.data} onChange={list.setPage} />
          </div>
        )}
      </Card>
      <Suspense>
        {pictured && <PhotoDialog product={pictured} onClose={() => setPhotoOf(null)} />}
        {givingPhotos && <PhotosDialog store={store} onClose={() => setGivingPhotos(false)} />}
      </Suspense>
      {count > 0 && (
        <SelectionBar
          count={count}
          total={selection.all ? null : total}
          busy={changing}
          onSwitch={switchSelected}
          onSelectAll={() => select(() => ({ all: true }))}
          onClear={() => select(() => NOTHING)}
        />
      )}
    </>
  );
}

/** What is ticked; forgotten when another filter is chosen, kept from page to page. */
function useSelection(filterKey: string) {
  const [state, setState] = useState({ filterKey, selection: NOTHING });
  const selection = state.filterKey === filterKey ? state.selection : NOTHING;
  const select = useCallback(
    (change: (now: Selection) => Selection) =>
      setState((now) => ({ filterKey, selection: change(now.filterKey === filterKey ? now.selection : NOTHING) })),
    [filterKey],
  );
  return [selection, select] as const;
}
