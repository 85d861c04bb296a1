import { useMutation } from '@tanstack/react-query';
import { api } from '../../../lib/api.js';
import { paths } from '../../../lib/paths.js';

/** Signs out and loads the page anew, so that nothing stays in memory. */
export function useLogout() {
  return useMutation({
    mutationFn: () => api.POST('/api/v1/auth/logout'),
    onSuccess: () => window.location.assign(paths.login),
  });
}
