import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answerOf, api } from '../../../lib/api.js';
import type { Credentials } from '../../../lib/api-types.js';
import { followAccountLanguage } from '../../../lib/i18n.js';
import { sessionQuery } from './get-session.js';

/** Signs in; nothing of an earlier visitor is kept. */
export function useLogin() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (credentials: Credentials) => answerOf(api.POST('/api/v1/auth/login', { body: credentials })),
    meta: { ownErrors: true },
    onSuccess: async (session) => {
      await followAccountLanguage(session.user?.language ?? null);
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
      client.setQueryData(sessionQuery().queryKey, session);
    },
  });
}
