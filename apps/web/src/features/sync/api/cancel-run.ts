import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api.js';

/** Asks a run to stop; what is done stays done. */
export function useCancelRun() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.POST('/api/v1/sync/runs/{id}/cancel', { params: { path: { id } } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['sync'] }),
  });
}
