import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconBuildingStore } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../../components/ui/button-link.js';
import { Card } from '../../../components/ui/card.js';
import { EmptyState } from '../../../components/ui/empty-state.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { Loading } from '../../../components/ui/loading.js';
import { paths } from '../../../lib/paths.js';
import { storesQuery } from '../api/get-stores.js';
import { StoreCard } from './store-card.js';

/** The merchant's stores, each with its switch and its counts. */
export function StoreList() {
  const { t } = useTranslation('catalog');
  const stores = useQuery(storesQuery());

  if (stores.isPending) return <Loading rows={2} height={190} />;
  if (stores.data === undefined) {
    return (
      <Card>
        <ErrorState error={stores.error} onRetry={() => void stores.refetch()} />
      </Card>
    );
  }
  if (stores.data.items.length === 0) {
    return (
      <Card>
        <EmptyState
          icon={<IconBuildingStore size={28} />}
          title={t('stores.none')}
          action={<ButtonLink to={paths.connections}>{t('stores.toConnections')}</ButtonLink>}
        >
          {t('stores.noneText')}
        </EmptyState>
      </Card>
    );
  }
  return (
    <Stack gap="lg">
      {stores.data.items.map((store) => (
        <StoreCard key={store.id} store={store} />
      ))}
    </Stack>
  );
}
