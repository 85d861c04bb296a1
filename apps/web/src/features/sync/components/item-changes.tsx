import { VisuallyHidden } from '@mantine/core';
import { IconArrowNarrowRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { RunItem } from '../../../lib/api-types.js';
import { useFormat } from '../../../lib/format.js';
import classes from './item-changes.module.css';

type Change = RunItem['changes'][number];

/** What a run changed of an item: each field as it was and as it became. */
export function ItemChanges({ changes }: { changes: Change[] }) {
  if (changes.length === 0) return null;
  return (
    <ul className={classes.changes}>
      {changes.map((change) => (
        <li key={change.field} className={classes.change}>
          <ItemChange change={change} />
        </li>
      ))}
    </ul>
  );
}

function ItemChange({ change: { field, from, to } }: { change: Change }) {
  const { t } = useTranslation('sync');
  const format = useFormat();
  if (to === null) return <span className={classes.field}>{t(`changed.${field}`)}</span>;
  const say = (value: string) => {
    if (field === 'price') return format.money(value);
    return field === 'stock' ? format.number(Number(value)) : value;
  };
  return (
    <>
      <span className={classes.field}>{t(`changed.${field}`)}</span>
      {from !== null && (
        <>
          <VisuallyHidden>{t('changed.was')}</VisuallyHidden>
          <del className={classes.field}>{say(from)}</del>
          <IconArrowNarrowRight size={16} aria-hidden className={classes.arrow} />
          <VisuallyHidden>{t('changed.became')}</VisuallyHidden>
        </>
      )}
      <span className={classes.now}>{say(to)}</span>
    </>
  );
}
