import { Group, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ButtonLink } from '../../../components/ui/button-link.js';
import { Card } from '../../../components/ui/card.js';
import { Figures } from '../../../components/ui/figures.js';
import type { Overview, Run } from '../../../lib/api-types.js';
import { useFormat } from '../../../lib/format.js';
import { paths } from '../../../lib/paths.js';
import { RUN_CHANGES, rowsOfChange, rowsOfRun } from '../change-rows.js';
import classes from './recent-changes.module.css';

const TOLD = ['created', 'repriced', 'soldOut', 'restocked', 'updated', 'adopted', 'hidden', 'deleted'] as const;
/** Told also when there were none. */
const ALWAYS: ReadonlySet<string> = new Set(['created', 'repriced', 'soldOut', 'hidden']);

/** What changed in the shop in a day, and the runs that changed it; each count there opens its rows. */
export function RecentChanges({ overview }: { overview: Overview }) {
  const { changes24h, changedRuns } = overview;
  const { t } = useTranslation('start');
  const format = useFormat();
  return (
    <Card aria-labelledby="changes">
      <Group justify="space-between" gap="xs" mb="md">
        <Title order={2} id="changes">
          {t('changes.title')}
        </Title>
        <ButtonLink to={paths.sync} variant="transparent" size="compact-sm" px={0}>
          {t('changes.all')}
        </ButtonLink>
      </Group>
      {changedRuns.length === 0 ? (
        <Text c="dimmed">{t('changes.none')}</Text>
      ) : (
        <>
          <Figures
            figures={TOLD.filter((change) => ALWAYS.has(change) || changes24h[change] > 0).map((change) => ({
              label: t(`changes.${change}`),
              value: format.number(changes24h[change]),
              to: rowsOfChange(change, overview),
            }))}
          />
          <ul className={classes.runs}>
            {changedRuns.map((run) => (
              <ChangedRun key={run.id} run={run} />
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}

function ChangedRun({ run }: { run: Run }) {
  const { t } = useTranslation('start');
  const format = useFormat();
  return (
    <li className={classes.run}>
      <Link to={paths.run(run.id)} className={classes.when}>
        {format.dateTime(run.startedAt ?? run.createdAt)}
      </Link>
      <span className={classes.chips}>
        {RUN_CHANGES.filter((change) => run.counts[change] > 0).map((change) => (
          <Link key={change} className={classes.chip} to={rowsOfRun(run.id, change)}>
            {`${t(`changes.${change}`)}\u00a0${format.number(run.counts[change])}`}
          </Link>
        ))}
      </span>
    </li>
  );
}
