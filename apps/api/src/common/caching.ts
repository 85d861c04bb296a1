import type { NextFunction, Request, Response } from 'express';

/**
 * Answers of the API are for the caller alone, and true for the moment only. A browser keeps nothing of them. A program
 * with a token may keep an answer as long as it asks, with the answer's ETag, whether it still holds.
 */
export function keepCachesHonest(request: Request, response: Response, next: NextFunction): void {
  const isProgram = /^bearer /i.test(request.get('authorization') ?? '');
  response.set('Cache-Control', isProgram ? 'private, no-cache' : 'no-store');
  response.vary('Authorization, Cookie, Accept-Language');
  next();
}
