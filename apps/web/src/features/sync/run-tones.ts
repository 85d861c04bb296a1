import type { Tone } from '../../components/ui/status-badge.js';
import type { Run, RunOutcome } from '../../lib/api-types.js';

/** Colour of a run: red only when somebody must act, yellow when the next run will heal it. */
export function runTone(run: Run): Tone {
  switch (run.status) {
    case 'queued':
    case 'running':
      return 'busy';
    case 'succeeded':
      return 'ok';
    case 'partial':
      return 'wait';
    case 'failed':
      return run.error?.who === 'wait' ? 'wait' : 'bad';
    case 'cancelled':
      return 'quiet';
  }
}

/** Every outcome in the order it is offered as a filter. */
export const OUTCOMES: RunOutcome[] = ['done', 'skipped', 'failed'];

/** Colour of what became of a product. */
export const OUTCOME_TONES: Record<RunOutcome, Tone> = { done: 'ok', skipped: 'wait', failed: 'bad' };
