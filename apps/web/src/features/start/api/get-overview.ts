import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../../../lib/api.js';
import type { Overview } from '../../../lib/api-types.js';

const RUNNING_MS = 3_000;
const SETTING_UP_MS = 4_000;
const CALM_MS = 60_000;

/** How often the overview is asked for again: often while something is on its way or being set up. */
function refreshMs(overview: Overview | undefined): number {
  if (overview?.activeRun) return RUNNING_MS;
  return overview?.state === 'setting-up' ? SETTING_UP_MS : CALM_MS;
}

/** How things stand: state, runs, counts and problems. */
export function overviewQuery() {
  return queryOptions({
    queryKey: ['sync', 'overview'],
    queryFn: ({ signal }) => answerOf(api.GET('/api/v1/sync/overview', { signal })),
    refetchInterval: ({ state }) => refreshMs(state.data),
  });
}
