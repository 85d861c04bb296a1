import { useTranslation } from 'react-i18next';
import type { Product } from '../../../lib/api-types.js';
import { useFormat } from '../../../lib/format.js';
import classes from './product-cell.module.css';

/** Price as it will be in VK; the register's and the one that VK shows now, where they differ. */
export function ProductPrice({ product }: { product: Product }) {
  const { t } = useTranslation('catalog');
  const format = useFormat();
  const { price, nextVkPrice, vkPrice } = product;
  if (nextVkPrice === null) return <span className={classes.quiet}>{t('products.noPrice')}</span>;
  const aside = [
    price !== null && Number(price) !== Number(nextVkPrice)
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
