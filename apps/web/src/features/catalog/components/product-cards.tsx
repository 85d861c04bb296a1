import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { Tick } from '../../../components/ui/tick.js';
import { Toggle } from '../../../components/ui/toggle.js';
import type { Product } from '../../../lib/api-types.js';
import { isSelected } from '../selection.js';
import classes from './product-cards.module.css';
import { ProductName } from './product-name.js';
import { ProductPrice } from './product-price.js';
import type { ProductListProps } from './product-rows.js';
import { ProductState } from './product-state.js';

/** Products one under another: for phones. */
export function ProductCards({ products, selection, onSwitch, onTick, onPhoto }: ProductListProps) {
  const { t } = useTranslation('catalog');
  const ids = products.map(({ id }) => id);
  const ticked = ids.filter((id) => isSelected(selection, id)).length;
  return (
    <>
      <label className={classes.all}>
        <Tick
          label={t('selection.page')}
          checked={ticked === ids.length}
          partly={ticked > 0 && ticked < ids.length}
          onChange={(on) => onTick(ids, on)}
        />
        <span aria-hidden>{t('selection.page')}</span>
      </label>
      <ul className={classes.list}>
        {products.map((product) => (
          <ProductCard
            key={product.id}
            product={product}
            ticked={isSelected(selection, product.id)}
            onSwitch={onSwitch}
            onTick={onTick}
            onPhoto={onPhoto}
          />
        ))}
      </ul>
    </>
  );
}

interface ProductCardProps extends Pick<ProductListProps, 'onSwitch' | 'onTick' | 'onPhoto'> {
  product: Product;
  ticked: boolean;
}

const ProductCard = memo(function ProductCard({ product, ticked, onSwitch, onTick, onPhoto }: ProductCardProps) {
  const { t } = useTranslation('catalog');
  return (
    <li className={classes.product}>
      <div className={classes.line}>
        <Tick
          checked={ticked}
          label={t('selection.tick', { name: product.name })}
          onChange={(on) => onTick([product.id], on)}
        />
        <div className={classes.name}>
          <ProductName product={product} onPhoto={onPhoto} />
        </div>
        <Toggle
          checked={product.enabled}
          label={t('products.switch', { name: product.name })}
          onChange={(enabled) => onSwitch(product.id, enabled)}
        />
      </div>
      <div className={classes.line}>
        <ProductState product={product} />
        <div className={classes.price}>
          <ProductPrice product={product} withRegister />
        </div>
      </div>
    </li>
  );
});
