import { useTranslation } from 'react-i18next';
import type { Product } from '../../../lib/api-types.js';
import { useFormat } from '../../../lib/format.js';
import classes from './product-cell.module.css';

/** What the register says is left, and whether it may be sold. */
export function ProductStock({ product }: { product: Product }) {
  const { t } = useTranslation('catalog');
  const format = useFormat();
  return (
    <div className={classes.figures}>
      {product.quantity !== null && (
        <div style={{ whiteSpace: 'nowrap' }}>
          {format.number(Number(product.quantity))} {product.measureName}
        </div>
      )}
      {!product.allowToSell && <div className={`${classes.small} ${classes.quiet}`}>{t('products.notOnSale')}</div>}
    </div>
  );
}
