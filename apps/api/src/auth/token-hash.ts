import { createHash, randomBytes } from 'node:crypto';

/** How a token that the server hands out is kept: SHA-256, hex. Tokens are random, so no salt is needed. */
export function tokenHash(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** A token nobody can guess, safe in a URL. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}
