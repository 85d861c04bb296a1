import { Group, Progress, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Card } from '../../../components/ui/card.js';
import type { Store } from '../../../lib/api-types.js';
import { useFormat } from '../../../lib/format.js';
import { paths } from '../../../lib/paths.js';
import classes from './shop-figures.module.css';

/** How many of the chosen goods are in the shop, store by store. */
export function ShopFigures({ stores }: { stores: Store[] }) {
  const { t } = useTranslation('start');
  const format = useFormat();
  const mirrored = stores.filter(({ enabled }) => enabled);
  return (
    <Card aria-labelledby="in-shop">
      <Title order={2} id="in-shop" mb="md">
        {t('figures.title')}
      </Title>
      <Stack gap="lg">
        {mirrored.map((store) => {
          const percent = store.chosenCount === 0 ? 0 : (store.inShopCount / store.chosenCount) * 100;
          return (
            <div key={store.id}>
              <Group justify="space-between" gap="xs" mb={8}>
                <Text fw={500}>{store.name}</Text>
                <Group gap="md">
                  {store.subscriptionRequired && (
                    <Link className={classes.failed} to={paths.catalog}>
                      {t('figures.unpaid')}
                    </Link>
                  )}
                  {store.failedCount > 0 && (
                    <Link className={classes.failed} to={paths.storeProducts(store.id, { syncState: 'failed' })}>
                      {t('figures.failed', { count: store.failedCount })}
                    </Link>
                  )}
                  <Link className={classes.count} to={paths.storeProducts(store.id, { syncState: 'synced' })}>
                    {t('figures.inShop', {
                      inShop: format.number(store.inShopCount),
                      chosen: format.number(store.chosenCount),
                    })}
                  </Link>
                </Group>
              </Group>
              <Progress
                value={percent}
                color="green.7"
                radius="xl"
                size="md"
                aria-label={t('figures.progress', { name: store.name })}
              />
            </div>
          );
        })}
      </Stack>
    </Card>
  );
}
