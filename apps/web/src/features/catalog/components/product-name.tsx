import { useTranslation } from 'react-i18next';
import { UnstyledButton } from '@mantine/core';
import { Thumb } from '../../../components/ui/thumb.js';
import type { Product } from '../../../lib/api-types.js';
import classes from './product-cell.module.css';

interface ProductNameProps {
  product: Product;
  onPhoto: (product: Product) => void;
  withGroup?: boolean;
}

/** Picture and name of a product, with what a shopkeeper knows it by: its numbers and, on request, its group. */
export function ProductName({ product, onPhoto, withGroup = false }: ProductNameProps) {
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
      <UnstyledButton
        className={classes.photo}
        aria-label={t('photo.open', { name: product.name })}
        aria-haspopup="dialog"
        onClick={() => onPhoto(product)}
      >
        <Thumb url={product.ownPhotoUrl === null ? product.photoUrl : `${product.ownPhotoUrl}&size=thumb`} size={44} />
      </UnstyledButton>
      <div className={classes.words}>
        <div className={classes.name}>{product.name}</div>
        {numbers.length > 0 && <div className={`${classes.small} ${classes.quiet}`}>{numbers.join(' · ')}</div>}
      </div>
    </div>
  );
}
