import { createHash, timingSafeEqual } from 'node:crypto';

/** The token of an `Authorization` header, whatever stands before it; null when there is none. */
export function tokenOf(header: string | undefined): { scheme: 'basic' | 'other'; token: string } | null {
  const [, scheme = '', token = ''] = /^(?:(bearer|basic)\s+)?(\S+)$/i.exec(header?.trim() ?? '') ?? [];
  if (token === '') return null;
  return { scheme: scheme.toLowerCase() === 'basic' ? 'basic' : 'other', token };
}

/**
 * Whether a header shows the application's secret: after `Bearer` or bare, or as login and password, or as the password
 * alone, after `Basic`. The time it takes tells nothing of the secret.
 */
export function showsSecret(header: string | undefined, secret: string): boolean {
  const shown = tokenOf(header);
  if (!shown || secret === '') return false;
  const pair = Buffer.from(shown.token, 'base64').toString();
  const shownWays = shown.scheme === 'basic' ? [shown.token, pair, pair.slice(pair.indexOf(':') + 1)] : [shown.token];
  return shownWays.map((one) => timingSafeEqual(digest(one), digest(secret))).includes(true);
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
