import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconShoppingBag } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../components/ui/card.js';
import { EmptyState } from '../../../components/ui/empty-state.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { Loading } from '../../../components/ui/loading.js';
import { Pager } from '../../../components/ui/pager.js';
import { type ItemFilter, itemsQuery } from '../api/get-items.js';
import { ItemCard } from './item-card.js';
import classes from './item-grid.module.css';

interface ItemGridProps {
  filter: ItemFilter;
  onPage: (page: number) => void;
  onShowAll: () => void;
}

/** Items of the shop as a buyer would see them. */
export function ItemGrid({ filter, onPage, onShowAll }: ItemGridProps) {
  const { t } = useTranslation('vkCatalog');
  const items = useQuery(itemsQuery(filter));
  const narrowed = filter.search !== '' || filter.albumId !== '' || filter.mine !== '' || filter.page > 1;
  if (items.isPending) return <Loading rows={2} height={220} />;
  if (items.data === undefined) {
    return (
      <Card>
        <ErrorState error={items.error} onRetry={() => void items.refetch()} />
      </Card>
    );
  }
  if (items.data.items.length === 0) {
    return (
      <Card>
        <EmptyState
          icon={<IconShoppingBag size={28} />}
          title={narrowed ? t('nothingFound') : t('none')}
          action={
            narrowed && (
              <Button variant="default" onClick={onShowAll}>
                {t('showAll')}
              </Button>
            )
          }
        >
          {narrowed ? t('nothingFoundText') : t('noneText')}
        </EmptyState>
      </Card>
    );
  }
  return (
    <div aria-busy={items.isPlaceholderData} style={{ opacity: items.isPlaceholderData ? 0.55 : 1 }}>
      <ul className={classes.grid}>
        {items.data.items.map((item) => (
          <ItemCard key={item.id} item={item} />
        ))}
      </ul>
      <Pager {...items.data} onChange={onPage} />
    </div>
  );
}
