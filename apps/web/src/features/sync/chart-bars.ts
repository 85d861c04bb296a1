import type { Run } from '../../lib/api-types.js';

/** One run as a bar: how many products it changed and failed to change, and how high both stand, from 0 to 1. */
export interface ChartBar {
  run: Run;
  changed: number;
  failed: number;
  changedHeight: number;
  failedHeight: number;
}

/** Bars of the runs, oldest first. The highest bar is 1; what there is at all is never lower than `least`. */
export function chartBars(newestFirst: readonly Run[], least = 0.04): ChartBar[] {
  const rows = newestFirst.toReversed().map((run) => {
    const { created, updated, adopted, hidden, deleted, failed } = run.counts;
    return { run, changed: created + updated + adopted + hidden + deleted, failed };
  });
  const highest = Math.max(1, ...rows.map(({ changed, failed }) => changed + failed));
  // A first sync of thousands must not press every later run flat: heights grow with the root.
  const scale = (count: number) => (count === 0 ? 0 : Math.max(least, Math.sqrt(count / highest)));
  return rows.map((row) => {
    const whole = scale(row.changed + row.failed);
    const failedHeight = row.failed === 0 ? 0 : Math.max(least, (whole * row.failed) / (row.changed + row.failed));
    return { ...row, failedHeight, changedHeight: Math.max(0, whole - failedHeight) };
  });
}
