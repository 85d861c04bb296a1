import { queryOptions } from '@tanstack/react-query';
import { answerOf, api } from '../../../lib/api.js';
import type { Session } from '../../../lib/api-types.js';
import { followAccountLanguage } from '../../../lib/i18n.js';

export const NO_SESSION: Session = { user: null, permissions: [] };

/** Who is signed in, and what they may do. */
export function sessionQuery() {
  return queryOptions({
    queryKey: ['session'],
    queryFn: async ({ signal }) => {
      const session = await answerOf(api.GET('/api/v1/auth/session', { signal }));
      await followAccountLanguage(session.user?.language ?? null);
      return session;
    },
    staleTime: 5 * 60_000,
  });
}
