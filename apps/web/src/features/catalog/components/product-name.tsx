import { useTranslation } from 'react-i18next';
import { Thumb } from '../../../components/ui/thumb.js';
import type { Product } from '../../../lib/api-types.js';
import classes from './product-cell.module.css';

/** Picture and name of a product, with what a shopkeeper knows it by: its numbers and, on request, its group. */
export function ProductName({ product, withGroup = false }: { product: Product; withGroup?: boolean }) {
  const { t } = useTranslation('catalog');
  const [barcode] = product.barcodes;
  const numbers = [
    withGroup && (product.groupName ?? t('groups.withoutGroup')),
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
