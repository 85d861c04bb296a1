import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, api } from '../../../lib/api.js';
import { connectionsQuery } from './get-connections.js';

export type Cloud = 'evotor' | 'vk';

/** Asks the cloud whether the saved connection works right now. */
export function useTestConnection(cloud: Cloud) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => answerOf(api.POST(`/api/v1/connections/${cloud}/test`)),
    onSettled: () => client.invalidateQueries({ queryKey: connectionsQuery().queryKey }),
  });
}
