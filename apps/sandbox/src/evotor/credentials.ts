import type { Request } from 'express';

/**
 * The Cloud token of a request, in any of the spellings seen in the wild: `Authorization` with `Bearer` in
 * any case or with no scheme, and `X-Authorization`. Both headers may come at once; `Authorization` goes first.
 */
export function tokenOf(req: Request): string | undefined {
  const header = req.get('authorization') ?? req.get('x-authorization');
  const token = header?.replace(/^bearer\s+/i, '').trim();
  return token === '' ? undefined : token;
}

/** Whether the answer's media type is among those the request accepts; `strict` wants it by name. */
export function acceptsV2(req: Request, strict: boolean): boolean {
  const accept = req.get('accept');
  if (accept === undefined) return !strict;
  return accept.split(',').some((part) => {
    const type = part.split(';')[0]?.trim().toLowerCase();
    return type === 'application/vnd.evotor.v2+json' || (!strict && (type === '*/*' || type === 'application/*'));
  });
}
