import { memo } from 'react';
import { VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Tick } from '../../../components/ui/tick.js';
import { Toggle } from '../../../components/ui/toggle.js';
import type { Product } from '../../../lib/api-types.js';
import { isSelected, type Selection } from '../selection.js';
import { ProductName } from './product-name.js';
import { ProductPrice, RegisterPrice } from './product-price.js';
import { ProductState } from './product-state.js';
import classes from './product-rows.module.css';
import { ProductStock } from './product-stock.js';
import { SortHeader } from './sort-header.js';

export interface ProductListProps {
  products: Product[];
  selection: Selection;
  onSwitch: (productId: string, enabled: boolean) => void;
  onTick: (productIds: string[], on: boolean) => void;
  onPhoto: (product: Product) => void;
}

interface ProductRowsProps extends ProductListProps {
  /** As the address has it: a field, with a minus before it where it falls. */
  sort: string;
  onSort: (sort: string) => void;
}

/** Products as a table: for wide screens. */
export function ProductRows({ products, selection, sort, onSort, onSwitch, onTick, onPhoto }: ProductRowsProps) {
  const { t } = useTranslation('catalog');
  const ids = products.map(({ id }) => id);
  const ticked = ids.filter((id) => isSelected(selection, id)).length;
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th className={classes.tick}>
            <Tick
              label={t('selection.page')}
              checked={ticked === ids.length}
              partly={ticked > 0 && ticked < ids.length}
              onChange={(on) => onTick(ids, on)}
            />
          </th>
          <SortHeader field="name" sort={sort} onSort={onSort}>
            {t('products.name')}
          </SortHeader>
          <SortHeader field="price" sort={sort} onSort={onSort} className={classes.price} right>
            {t('products.priceInRegister')}
          </SortHeader>
          <th className={classes.price}>{t('products.priceInVk')}</th>
          <SortHeader field="quantity" sort={sort} onSort={onSort} className={classes.stock} right>
            {t('products.stock')}
          </SortHeader>
          <th className={classes.state}>{t('products.inVk')}</th>
          <th className={classes.switch}>
            <VisuallyHidden>{t('products.chosen')}</VisuallyHidden>
          </th>
        </tr>
      </thead>
      <tbody>
        {products.map((product) => (
          <ProductRow
            key={product.id}
            product={product}
            ticked={isSelected(selection, product.id)}
            onSwitch={onSwitch}
            onTick={onTick}
            onPhoto={onPhoto}
          />
        ))}
      </tbody>
    </table>
  );
}

interface ProductRowProps extends Pick<ProductListProps, 'onSwitch' | 'onTick' | 'onPhoto'> {
  product: Product;
  ticked: boolean;
}

/** One product; drawn again only when it changes, so that a tick costs one row and not fifty. */
const ProductRow = memo(function ProductRow({ product, ticked, onSwitch, onTick, onPhoto }: ProductRowProps) {
  const { t } = useTranslation('catalog');
  return (
    <tr>
      <td>
        <Tick
          checked={ticked}
          label={t('selection.tick', { name: product.name })}
          onChange={(on) => onTick([product.id], on)}
        />
      </td>
      <td>
        <ProductName product={product} onPhoto={onPhoto} withGroup />
      </td>
      <td>
        <RegisterPrice product={product} />
      </td>
      <td>
        <ProductPrice product={product} />
      </td>
      <td>
        <ProductStock product={product} />
      </td>
      <td>
        <ProductState product={product} />
      </td>
      <td>
        <Toggle
          checked={product.enabled}
          label={t('products.switch', { name: product.name })}
          onChange={(enabled) => onSwitch(product.id, enabled)}
        />
      </td>
    </tr>
  );
});
