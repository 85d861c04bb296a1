import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../lib/api.js';

/** Confirms the address by the link's token. A query, so that the token is sent once, however often it is rendered. */
export function confirmEmailQuery(token: string) {
  return queryOptions({
    queryKey: ['confirm-email', token],
    queryFn: async () => {
      await api.POST('/api/v1/auth/confirm-email', { body: { token } });
      return true;
    },
    enabled: token !== '',
    staleTime: Infinity,
    retry: false,
    retryOnMount: false,
    refetchOnMount: false,
    refetchOnReconnect: false,
    refetchOnWindowFocus: false,
  });
}
