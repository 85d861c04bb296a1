import { Button, CloseButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format.js';
import classes from './selection-bar.module.css';

interface SelectionBarProps {
  count: number;
  /** How many the filter shows; null when all of them are meant already. */
  total: number | null;
  busy: boolean;
  onSwitch: (enabled: boolean) => void;
  onSelectAll: () => void;
  onClear: () => void;
}

/** What can be done with the ticked products; stays in sight while one scrolls. */
export function SelectionBar({ count, total, busy, onSwitch, onSelectAll, onClear }: SelectionBarProps) {
  const { t } = useTranslation('catalog');
  const format = useFormat();
  return (
    <div className={classes.bar} role="region" aria-label={t('selection.label')}>
      <div className={classes.words}>
        <CloseButton aria-label={t('selection.clear')} onClick={onClear} />
        <span className={classes.count} role="status">
          {t('selection.count', { count, number: format.number(count) })}
        </span>
        {total !== null && total > count && (
          <Button variant="subtle" size="compact-sm" onClick={onSelectAll}>
            {t('selection.all', { number: format.number(total) })}
          </Button>
        )}
      </div>
      <div className={classes.actions}>
        <Button size="sm" px="sm" loading={busy} onClick={() => onSwitch(true)}>
          {t('selection.on')}
        </Button>
        <Button size="sm" px="sm" variant="default" disabled={busy} onClick={() => onSwitch(false)}>
          {t('selection.off')}
        </Button>
      </div>
    </div>
  );
}
