import { UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Preview } from '../../../lib/api-types.js';
import { useFormat } from '../../../lib/format.js';
import { ACTION_TONES, countOfKind, PREVIEW_KINDS, type PreviewKind } from '../preview-kinds.js';
import classes from './kind-filter.module.css';

interface KindFilterProps {
  preview: Preview;
  chosen: PreviewKind;
  onChoose: (kind: PreviewKind) => void;
}

/** How much of each kind there is; a press shows just that. Kinds without anything are left out. */
export function KindFilter({ preview, chosen, onChoose }: KindFilterProps) {
  const { t } = useTranslation('preview');
  const format = useFormat();
  const shown = PREVIEW_KINDS.filter((kind) => kind === '' || kind === chosen || countOfKind(kind, preview) > 0);
  return (
    <div className={classes.kinds} role="group" aria-label={t('kinds')}>
      {shown.map((kind) => (
        <UnstyledButton
          key={kind}
          className={classes.kind}
          data-tone={kind === '' || kind === 'albums' ? undefined : ACTION_TONES[kind]}
          aria-pressed={kind === chosen}
          onClick={() => onChoose(kind)}
        >
          <span className={classes.count}>{format.number(countOfKind(kind, preview))}</span>
          <span className={classes.label}>{t(`kind.${kind === '' ? 'all' : kind}`)}</span>
        </UnstyledButton>
      ))}
    </div>
  );
}
