import { queryOptions } from '@tanstack/react-query';
import { api } from '../../../lib/api.js';
import type { Session } from '../../../lib/api-types.js';

export const NO_SESSION: Session = { user: null, permissions: [] };

/** Who is signed in, and what they may do. */
export function sessionQuery() {
  return queryOptions({
    queryKey: ['session'],
    queryFn: ({ signal }) => api.get<Session>('auth/session', { signal }),
    staleTime: 5 * 60_000,
  });
}
