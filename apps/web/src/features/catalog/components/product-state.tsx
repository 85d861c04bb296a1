import { IconExternalLink } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { StatusBadge } from '../../../components/ui/status-badge.js';
import type { Product } from '../../../lib/api-types.js';
import { paths } from '../../../lib/paths.js';
import { reasonText } from '../../../lib/problem-text.js';
import { SYNC_STATE_TONES } from '../sync-states.js';
import classes from './product-cell.module.css';

/** What became of a product in VK, why, what to do about it, and the way to its item. */
export function ProductState({ product }: { product: Product }) {
  const { t } = useTranslation('catalog');
  const why = reasonText(product.syncReason, product.syncMessage);
  const hint = product.syncState === 'failed' || product.syncState === 'skipped' ? hintOf(product.syncReason) : null;
  return (
    <div className={classes.words}>
      <StatusBadge tone={SYNC_STATE_TONES[product.syncState]}>{t(`state.${product.syncState}`)}</StatusBadge>
      {why !== null && <div className={`${classes.small} ${classes.quiet}`}>{why}</div>}
      {hint && <div className={classes.small}>{t(`hint.${hint}`)}</div>}
      {product.offBy === 'group' && (
        <Link
          className={classes.link}
          to={paths.storeGroups(product.storeId, product.groupName === null ? {} : { search: product.groupName })}
        >
          {t('products.offByGroup')}
        </Link>
      )}
      {product.offBy === 'store' && (
        <div className={`${classes.small} ${classes.quiet}`}>{t('products.offByStore')}</div>
      )}
      {product.vkUrl !== null && (
        <a
          className={classes.link}
          href={product.vkUrl}
          target="_blank"
          rel="noreferrer"
          aria-label={t('products.openInVkOf', { name: product.name })}
        >
          {t('products.openInVk')}
          <IconExternalLink size={13} aria-hidden />
        </a>
      )}
    </div>
  );
}

const HINTS = ['no_price', 'not_for_sale', 'vk_rejected', 'photo_rejected'] as const;

function hintOf(reason: string | null): (typeof HINTS)[number] | null {
  return HINTS.find((known) => known === reason) ?? null;
}
