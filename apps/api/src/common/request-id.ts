import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, Response } from 'express';

const HEADER = 'X-Request-Id';
const ACCEPTABLE = /^[\w.:-]{1,100}$/;

/** Takes the caller's `X-Request-Id`, or makes one, and answers with it; the log and every problem carry it too. */
export function requestId(request: Request, response: Response, next: NextFunction): void {
  const given = request.get(HEADER);
  request.id = given && ACCEPTABLE.test(given) ? given : randomUUID();
  response.setHeader(HEADER, String(request.id));
  next();
}
