import { Group, Progress, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Card } from '../../../components/ui/card.js';
import { Figures } from '../../../components/ui/figures.js';
import type { Overview, StoreGoods } from '../../../lib/api-types.js';
import { useFormat } from '../../../lib/format.js';
import { paths } from '../../../lib/paths.js';

/** How many of the chosen goods are in the shop, and five counters a store that open exactly the rows they count. */
export function GoodsCard({ overview: { stores, goods } }: { overview: Overview }) {
  const { t } = useTranslation('start');
  const format = useFormat();
  const shown = stores.filter(({ enabled }) => enabled);
  const percent = goods.chosen === 0 ? 0 : (goods.inShop / goods.chosen) * 100;
  return (
    <Card aria-labelledby="in-shop">
      <Group justify="space-between" gap="xs" mb={10} align="baseline">
        <Title order={2} id="in-shop">
          {t('figures.title')}
        </Title>
        <Text fw={500}>
          {t('figures.inShop', { inShop: format.number(goods.inShop), chosen: format.number(goods.chosen) })}
        </Text>
      </Group>
      <Progress value={percent} color="green.7" radius="xl" size="md" aria-label={t('figures.progress')} />
      <Stack gap="lg" mt="md">
        {shown.map((store) => (
          <div key={store.id}>
            {stores.length > 1 && (
              <Title order={3} size="h5" mb="xs">
                {store.name}
              </Title>
            )}
            <Counters store={store} />
          </div>
        ))}
      </Stack>
    </Card>
  );
}

function Counters({ store: { id, goods } }: { store: StoreGoods }) {
  const { t } = useTranslation('start');
  const format = useFormat();
  const { inShop, pending, skipped, failed, chosen, total } = goods;
  return (
    <Figures
      figures={[
        {
          label: t('counter.inShop'),
          value: format.number(inShop),
          tone: 'ok',
          to: paths.storeProducts(id, { only: 'inShop' }),
        },
        {
          label: t('counter.pending'),
          value: format.number(pending),
          to: paths.storeProducts(id, { syncState: 'pending' }),
        },
        {
          label: t('counter.skipped'),
          value: format.number(skipped),
          to: paths.storeProducts(id, { syncState: 'skipped' }),
        },
        {
          label: t('counter.failed'),
          value: format.number(failed),
          ...(failed > 0 ? { tone: 'bad' as const } : {}),
          to: paths.storeProducts(id, { syncState: 'failed' }),
        },
        {
          label: t('counter.chosen', { total: format.number(total) }),
          value: format.number(chosen),
          to: paths.storeProducts(id, { only: 'chosen' }),
        },
      ]}
    />
  );
}
