import type { Response } from 'express';
import type { PlannedFault } from './faults.js';

/** The media type of every JSON answer of API v2. */
export const MEDIA_TYPE = 'application/vnd.evotor.v2+json';

const HTML_PAGE = `<html>\r\n<head><title>%s</title></head>\r\n<body>\r\n<center><h1>%s</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`;

/** Sends JSON as the Cloud does, whole or, where the fault says so, only in part. */
export function sendJson(res: Response, status: number, body: unknown, fault?: PlannedFault): void {
  const bytes = Buffer.from(JSON.stringify(body));
  res.status(status).set('Content-Type', MEDIA_TYPE);
  const half = bytes.subarray(0, Math.floor(bytes.length / 2));
  if (fault?.kind === 'truncated') {
    res.end(half);
  } else if (fault?.kind === 'cut') {
    res.set('Content-Length', String(bytes.length));
    res.write(half, () => res.socket?.destroy());
  } else {
    res.end(bytes);
  }
}

/** A 400 in the one shape of error that Evotor documents. */
export function sendBadRequest(res: Response, subject: string, reason: string): void {
  sendJson(res, 400, {
    code: 'validation_failed',
    message: 'validation failed for specified payload',
    violations: [{ subject, reason }],
  });
}

/** An error whose body is not documented: some have none, some have words; a client must not rely on either. */
export function sendError(res: Response, status: number, message?: string): void {
  if (message === undefined) res.status(status).end();
  else sendJson(res, status, { code: `error_${status}`, message });
}

/** Carries out a fault that replaces the answer; false where the proper answer is still to be made. */
export function sendFault(res: Response, fault: PlannedFault): boolean {
  if (fault.kind === 'reset') {
    res.socket?.resetAndDestroy();
    return true;
  }
  if (fault.kind !== 'status') return false;
  const status = fault.status ?? 500;
  if (fault.retryAfter !== undefined) res.set('Retry-After', String(fault.retryAfter));
  if (fault.html) {
    const title = `${status} ${status === 502 ? 'Bad Gateway' : 'Error'}`;
    res.status(status).type('html').end(HTML_PAGE.replaceAll('%s', title));
  } else if (status === 400) {
    sendBadRequest(res, 'request', 'a fault that was asked for');
  } else if (status >= 500) {
    sendJson(res, status, { code: 'internal_error', message: 'Internal Server Error' });
  } else {
    sendError(res, status);
  }
  return true;
}
