import { Switch, Table, Text, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Product } from '../../../lib/api-types.js';
import { ProductName } from './product-name.js';
import { ProductPrice } from './product-price.js';
import { ProductState } from './product-state.js';
import { ProductStock } from './product-stock.js';

interface ProductRowsProps {
  products: Product[];
  onSwitch: (productId: string, enabled: boolean) => void;
}

/** Products as a table: for wide screens. */
export function ProductRows({ products, onSwitch }: ProductRowsProps) {
  const { t } = useTranslation('catalog');
  return (
    <Table
      layout="fixed"
      verticalSpacing="sm"
      horizontalSpacing="md"
      highlightOnHover
      highlightOnHoverColor="var(--surface-soft)"
      borderColor="var(--line)"
    >
      <Table.Thead>
        <Table.Tr>
          <Table.Th w={72}>
            <VisuallyHidden>{t('products.chosen')}</VisuallyHidden>
          </Table.Th>
          <Table.Th>{t('products.name')}</Table.Th>
          <Table.Th w={150}>{t('products.group')}</Table.Th>
          <Table.Th w={130} ta="right">
            {t('products.price')}
          </Table.Th>
          <Table.Th w={110} ta="right">
            {t('products.stock')}
          </Table.Th>
          <Table.Th w={230}>{t('products.inVk')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {products.map((product) => (
          <Table.Tr key={product.id}>
            <Table.Td>
              <Switch
                checked={product.enabled}
                aria-label={t('products.switch', { name: product.name })}
                onChange={(event) => onSwitch(product.id, event.currentTarget.checked)}
              />
            </Table.Td>
            <Table.Td>
              <ProductName product={product} />
            </Table.Td>
            <Table.Td>
              <Text size="sm" c="dimmed" lineClamp={3}>
                {product.groupName ?? t('groups.withoutGroup')}
              </Text>
            </Table.Td>
            <Table.Td ta="right">
              <ProductPrice product={product} />
            </Table.Td>
            <Table.Td ta="right">
              <ProductStock product={product} />
            </Table.Td>
            <Table.Td>
              <ProductState product={product} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
