import { Anchor, SimpleGrid, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AdminOverview } from '../../../lib/api-types.js';
import { useFormat } from '../../../lib/format.js';
import { paths } from '../../../lib/paths.js';
import { codeText, reasonText } from '../../../lib/problem-text.js';
import { useCan } from '../../auth/components/current-user.js';
import classes from './overview.module.css';
import { Part } from './part.js';
import { Person } from './person.js';

type Failure = AdminOverview['failures'][number];

function wordsOf({ kind, code, example }: Failure): string {
  return kind === 'product' ? (reasonText(code, example) ?? code) : codeText(code, example);
}

/** Why things failed in the last day, the most frequent first, and the runs that failed. */
export function Failures({ failures, failedRuns }: Pick<AdminOverview, 'failures' | 'failedRuns'>) {
  const { t } = useTranslation('admin');
  const format = useFormat();
  const seesLogs = useCan('logs.read');
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }}>
      <Part title={t('overview.failures')}>
        {failures.length === 0 && <Text c="dimmed">{t('overview.failuresNone')}</Text>}
        <ol className={classes.list}>
          {failures.map((one) => (
            <li key={`${one.kind}-${one.code}`} className={classes.ranked}>
              <span className={classes.count}>{format.number(one.count)}</span>
              <div>
                <Text size="sm">{wordsOf(one)}</Text>
                <Text size="sm" c="dimmed">
                  {t(`overview.kind.${one.kind}`)} · {t('overview.merchants', { count: one.merchants })}
                </Text>
              </div>
            </li>
          ))}
        </ol>
      </Part>
      <Part title={t('overview.failedRuns')}>
        {failedRuns.length === 0 && <Text c="dimmed">{t('overview.failedRunsNone')}</Text>}
        <ul className={classes.list}>
          {failedRuns.map((run) => (
            <li key={run.id} className={classes.row}>
              <Person id={run.userId} name={run.name} email={run.email} />
              <div>
                <Text size="sm">{codeText(run.code, run.message)}</Text>
                {seesLogs && (
                  <Anchor component={Link} to={paths.logsOf({ runId: run.id })} size="sm">
                    {t('overview.calls')}
                  </Anchor>
                )}
              </div>
              <Text size="sm" c="dimmed">
                {run.finishedAt && format.ago(run.finishedAt)}
              </Text>
            </li>
          ))}
        </ul>
      </Part>
    </SimpleGrid>
  );
}
