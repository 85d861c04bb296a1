/** What the timing needs to know of a change that waits. */
export interface Waiting {
  toldAt: Date;
  lastToldAt: Date;
  stockOnly: boolean;
}

/** A burst is over when nothing more was told for so long. */
const QUIET_MS = 2000;
/** However long a burst lasts, its first word does not wait longer than this. */
const MOST_WAIT_MS = 8000;
/** A run begins no sooner after the last one than that one took, so that the clouds get as much rest as work. */
const MOST_REST_MS = 60_000;

/**
 * When changes that wait are to be read: when the burst is over, and the last run of this kind is long enough ago. Stock
 * that the shop does not show (`stockMatters` false) is in no hurry.
 */
export function dueAt(
  waiting: readonly Waiting[],
  lastRun: { startedAt: Date; finishedAt: Date } | null,
  stockMatters: boolean,
): Date {
  const first = Math.min(...waiting.map(({ toldAt }) => toldAt.getTime()));
  const last = Math.max(...waiting.map(({ lastToldAt }) => lastToldAt.getTime()));
  const burstOver = Math.min(last + QUIET_MS, first + MOST_WAIT_MS);
  if (!lastRun) return new Date(burstOver);
  const took = lastRun.finishedAt.getTime() - lastRun.startedAt.getTime();
  const isIdle = !stockMatters && waiting.every(({ stockOnly }) => stockOnly);
  const rest = isIdle ? MOST_REST_MS : Math.min(Math.max(0, took), MOST_REST_MS);
  return new Date(Math.max(burstOver, lastRun.finishedAt.getTime() + rest));
}

/** The middle of the delays, in whole seconds, at least one; null when nothing was measured. */
export function usualSeconds(delaysMs: readonly number[]): number | null {
  const inOrder = [...delaysMs].sort((one, other) => one - other);
  const middle = inOrder[Math.floor((inOrder.length - 1) / 2)];
  return middle === undefined ? null : Math.max(1, Math.round(middle / 1000));
}
