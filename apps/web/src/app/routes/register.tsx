import { useQuery } from '@tanstack/react-query';
import { Navigate } from 'react-router';
import { sessionQuery } from '../../features/auth/api/get-session.js';
import { RegisterView } from '../../features/auth/components/register-view.js';
import { paths } from '../../lib/paths.js';

/** Registration; whoever is signed in has an account already. */
export function Component() {
  const session = useQuery(sessionQuery());
  if (session.data?.user) return <Navigate to={paths.start} replace />;
  return <RegisterView />;
}
