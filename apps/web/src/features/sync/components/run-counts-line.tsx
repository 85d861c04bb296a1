import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RunCounts } from '../../../lib/api-types.js';
import { useFormat } from '../../../lib/format.js';

const SHOWN = ['created', 'adopted', 'updated', 'hidden', 'deleted', 'skipped', 'failed'] as const;

interface RunCountsLineProps {
  counts: RunCounts;
  /** Said when there is nothing to count. */
  nothing?: string;
}

/** What a run changed, as one short line. */
export function RunCountsLine({ counts, nothing }: RunCountsLineProps) {
  const { t } = useTranslation('sync');
  const format = useFormat();
  const words = SHOWN.filter((name) => counts[name] > 0).map(
    (name) => `${t(`count.${name}`)} ${format.number(counts[name])}`,
  );
  const text = words.length > 0 ? words.join(' · ') : nothing;
  return text === undefined ? null : (
    <Text size="sm" component="div">
      {text}
    </Text>
  );
}
