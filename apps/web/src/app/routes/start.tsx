import { useQueries, useQuery } from '@tanstack/react-query';
import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Card } from '../../components/ui/card.js';
import { ErrorState } from '../../components/ui/error-state.js';
import { Loading } from '../../components/ui/loading.js';
import { Page } from '../../components/ui/page.js';
import { storesQuery } from '../../features/catalog/api/get-stores.js';
import { connectionsQuery } from '../../features/connections/api/get-connections.js';
import { latestRunQuery } from '../../features/sync/api/get-latest-run.js';
import { isActive } from '../../features/sync/run-cache.js';
import { Guide } from './start/guide.js';
import { ShopFigures } from './start/shop-figures.js';
import { StatusHero } from './start/status-hero.js';

const LIVE_REFRESH_MS = 3_000;

/** Answers without a click: does it work, when was the last run, what is to be done. */
export function Component() {
  const { t } = useTranslation('start');
  const running = isActive(useQuery(latestRunQuery()).data);
  const [connections, stores, latest] = useQueries({
    queries: [
      connectionsQuery(),
      { ...storesQuery(), refetchInterval: running ? LIVE_REFRESH_MS : false },
      latestRunQuery(),
    ],
  });
  const failed = [connections, stores, latest].find(({ isError, data }) => isError && data === undefined);
  const retry = () => void Promise.all([connections.refetch(), stores.refetch(), latest.refetch()]);

  if (failed) {
    return (
      <Page title={t('title')}>
        <Card>
          <ErrorState error={failed.error} onRetry={retry} />
        </Card>
      </Page>
    );
  }
  if (connections.data === undefined || stores.data === undefined || latest.data === undefined) {
    return (
      <Page title={t('title')}>
        <Card>
          <Loading rows={4} />
        </Card>
      </Page>
    );
  }
  const { evotor, vk } = connections.data;
  const chosen = stores.data.items.some(({ enabled, chosenCount }) => enabled && chosenCount > 0);
  const unpaid = stores.data.items.some(({ enabled, subscriptionRequired }) => enabled && subscriptionRequired);
  const ready = evotor.connected && vk.connected && chosen;
  return (
    <Page title={t('title')}>
      <Stack gap="lg">
        {(ready || latest.data !== null) && (
          <StatusHero connections={connections.data} run={latest.data} unpaid={unpaid} />
        )}
        {ready ? (
          <ShopFigures stores={stores.data.items} />
        ) : (
          <Guide evotor={evotor.connected} vk={vk.connected} chosen={chosen} />
        )}
      </Stack>
    </Page>
  );
}
