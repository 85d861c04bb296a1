import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { BackLink } from '../../../components/ui/back-link.js';
import { Card } from '../../../components/ui/card.js';
import { EmptyState } from '../../../components/ui/empty-state.js';
import { ErrorState } from '../../../components/ui/error-state.js';
import { Loading } from '../../../components/ui/loading.js';
import { NavTabs } from '../../../components/ui/nav-tabs.js';
import { Notice } from '../../../components/ui/notice.js';
import { Page } from '../../../components/ui/page.js';
import type { Store } from '../../../lib/api-types.js';
import { paths } from '../../../lib/paths.js';
import { storesQuery } from '../api/get-stores.js';
import { useSwitchStore } from '../api/switch-store.js';
import { PreviewLink } from './preview-link.js';

interface StoreFrameProps {
  storeId: string;
  tab: 'groups' | 'products';
  children: (store: Store) => ReactNode;
}

/** What the groups and the products page of a store have in common: name, tabs, warnings. */
export function StoreFrame({ storeId, tab, children }: StoreFrameProps) {
  const { t } = useTranslation('catalog');
  const stores = useQuery(storesQuery());
  const change = useSwitchStore();
  const store = stores.data?.items.find(({ id }) => id === storeId);
  const name = store?.name ?? t('title');

  return (
    <Page
      title={`${t(`tabs.${tab}`)} · ${name}`}
      heading={name}
      above={<BackLink to={paths.catalog}>{t('title')}</BackLink>}
      {...(store?.address ? { description: store.address } : {})}
      actions={<PreviewLink />}
    >
      <NavTabs
        label={t('tabs.label')}
        tabs={[
          { to: paths.storeGroups(storeId), label: t('tabs.groups'), active: tab === 'groups' },
          { to: paths.storeProducts(storeId), label: t('tabs.products'), active: tab === 'products' },
        ]}
      />
      {stores.isPending && <Loading />}
      {stores.isError && !stores.data && (
        <Card>
          <ErrorState error={stores.error} onRetry={() => void stores.refetch()} />
        </Card>
      )}
      {stores.data && !store && (
        <Card>
          <EmptyState title={t('stores.unknown')}>{t('stores.unknownText')}</EmptyState>
        </Card>
      )}
      {store?.subscriptionRequired && (
        <div style={{ marginBottom: 16 }}>
          <Notice tone="bad" title={t('stores.subscriptionTitle')}>
            {t('stores.subscriptionText')}
          </Notice>
        </div>
      )}
      {store && !store.enabled && (
        <div style={{ marginBottom: 16 }}>
          <Notice
            tone="quiet"
            action={
              <Button size="xs" onClick={() => change.mutate({ storeId, enabled: true })}>
                {t('stores.enable')}
              </Button>
            }
          >
            {t('stores.off')}
          </Notice>
        </div>
      )}
      {store && children(store)}
    </Page>
  );
}
