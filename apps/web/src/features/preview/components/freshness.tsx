import { Button } from '@mantine/core';
import { IconReload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Preview } from '../../../lib/api-types.js';
import { useFormat } from '../../../lib/format.js';
import { notifyDone } from '../../../lib/problem-text.js';
import { useRefreshPreview } from '../api/refresh-preview.js';
import classes from './freshness.module.css';

/** How old the data are that the preview was made from, and the way to newer ones. */
export function Freshness({ preview: { freshness, blocked } }: { preview: Preview }) {
  const { t } = useTranslation('preview');
  const format = useFormat();
  const refresh = useRefreshPreview();
  const { catalogReadAt, vkReadAt } = freshness;
  return (
    <div className={classes.freshness}>
      <div className={classes.words}>
        {catalogReadAt === null ? t('catalogUnread') : t('catalogRead', { when: format.ago(catalogReadAt) })}
        {' · '}
        {vkReadAt === null ? t('vkUnread') : t('vkRead', { when: format.ago(vkReadAt) })}
        <div>{t('readsAnyway')}</div>
      </div>
      {blocked !== 'evotor_not_connected' && (
        <Button
          variant="default"
          size="sm"
          leftSection={<IconReload size={16} aria-hidden />}
          loading={refresh.isPending}
          onClick={() => refresh.mutate(undefined, { onSuccess: () => notifyDone(t('refreshed')) })}
        >
          {t('refresh')}
        </Button>
      )}
    </div>
  );
}
