import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Product } from '../../../lib/api-types.js';
import { useFormat } from '../../../lib/format.js';

/** Price as it will be in VK, and the register's where it differs. */
export function ProductPrice({ product }: { product: Product }) {
  const { t } = useTranslation('catalog');
  const format = useFormat();
  const { price, vkPrice } = product;
  const shown = vkPrice ?? price;
  if (shown === null || Number(shown) === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('products.noPrice')}
      </Text>
    );
  }
  return (
    <div style={{ textAlign: 'right' }}>
      <Text fw={500} component="div" style={{ whiteSpace: 'nowrap' }}>
        {format.money(shown)}
      </Text>
      {price !== null && vkPrice !== null && Number(price) !== Number(vkPrice) && (
        <Text size="xs" c="dimmed">
          {t('products.registerPrice', { price: format.money(price) })}
        </Text>
      )}
    </div>
  );
}
