import type { RunDto } from '../dto/run.dto.js';
import type { OverviewProblemDto, OverviewState } from './overview.dto.js';

/** A run may start and work this much longer than one interval after the last one before it counts as late. */
const GRACE_SHARE = 0.5;
const LEAST_GRACE_MS = 5 * 60_000;

interface Punctuality {
  /** The newest run that brought the shop up to date. */
  lastGood: Pick<RunDto, 'finishedAt'> | null;
  /** The newest run that has ended. */
  lastRun: Pick<RunDto, 'status' | 'createdAt'> | null;
  intervalMs: number;
  now: Date;
}

/** Since when the shop should have been brought up to date again; null when it is on time, or never was. */
export function lateSince({ lastGood, lastRun, intervalMs, now }: Punctuality): Date | null {
  if (!lastGood?.finishedAt) return lastRun?.status === 'failed' ? lastRun.createdAt : null;
  const due = lastGood.finishedAt.getTime() + intervalMs;
  const grace = Math.max(LEAST_GRACE_MS, intervalMs * GRACE_SHARE);
  return now.getTime() > due + grace ? new Date(due) : null;
}

interface Signs {
  problems: readonly Pick<OverviewProblemDto, 'severity' | 'about'>[];
  connected: boolean;
  chosen: number;
  mirrorEnabled: boolean;
  everRan: boolean;
  lateSince: Date | null;
}

/** The one word for how things stand: what stops everything comes before what stops a little. */
export function stateOf(signs: Signs): OverviewState {
  const broken = signs.problems.filter((problem) => problem.severity === 'needs-you');
  if (broken.some(({ about }) => about === 'evotor' || about === 'vk')) return 'needs-you';
  if (!signs.connected || signs.chosen === 0) return 'setting-up';
  if (!signs.mirrorEnabled) return 'off';
  if (broken.length > 0) return 'needs-you';
  if (!signs.everRan) return 'setting-up';
  return signs.lateSince ? 'late' : 'ok';
}
