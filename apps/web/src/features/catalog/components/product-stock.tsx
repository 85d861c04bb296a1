import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Product } from '../../../lib/api-types.js';
import { useFormat } from '../../../lib/format.js';

/** What the register says is left, and whether it may be sold. */
export function ProductStock({ product }: { product: Product }) {
  const { t } = useTranslation('catalog');
  const format = useFormat();
  return (
    <div>
      {product.quantity !== null && (
        <Text size="sm" component="div" style={{ whiteSpace: 'nowrap' }}>
          {format.number(Number(product.quantity))} {product.measureName}
        </Text>
      )}
      {!product.allowToSell && (
        <Text size="xs" c="dimmed">
          {t('products.notOnSale')}
        </Text>
      )}
    </div>
  );
}
