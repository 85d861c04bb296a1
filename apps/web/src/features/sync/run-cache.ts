import type { QueryClient } from '@tanstack/react-query';
import type { Page, Run, RunStatus } from '../../lib/api-types.js';
import { latestRunQuery } from './api/get-latest-run.js';
import { runQuery } from './api/get-run.js';
import { RUN_LISTS_KEY } from './api/get-runs.js';
import { notePace } from './use-run-pace.js';

const ACTIVE: RunStatus[] = ['queued', 'running'];

/** Whether a run is still on its way. */
export function isActive(run: Run | null | undefined): boolean {
  return run !== null && run !== undefined && ACTIVE.includes(run.status);
}

/** Whether a run ended before it had looked at every product. */
export function endedEarly(run: Run): boolean {
  return run.status === 'failed' || run.status === 'cancelled';
}

/** Puts news of a run into every list and page that shows it. */
export function rememberRun(client: QueryClient, run: Run): void {
  notePace(client, run);
  client.setQueryData(runQuery(run.id).queryKey, run);
  client.setQueryData(latestRunQuery().queryKey, (latest) =>
    latest && latest.id !== run.id && latest.createdAt > run.createdAt ? latest : run,
  );
  let listed = false;
  client.setQueriesData<Page<Run>>({ queryKey: RUN_LISTS_KEY }, (page) => {
    if (!page) return page;
    if (page.items.some(({ id }) => id === run.id)) listed = true;
    return { ...page, items: page.items.map((known) => (known.id === run.id ? run : known)) };
  });
  if (!listed) void client.invalidateQueries({ queryKey: RUN_LISTS_KEY });
}
