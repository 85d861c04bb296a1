import type { Run } from '../../lib/api-types.js';

const WINDOW_MS = 20_000;
const LEAST_SPAN_MS = 1_500;

interface Sample {
  at: number;
  done: number;
}

/** How far one stage of a run had come at which moment, as far back as the speed is measured. */
export interface RunPace {
  runId: string;
  stage: string | null;
  samples: Sample[];
}

/** The pace with one more look at the run at `now` (milliseconds); a new stage begins anew. */
export function nextPace(pace: RunPace | null, run: Run, now: number): RunPace {
  const { done } = run.progress;
  const last = pace?.samples.at(-1);
  const goesOn = pace && pace.runId === run.id && pace.stage === run.stage && last && done >= last.done;
  const before = goesOn ? pace.samples.filter(({ at }) => now - at <= WINDOW_MS) : [];
  return { runId: run.id, stage: run.stage, samples: [...before, { at: now, done }] };
}

/** Products a second, and milliseconds to the end of the stage; null until both can be told with some right. */
export function estimateOf(pace: RunPace | null, run: Run): { perSecond: number; leftMs: number } | null {
  if (!pace || pace.runId !== run.id || pace.stage !== run.stage) return null;
  const [first] = pace.samples;
  const last = pace.samples.at(-1);
  if (!first || !last || last.at - first.at < LEAST_SPAN_MS || last.done === first.done) return null;
  const perSecond = ((last.done - first.done) / (last.at - first.at)) * 1000;
  return { perSecond, leftMs: (Math.max(0, run.progress.total - run.progress.done) / perSecond) * 1000 };
}
