import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, api } from '../../../lib/api.js';
import type { Credentials, Session } from '../../../lib/api-types.js';
import { followAccountLanguage } from '../../../lib/i18n.js';
import { sessionQuery } from './get-session.js';

/** Lets a new session count in this browser; nothing of an earlier visitor is kept. */
export function useEnter(): (session: Session) => Promise<void> {
  const client = useQueryClient();
  return async (session) => {
    await followAccountLanguage(session.user?.language ?? null);
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
    client.setQueryData(sessionQuery().queryKey, session);
  };
}

/** Signs in. */
export function useLogin() {
  const enter = useEnter();
  return useMutation({
    mutationFn: (credentials: Credentials) => answerOf(api.POST('/api/v1/auth/login', { body: credentials })),
    meta: { ownErrors: true },
    onSuccess: enter,
  });
}
