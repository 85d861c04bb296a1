import { Anchor, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { AdminOverview } from '../../../lib/api-types.js';
import { useFormat } from '../../../lib/format.js';
import classes from './overview.module.css';
import { Part } from './part.js';

const COLUMNS = ['waiting', 'active', 'failed', 'delayed', 'blocked'] as const;

/** How much work stands in each queue. */
export function Queues({ queues, queueMonitorUrl }: Pick<AdminOverview, 'queues' | 'queueMonitorUrl'>) {
  const { t } = useTranslation('admin');
  const format = useFormat();
  return (
    <Part title={t('overview.queues')}>
      {queues.length === 0 ? (
        <Text c="dimmed">{t('overview.queuesNone')}</Text>
      ) : (
        <div className={classes.scroll} tabIndex={0} role="region" aria-label={t('overview.queues')}>
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">{t('overview.queue')}</th>
                {COLUMNS.map((column) => (
                  <th key={column} scope="col">
                    {t(`overview.jobs.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {queues.map((queue) => (
                <tr key={queue.name}>
                  <th scope="row">{queue.name}</th>
                  {COLUMNS.map((column) => (
                    <td key={column} data-bad={(column === 'failed' && queue.failed > 0) || undefined}>
                      {format.number(queue[column])}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {queueMonitorUrl !== null && (
        <Anchor href={queueMonitorUrl} target="_blank" rel="noreferrer" mt="md" display="inline-block">
          {t('overview.queueMonitor')}
        </Anchor>
      )}
    </Part>
  );
}
