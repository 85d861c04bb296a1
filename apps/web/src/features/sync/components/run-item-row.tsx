import { Anchor, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { StatusBadge } from '../../../components/ui/status-badge.js';
import type { RunItem } from '../../../lib/api-types.js';
import { type Action, ACTIONS } from '../../../lib/codes.js';
import { paths } from '../../../lib/paths.js';
import { reasonText } from '../../../lib/problem-text.js';
import { OUTCOME_TONES } from '../run-tones.js';
import classes from './run-items.module.css';

function isAction(action: string): action is Action {
  return (ACTIONS as readonly string[]).includes(action);
}

/** One product's outcome and why. */
export function RunItemRow({ item }: { item: RunItem }) {
  const { t } = useTranslation('sync');
  const why = reasonText(item.reason, item.message);
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
      </div>
      <Text size="sm" c="dimmed" className={classes.action}>
        {isAction(item.action) ? t(`action.${item.action}`) : item.action}
      </Text>
      <StatusBadge tone={OUTCOME_TONES[item.outcome]}>{t(`outcome.${item.outcome}`)}</StatusBadge>
    </li>
  );
}
