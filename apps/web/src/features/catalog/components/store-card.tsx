import { Group, Stack, Switch, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../../components/ui/button-link.js';
import { Card } from '../../../components/ui/card.js';
import { Figures } from '../../../components/ui/figures.js';
import { Notice } from '../../../components/ui/notice.js';
import type { Store } from '../../../lib/api-types.js';
import { useFormat } from '../../../lib/format.js';
import { paths } from '../../../lib/paths.js';
import { useSwitchStore } from '../api/switch-store.js';
import classes from './store-card.module.css';

/** One store: is it mirrored, and how far that has come. */
export function StoreCard({ store }: { store: Store }) {
  const { t } = useTranslation('catalog');
  const format = useFormat();
  const change = useSwitchStore();
  const heading = `store-${store.id}`;
  return (
    <Card aria-labelledby={heading}>
      <Stack gap="lg">
        <Group justify="space-between" align="flex-start" wrap="nowrap" gap="md">
          <div style={{ minWidth: 0 }}>
            <Title order={2} id={heading}>
              {store.name}
            </Title>
            <Text c="dimmed" size="sm">
              {[store.address, store.readAt && t('stores.readAt', { when: format.ago(store.readAt) })]
                .filter(Boolean)
                .join(' · ')}
            </Text>
          </div>
          <Switch
            size="md"
            checked={store.enabled}
            label={<span className={classes.label}>{t('stores.mirror')}</span>}
            labelPosition="left"
            aria-label={t('stores.switch', { name: store.name })}
            onChange={(event) => change.mutate({ storeId: store.id, enabled: event.currentTarget.checked })}
          />
        </Group>
        {store.subscriptionRequired && (
          <Notice tone="bad" title={t('stores.subscriptionTitle')}>
            {t('stores.subscriptionText')}
          </Notice>
        )}
        {store.enabled && store.groupCount > 0 && store.chosenCount === 0 && (
          <Notice tone="wait">{t('stores.noGroups')}</Notice>
        )}
        <Figures
          figures={[
            {
              label: t('counts.products'),
              value: format.number(store.productCount),
              to: paths.storeProducts(store.id),
            },
            {
              label: t('counts.chosen'),
              value: format.number(store.chosenCount),
              to: paths.storeProducts(store.id, { only: 'chosen' }),
            },
            {
              label: t('counts.inShop'),
              value: format.number(store.inShopCount),
              ...(store.inShopCount > 0
                ? { tone: 'ok' as const, to: paths.storeProducts(store.id, { only: 'inShop' }) }
                : {}),
            },
            {
              label: t('counts.failed'),
              value: format.number(store.failedCount),
              ...(store.failedCount > 0
                ? { tone: 'bad' as const, to: paths.storeProducts(store.id, { syncState: 'failed' }) }
                : {}),
            },
          ]}
        />
        <Group gap="sm">
          <ButtonLink to={paths.storeGroups(store.id)} variant="light">
            {t('stores.chooseGroups', { count: store.groupCount })}
          </ButtonLink>
          <ButtonLink to={paths.storeProducts(store.id)} variant="default">
            {t('stores.allProducts')}
          </ButtonLink>
        </Group>
      </Stack>
    </Card>
  );
}
