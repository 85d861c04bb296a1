import type { ReactNode } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Navigate, useLocation } from 'react-router';
import { ErrorState } from '../../../components/ui/error-state.js';
import { Splash } from '../../../components/ui/splash.js';
import { loginPath } from '../../../lib/paths.js';
import { sessionQuery } from '../api/get-session.js';
import { CurrentUserProvider } from './current-user.js';

/** Shows its children to signed-in people only; others go to sign in and come back afterwards. */
export function RequireSession({ children }: { children: ReactNode }) {
  const location = useLocation();
  const session = useQuery(sessionQuery());

  if (session.isPending) return <Splash />;
  if (session.data === undefined) return <ErrorState error={session.error} onRetry={() => void session.refetch()} />;
  const { user, permissions } = session.data;
  if (user === null) return <Navigate to={loginPath(location.pathname + location.search)} replace />;
  return <CurrentUserProvider value={{ user, permissions }}>{children}</CurrentUserProvider>;
}
