import type { RequestHandler } from 'express';
import { createHash, timingSafeEqual } from 'node:crypto';

/** Lets only the one pair of user and password through (HTTP Basic). */
export function basicAuth(user: string, password: string): RequestHandler {
  const expected = digest(`${user}:${password}`);
  return (request, response, next) => {
    const given = /^basic (.+)$/i.exec(request.get('authorization') ?? '')?.[1] ?? '';
    if (timingSafeEqual(digest(Buffer.from(given, 'base64').toString('utf8')), expected)) return next();
    response.set('WWW-Authenticate', 'Basic realm="EvoSync queues", charset="UTF-8"').status(401).end();
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
