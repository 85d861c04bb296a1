import { Anchor, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { StatusBadge } from '../../../components/ui/status-badge.js';
import type { Run, RunItem } from '../../../lib/api-types.js';
import { paths } from '../../../lib/paths.js';
import { reasonText } from '../../../lib/problem-text.js';
import { OUTCOME_TONES } from '../run-tones.js';
import { whoMustAct } from '../run-words.js';
import { ItemChanges } from './item-changes.js';
import classes from './run-items.module.css';

const DONE = new Map([
  ['create', 'created'],
  ['update', 'updated'],
  ['adopt', 'adopted'],
  ['hide', 'hidden'],
  ['delete', 'deleted'],
] as const);

const NOT_DONE = new Map([
  ['create', 'notCreated'],
  ['update', 'notUpdated'],
  ['adopt', 'notUpdated'],
  ['hide', 'notHidden'],
  ['delete', 'notDeleted'],
] as const);

function whatBecame({ action, outcome }: RunItem) {
  if (outcome === 'skipped') return 'skipped';
  const known = action as Parameters<typeof DONE.get>[0];
  return outcome === 'done' ? (DONE.get(known) ?? 'unchanged') : (NOT_DONE.get(known) ?? 'failed');
}

/** One product's outcome and why. */
export function RunItemRow({ item, run }: { item: RunItem; run: Run }) {
  const { t } = useTranslation('sync');
  const why = reasonText(item.reason, item.message);
  const who = whoMustAct(item, run.error);
  return (
    <li className={classes.row}>
      <div className={classes.name}>
        <Anchor component={Link} to={paths.storeProducts(item.storeId, { search: item.name })} c="inherit" fw={500}>
          {item.name}
        </Anchor>
        {why !== null && (
          <Text size="sm" c="dimmed">
            {why}
          </Text>
        )}
        <ItemChanges changes={item.changes} />
        {who !== null && <Text size="sm">{t(`who.${who}`)}</Text>}
      </div>
      <StatusBadge tone={who === 'wait' ? 'wait' : OUTCOME_TONES[item.outcome]}>
        {t(`became.${whatBecame(item)}`)}
      </StatusBadge>
    </li>
  );
}
