import { useTranslation } from 'react-i18next';
import classes from './address-example.module.css';

/** A browser's address bar with the number of a community marked in it. */
export function AddressExample() {
  const { t } = useTranslation('connections');
  return (
    <div className={classes.bar} role="img" aria-label={t('vk.example')}>
      <span className={classes.dots} aria-hidden />
      <span className={classes.address} aria-hidden>
        vk.com/market-<mark className={classes.number}>123456</mark>
      </span>
    </div>
  );
}
