import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, api } from '../../../lib/api.js';
import { rememberRun } from '../run-cache.js';

/** Starts a run, or joins the one that is on its way. */
export function useStartRun() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => answerOf(api.POST('/api/v1/sync/runs')),
    onSuccess: (run) => rememberRun(client, run),
  });
}
