import { useTranslation } from 'react-i18next';
import type { Product } from '../../../lib/api-types.js';
import { useFormat } from '../../../lib/format.js';
import classes from './product-cell.module.css';

/** Price as it will be in VK; the one that VK shows now, and on request the register's, where they differ. */
export function ProductPrice({ product, withRegister = false }: { product: Product; withRegister?: boolean }) {
  const { t } = useTranslation('catalog');
  const format = useFormat();
  const { price, nextVkPrice, vkPrice } = product;
  if (nextVkPrice === null) {
    return (
      <div className={classes.figures}>
        <span className={classes.quiet}>{withRegister ? t('products.noPrice') : '—'}</span>
      </div>
    );
  }
  const aside = [
    withRegister && price !== null && Number(price) !== Number(nextVkPrice)
      ? t('products.registerPrice', { price: format.money(price) })
      : null,
    vkPrice !== null && Number(vkPrice) !== Number(nextVkPrice)
      ? t('products.vkPriceNow', { price: format.money(vkPrice) })
      : null,
  ].filter((words) => words !== null);
  return (
    <div className={classes.figures}>
      <div className={classes.figure}>{format.money(nextVkPrice)}</div>
      {aside.map((words) => (
        <div key={words} className={`${classes.small} ${classes.quiet}`}>
          {words}
        </div>
      ))}
    </div>
  );
}

/** Price at the register. */
export function RegisterPrice({ product: { price } }: { product: Product }) {
  const { t } = useTranslation('catalog');
  const format = useFormat();
  const none = price === null || Number(price) === 0;
  return (
    <div className={classes.figures}>
      <span className={none ? classes.quiet : classes.plain}>{none ? t('products.noPrice') : format.money(price)}</span>
    </div>
  );
}
