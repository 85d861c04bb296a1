import { createContext, use } from 'react';
import type { SessionUser } from '../../../lib/api-types.js';

interface SignedIn {
  user: SessionUser;
  permissions: string[];
}

const Context = createContext<SignedIn | null>(null);

/** Makes the signed-in person known to everything below. */
export const CurrentUserProvider = Context.Provider;

/** The signed-in person. Throws outside of the signed-in part of the app. */
export function useCurrentUser(): SessionUser {
  return useSignedIn().user;
}

/** Whether the signed-in person holds a permission. */
export function useCan(permission: string): boolean {
  return useSignedIn().permissions.includes(permission);
}

function useSignedIn(): SignedIn {
  const signedIn = use(Context);
  if (signedIn === null) throw new Error('used outside of CurrentUserProvider');
  return signedIn;
}
