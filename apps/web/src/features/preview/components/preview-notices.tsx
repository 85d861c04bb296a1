import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ButtonLink } from '../../../components/ui/button-link.js';
import { Notice } from '../../../components/ui/notice.js';
import type { Preview } from '../../../lib/api-types.js';
import { paths } from '../../../lib/paths.js';
import { latestRunQuery } from '../../sync/api/get-latest-run.js';
import { isActive } from '../../sync/run-cache.js';

/** What stands in the way of the run that is previewed, each with the way out. */
export function PreviewNotices({ preview: { blocked, freshness } }: { preview: Preview }) {
  const { t } = useTranslation('preview');
  const run = useQuery(latestRunQuery()).data;
  const isConnection = blocked !== null && blocked !== 'mirror_off';
  const unread = freshness.unreadStores.map(({ name }) => name);
  if (blocked === null && unread.length === 0 && !isActive(run)) return null;
  return (
    <Stack gap="sm">
      {run && isActive(run) && (
        <Notice
          tone="busy"
          action={
            <ButtonLink size="xs" variant="default" to={paths.run(run.id)}>
              {t('toRun')}
            </ButtonLink>
          }
        >
          {t('running')}
        </Notice>
      )}
      {blocked !== null && (
        <Notice
          tone={blocked === 'connection_needs_attention' ? 'bad' : 'wait'}
          action={
            <ButtonLink size="xs" variant="default" to={isConnection ? paths.connections : paths.syncSettings}>
              {t(isConnection ? 'toConnections' : 'toSettings')}
            </ButtonLink>
          }
        >
          {t(`blocked.${blocked}`)}
        </Notice>
      )}
      {unread.length > 0 && <Notice tone="wait">{t('unread', { stores: unread.join(', ') })}</Notice>}
    </Stack>
  );
}
