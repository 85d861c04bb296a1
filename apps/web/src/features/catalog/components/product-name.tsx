import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Product } from '../../../lib/api-types.js';

/** Name of a product with the numbers a shopkeeper knows it by. */
export function ProductName({ product }: { product: Product }) {
  const { t } = useTranslation('catalog');
  const [barcode] = product.barcodes;
  const numbers = [
    product.code && t('products.code', { code: product.code }),
    product.articleNumber && t('products.article', { article: product.articleNumber }),
    barcode,
  ].filter(Boolean);
  return (
    <>
      <Text fw={500} lineClamp={3} style={{ overflowWrap: 'anywhere' }}>
        {product.name}
      </Text>
      {numbers.length > 0 && (
        <Text size="xs" c="dimmed">
          {numbers.join(' · ')}
        </Text>
      )}
    </>
  );
}
