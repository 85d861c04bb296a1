import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api.js';
import type { Run } from '../../../lib/api-types.js';
import { rememberRun } from '../run-cache.js';

/** Starts a run, or joins the one that is on its way. */
export function useStartRun() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.post<Run>('sync/runs'),
    onSuccess: (run) => rememberRun(client, run),
  });
}
