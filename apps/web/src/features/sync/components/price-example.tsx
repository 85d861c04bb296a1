import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format.js';
import { exampleProductQuery } from '../api/get-example-product.js';
import { multiplied } from '../multiplied.js';
import classes from './price-example.module.css';

const INVENTED_PRICE = '150';

/** What a multiplier (a decimal with a dot) makes of the price of one of the merchant's own products. */
export function PriceExample({ multiplier }: { multiplier: string }) {
  const { t } = useTranslation('sync');
  const format = useFormat();
  const { data: product, isPending } = useQuery(exampleProductQuery());
  const price = product?.price ?? INVENTED_PRICE;
  const result = multiplied(price, multiplier);
  if (result === null || isPending) return null;
  return (
    <div className={classes.example} role="status">
      {product && (
        <Text size="sm" fw={500}>
          {product.name}
        </Text>
      )}
      <Text size="sm">{t('settings.example', { register: format.money(price), shop: format.money(result) })}</Text>
      {product?.measureName && (
        <Text size="sm" c="dimmed">
          {t('settings.exampleUnit', { amount: multiplier, unit: product.measureName })}
        </Text>
      )}
    </div>
  );
}
