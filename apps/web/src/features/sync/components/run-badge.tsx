import { useTranslation } from 'react-i18next';
import { StatusBadge } from '../../../components/ui/status-badge.js';
import type { Run } from '../../../lib/api-types.js';
import { runTone } from '../run-tones.js';

/** State of a run in a word. */
export function RunBadge({ run }: { run: Run }) {
  const { t } = useTranslation('sync');
  return <StatusBadge tone={runTone(run)}>{t(`status.${run.status}`)}</StatusBadge>;
}
