import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ApiProblem } from './api.js';

declare module '@tanstack/react-query' {
  interface Register {
    mutationMeta: {
      /** The form shows its own errors, so no notification is wanted. */
      ownErrors?: boolean;
    };
  }
}

interface Listeners {
  /** The session is over: somebody must sign in again. */
  onSignedOut: () => void;
  /** A change was refused and no form shows why. */
  onRefused: (error: Error) => void;
}

const MOST_RETRIES = 2;

function mayHeal(error: Error): boolean {
  return error instanceof ApiProblem && (error.status === 0 || error.status >= 500);
}

function isSignedOut(error: Error): boolean {
  return error instanceof ApiProblem && error.status === 401;
}

/** Query client that repeats only reads that may heal, and tells the listeners about the rest. */
export function createQueryClient({ onSignedOut, onRefused }: Listeners): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (isSignedOut(error)) onSignedOut();
      },
    }),
    mutationCache: new MutationCache({
      onError: (error, _variables, _result, mutation) => {
        if (mutation.meta?.ownErrors) return;
        if (isSignedOut(error)) onSignedOut();
        else onRefused(error);
      },
    }),
    defaultOptions: {
      queries: {
        networkMode: 'always',
        refetchOnReconnect: true,
        staleTime: 15_000,
        retry: (failures, error) => failures < MOST_RETRIES && mayHeal(error),
        retryDelay: (attempt) => Math.min(600 * 2 ** attempt, 5_000),
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}
