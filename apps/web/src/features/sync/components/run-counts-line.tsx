import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Run } from '../../../lib/api-types.js';
import { useFormat } from '../../../lib/format.js';
import { endedEarly, isActive } from '../run-cache.js';

function sentence(words: string[]): string {
  const line = words.join(' · ');
  return line.slice(0, 1).toUpperCase() + line.slice(1);
}

const SHOWN = ['created', 'adopted', 'updated', 'hidden', 'deleted', 'skipped', 'failed'] as const;

/** What a run changed, as one short line. */
export function RunCountsLine({ run }: { run: Run }) {
  const { t } = useTranslation('sync');
  const format = useFormat();
  const words = SHOWN.filter((name) => run.counts[name] > 0).map(
    (name) => `${t(`count.${name}`)}\u00a0${format.number(run.counts[name])}`,
  );
  if (words.length === 0 && (isActive(run) || endedEarly(run))) return null;
  return (
    <Text size="sm" component="div">
      {words.length > 0 ? sentence(words) : t('nothingChanged')}
    </Text>
  );
}
