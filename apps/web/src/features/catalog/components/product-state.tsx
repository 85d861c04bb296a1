import { Anchor, Text } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { StatusBadge } from '../../../components/ui/status-badge.js';
import type { Product } from '../../../lib/api-types.js';
import { reasonText } from '../../../lib/problem-text.js';
import { SYNC_STATE_TONES } from '../sync-states.js';

/** What became of a product in VK, why, and the way to its item. */
export function ProductState({ product }: { product: Product }) {
  const { t } = useTranslation('catalog');
  const why = reasonText(product.syncReason, product.syncMessage);
  return (
    <div style={{ minWidth: 0 }}>
      <StatusBadge tone={SYNC_STATE_TONES[product.syncState]}>{t(`state.${product.syncState}`)}</StatusBadge>
      {why !== null && (
        <Text size="xs" c="dimmed" mt={4} component="div">
          {why}
        </Text>
      )}
      {product.vkUrl !== null && (
        <Anchor
          href={product.vkUrl}
          target="_blank"
          rel="noreferrer"
          size="xs"
          mt={4}
          style={{ display: 'flex', width: 'fit-content', alignItems: 'center', gap: 4 }}
          aria-label={t('products.openInVkOf', { name: product.name })}
        >
          {t('products.openInVk')}
          <IconExternalLink size={13} aria-hidden />
        </Anchor>
      )}
    </div>
  );
}
