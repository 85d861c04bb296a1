import { Group, Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Product } from '../../../lib/api-types.js';
import classes from './product-cards.module.css';
import { ProductName } from './product-name.js';
import { ProductPrice } from './product-price.js';
import { ProductState } from './product-state.js';

interface ProductCardsProps {
  products: Product[];
  onSwitch: (productId: string, enabled: boolean) => void;
}

/** Products one under another: for phones. */
export function ProductCards({ products, onSwitch }: ProductCardsProps) {
  const { t } = useTranslation('catalog');
  return (
    <ul className={classes.list}>
      {products.map((product) => (
        <li key={product.id} className={classes.product}>
          <Group justify="space-between" align="flex-start" wrap="nowrap" gap="md">
            <div style={{ minWidth: 0 }}>
              <ProductName product={product} />
            </div>
            <Switch
              checked={product.enabled}
              aria-label={t('products.switch', { name: product.name })}
              onChange={(event) => onSwitch(product.id, event.currentTarget.checked)}
            />
          </Group>
          <Group justify="space-between" align="flex-start" gap="sm" wrap="nowrap">
            <ProductState product={product} />
            <ProductPrice product={product} />
          </Group>
        </li>
      ))}
    </ul>
  );
}
