import { useMutation } from '@tanstack/react-query';
import { api } from '../../../lib/api.js';

/** Asks for the confirmation letter once more. */
export function useResendConfirmation() {
  return useMutation({
    mutationFn: (email: string) => api.POST('/api/v1/auth/resend-confirmation', { body: { email } }),
    meta: { ownErrors: true },
  });
}
