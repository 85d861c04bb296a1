import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../../lib/api.js';
import type { Cloud } from './test-connection.js';

/** Forgets the token; goods that are in VK stay there. */
export function useDeleteConnection(cloud: Cloud) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => api.DELETE(`/api/v1/connections/${cloud}`),
    onSuccess: () => client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' }),
  });
}
