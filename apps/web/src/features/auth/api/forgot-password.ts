import { useMutation } from '@tanstack/react-query';
import { api } from '../../../lib/api.js';

/** Asks for a link by which a new password is chosen. */
export function useForgotPassword() {
  return useMutation({
    mutationFn: (email: string) => api.POST('/api/v1/auth/forgot-password', { body: { email } }),
    meta: { ownErrors: true },
  });
}
