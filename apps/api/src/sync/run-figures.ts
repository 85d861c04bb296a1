import type { Metrics } from '../health/metrics.js';
import type { RunCounts } from './run.js';
import type { SyncRun } from './sync-run.entity.js';

const PUSHED = ['created', 'updated', 'hidden', 'deleted', 'adopted', 'failed'] as const satisfies (keyof RunCounts)[];

/** Counts a run that has just ended: how it ended, how long it took, and what it did with products in VK. */
export function countRun(metrics: Metrics, run: SyncRun): void {
  const outcome = run.status;
  metrics.count('evosync_runs_total', 'Runs that ended, by outcome and trigger', { outcome, trigger: run.trigger });
  if (run.startedAt && run.finishedAt) {
    const seconds = (run.finishedAt.getTime() - run.startedAt.getTime()) / 1000;
    metrics.observe('evosync_run_duration_seconds', 'From the start of a run to its end', { outcome }, seconds);
  }
  for (const action of PUSHED) {
    if (run.counts[action] > 0) {
      metrics.count(
        'evosync_products_pushed_total',
        'Products that a run changed in VK, or failed to',
        { action },
        run.counts[action],
      );
    }
  }
}
