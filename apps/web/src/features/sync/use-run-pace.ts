import { type QueryClient, skipToken, useQuery } from '@tanstack/react-query';
import type { Run } from '../../lib/api-types.js';
import { estimateOf, nextPace, type RunPace } from './run-pace.js';

const PACE_KEY = ['sync', 'pace'];

/** Notes how far a run has come, for telling its speed. */
export function notePace(client: QueryClient, run: Run): void {
  client.setQueryData<RunPace | null>(PACE_KEY, (pace) => nextPace(pace ?? null, run, Date.now()));
}

/** Speed and expected end of the stage that a run is at; null while they cannot be told. */
export function useRunEstimate(run: Run): ReturnType<typeof estimateOf> {
  const { data } = useQuery<RunPace | null>({ queryKey: PACE_KEY, queryFn: skipToken });
  return estimateOf(data ?? null, run);
}
