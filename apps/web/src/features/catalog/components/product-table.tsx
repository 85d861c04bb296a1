import { useQuery } from '@tanstack/react-query';
import { useMediaQuery } from '@mantine/hooks';
import { IconPackage } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../components/ui/card.js';
import { EmptyState } from '../../../components/ui/empty-state.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { Loading } from '../../../components/ui/loading.js';
import { Pager } from '../../../components/ui/pager.js';
import type { Store } from '../../../lib/api-types.js';
import { useListParams } from '../../../lib/use-list-params.js';
import { productsQuery } from '../api/get-products.js';
import { useSwitchProduct } from '../api/switch-product.js';
import { ProductCards } from './product-cards.js';
import { ProductFilters } from './product-filters.js';
import { ProductRows } from './product-rows.js';

/** A store's products: searched, filtered, switched. Search, filters and page live in the address. */
export function ProductTable({ store }: { store: Store }) {
  const { t } = useTranslation('catalog');
  const wide = useMediaQuery('(min-width: 62em)', true, { getInitialValueInEffect: false });
  const list = useListParams(['groupId', 'syncState']);
  const products = useQuery(productsQuery(store.id, { page: list.page, search: list.search, ...list.filters }));
  const change = useSwitchProduct(store.id);
  const onSwitch = (productId: string, enabled: boolean) => change.mutate({ productId, enabled });
  const narrowed = list.search !== '' || list.filters.groupId !== '' || list.filters.syncState !== '';

  return (
    <>
      <ProductFilters store={store} list={list} />
      <Card flush aria-label={t('tabs.products')} aria-busy={products.isPlaceholderData}>
        {products.isPending && <Loading rows={10} inset />}
        {products.isError && !products.data && (
          <ErrorState error={products.error} onRetry={() => void products.refetch()} />
        )}
        {products.data?.items.length === 0 && (
          <EmptyState icon={<IconPackage size={28} />} title={narrowed ? t('nothingFound') : t('products.none')}>
            {narrowed ? t('products.nothingFound') : t('products.noneText')}
          </EmptyState>
        )}
        {products.data && products.data.items.length > 0 && (
          <div style={{ opacity: products.isPlaceholderData ? 0.55 : 1 }}>
            {wide ? (
              <ProductRows products={products.data.items} onSwitch={onSwitch} />
            ) : (
              <ProductCards products={products.data.items} onSwitch={onSwitch} />
            )}
            <Pager {...products.data} onChange={list.setPage} />
          </div>
        )}
      </Card>
    </>
  );
}
