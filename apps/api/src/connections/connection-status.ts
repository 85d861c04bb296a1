import type { BothLanguages } from '../common/words.js';
import { CONNECTION_PROBLEM_WORDS } from './connection-words.js';

/** How a connection fares: `needsAttention` means that only the merchant can mend it. */
export type ConnectionStatus = 'ok' | 'needsAttention';

/** The stable codes of what may be wrong with a connection. */
export type ConnectionProblemCode = keyof typeof CONNECTION_PROBLEM_WORDS;

/** All of them. */
export const CONNECTION_PROBLEM_CODES = Object.keys(CONNECTION_PROBLEM_WORDS) as ConnectionProblemCode[];

/** Why a connection needs attention: a stable code, and what it means in plain words. */
export interface ConnectionProblem {
  code: ConnectionProblemCode;
  message: BothLanguages;
}

/**
 * Problems that stop a user's runs until the connection is saved again: the token itself is dead.
 * Others (a shop switched off, a role lost) may heal without us, so every run probes them.
 */
const DEAD_TOKEN_CODES: ReadonlySet<string> = new Set<ConnectionProblemCode>([
  'token_rejected',
  'sign_in_expired',
  'not_a_user_token',
  'forbidden',
]);

/** True when no run may start until the merchant saves the connection again. */
export function blocksRuns(code: string | null): boolean {
  return code !== null && DEAD_TOKEN_CODES.has(code);
}

/** The codes of which {@link blocksRuns} is true. */
export function blockingCodes(): string[] {
  return [...DEAD_TOKEN_CODES];
}
