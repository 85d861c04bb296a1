import { useMutation } from '@tanstack/react-query';
import { answerOf, api } from '../../../lib/api.js';
import type { Registration } from '../../../lib/api-types.js';

/** Registers somebody; a letter with a link follows. Answers the same for an address that has an account already. */
export function useRegister() {
  return useMutation({
    mutationFn: (person: Registration) => answerOf(api.POST('/api/v1/auth/register', { body: person })),
    meta: { ownErrors: true },
  });
}
