import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../../../lib/api.js';
import type { Session } from '../../../lib/api-types.js';

export const NO_SESSION: Session = { user: null, permissions: [] };

/** Who is signed in, and what they may do. */
export function sessionQuery() {
  return queryOptions({
    queryKey: ['session'],
    queryFn: ({ signal }) => answerOf(api.GET('/api/v1/auth/session', { signal })),
    staleTime: 5 * 60_000,
  });
}
