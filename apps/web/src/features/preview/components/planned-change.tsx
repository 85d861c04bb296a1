import { VisuallyHidden } from '@mantine/core';
import { IconArrowNarrowRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { PlannedItem } from '../../../lib/api-types.js';
import { useFormat } from '../../../lib/format.js';
import classes from './planned-change.module.css';

interface PlannedChangeProps {
  change: PlannedItem['changes'][number];
  /** The whole item is new: there is no old value to show. */
  isNew: boolean;
}

/** One field: how it is in VK, and how it will be. */
export function PlannedChange({ change: { field, from, to }, isNew }: PlannedChangeProps) {
  const { t } = useTranslation('preview');
  const format = useFormat();
  const say = (value: string) => {
    if (field === 'price') return format.money(value);
    return field === 'stock' ? format.number(Number(value)) : value;
  };
  if (field === 'photo') {
    return (
      <li className={classes.change}>
        <span className={classes.field}>{t('field.photo')}</span>
        <span className={classes.new}>{t(to === null ? 'photo.other' : 'photo.own')}</span>
      </li>
    );
  }
  const after = to === null ? t('nothing') : say(to);
  if (field === 'description') {
    return (
      <li className={classes.change}>
        <details className={classes.long}>
          <summary>{t(isNew ? 'field.description' : 'descriptionChanges')}</summary>
          {!isNew && <del className={classes.old}>{from ?? t('nothing')}</del>}
          <span className={classes.text}>{after}</span>
        </details>
      </li>
    );
  }
  return (
    <li className={classes.change}>
      <span className={classes.field}>{t(`field.${field}`)}</span>
      <span className={classes.values}>
        {!isNew && (
          <>
            <VisuallyHidden>{t('was')}</VisuallyHidden>
            <del className={classes.old}>{from === null ? t('nothing') : say(from)}</del>
            <IconArrowNarrowRight size={16} aria-hidden className={classes.arrow} />
            <VisuallyHidden>{t('willBe')}</VisuallyHidden>
          </>
        )}
        <span className={classes.new}>{after}</span>
      </span>
    </li>
  );
}
