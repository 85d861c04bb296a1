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
          <Anchor
            href={item.vkUrl}
            target="_blank"
            rel="noreferrer"
            c="inherit"
            size="sm"
            lineClamp={2}
            aria-label={t('openInVkOf', { name: item.title })}
          >
            {item.title}
          </Anchor>
        )}
        {!soldOut && (
          <Text size="xs" c="dimmed">
            {item.stockAmount === null ? t('unlimited') : t('stock', { number: format.number(item.stockAmount) })}
          </Text>
        )}
        {item.rejectReason !== null && <Text size="xs">{t('rejectedWhy', { reason: item.rejectReason })}</Text>}
        <div className={classes.signs}>
          {item.rejectReason !== null && <StatusBadge tone="bad">{t('rejected')}</StatusBadge>}
          {item.availability !== 0 && <StatusBadge tone="wait">{t('unavailable')}</StatusBadge>}
          {soldOut && <StatusBadge tone="quiet">{t('soldOut')}</StatusBadge>}
          <StatusBadge tone={item.mine ? 'ok' : 'quiet'}>{t(item.mine ? 'mine' : 'notMine')}</StatusBadge>
        </div>
      </div>
    </li>
  );
}
