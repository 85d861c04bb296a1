import { useTranslation } from 'react-i18next';
import { Thumb } from '../../../components/ui/thumb.js';
import type { Product } from '../../../lib/api-types.js';
import classes from './product-cell.module.css';

/** Picture and name of a product, with the numbers a shopkeeper knows it by. */
export function ProductName({ product }: { product: Product }) {
  const { t } = useTranslation('catalog');
  const [barcode] = product.barcodes;
  const numbers = [
    product.code && t('products.code', { code: product.code }),
    product.articleNumber && t('products.article', { article: product.articleNumber }),
    barcode,
  ].filter(Boolean);
  return (
    <div className={classes.product}>
      <Thumb url={product.photoUrl} size={44} />
      <div className={classes.words}>
        <div className={classes.name}>{product.name}</div>
        {numbers.length > 0 && <div className={`${classes.small} ${classes.quiet}`}>{numbers.join(' · ')}</div>}
      </div>
    </div>
  );
}
