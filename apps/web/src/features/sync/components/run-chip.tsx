import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { StatusBadge } from '../../../components/ui/status-badge.js';
import type { Run } from '../../../lib/api-types.js';
import { paths } from '../../../lib/paths.js';
import { isActive } from '../run-cache.js';

/** A small sign, seen on every page, that a run is on its way. */
export function RunChip({ run }: { run: Run | null }) {
  const { t } = useTranslation();
  if (run === null || !isActive(run)) return null;
  const { done, total } = run.progress;
  return (
    <Link to={paths.sync} style={{ textDecoration: 'none' }}>
      <StatusBadge tone="busy">
        {run.stage === 'mirror' && total > 0
          ? t('syncingPercent', { percent: Math.floor((done / total) * 100) })
          : t('syncing')}
      </StatusBadge>
    </Link>
  );
}
