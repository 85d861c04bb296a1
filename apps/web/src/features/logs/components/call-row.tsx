import { UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { StatusBadge } from '../../../components/ui/status-badge.js';
import type { LoggedCall } from '../../../lib/api-types.js';
import { useFormat } from '../../../lib/format.js';
import { OUTCOME_TONES, serviceName } from '../call-words.js';
import classes from './call-list.module.css';

/** One call; pressing it opens it in full. */
export function CallRow({ call, onOpen }: { call: LoggedCall; onOpen: () => void }) {
  const { t } = useTranslation('admin');
  const format = useFormat();
  return (
    <li>
      <UnstyledButton className={classes.row} onClick={onOpen} aria-haspopup="dialog">
        <span className={classes.dim}>{format.exactTime(call.time)}</span>
        <span className={classes.what}>
          <span className={classes.method}>{call.method}</span>
          <span className={classes.dim}>
            {[serviceName(call.service), t(`logs.directionOf.${call.direction}`), call.user?.name]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </span>
        <span className={classes.dim}>{t('logs.took', { ms: format.number(call.durationMs) })}</span>
        <StatusBadge tone={OUTCOME_TONES[call.outcome]}>
          {[call.status ?? t('logs.noAnswer'), call.errorCode].filter((one) => one !== null).join(' · ')}
        </StatusBadge>
      </UnstyledButton>
    </li>
  );
}
