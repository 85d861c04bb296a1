import { Anchor, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { StatusBadge } from '../../../components/ui/status-badge.js';
import { Thumb } from '../../../components/ui/thumb.js';
import type { VkItem } from '../../../lib/api-types.js';
import { useFormat } from '../../../lib/format.js';
import classes from './item-card.module.css';

/** One item of the shop: picture, name, price, and whether EvoSync keeps it. */
export function ItemCard({ item }: { item: VkItem }) {
  const { t } = useTranslation('vkCatalog');
  const format = useFormat();
  const soldOut = item.stockAmount === 0;
  return (
    <li className={classes.item}>
      <Thumb url={item.photoUrl} size="fill" />
      <div className={classes.words}>
        <Text fw={650}>{format.money(item.price)}</Text>
        {item.vkUrl === null ? (
          <Text size="sm" lineClamp={2}>
            {item.title}
          </Text>
        ) : (
          <Anchor href={item.vkUrl} target="_blank" rel="noreferrer" c="inherit" size="sm" lineClamp={2}>
            {item.title}
          </Anchor>
        )}
        <div className={classes.signs}>
          {soldOut && <StatusBadge tone="quiet">{t('soldOut')}</StatusBadge>}
          {item.mine ? (
            !soldOut && <StatusBadge tone="ok">{t('mine')}</StatusBadge>
          ) : (
            <StatusBadge tone="quiet">{t('notMine')}</StatusBadge>
          )}
        </div>
      </div>
    </li>
  );
}
