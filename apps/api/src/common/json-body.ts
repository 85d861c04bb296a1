import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import { isNativeError } from 'node:util/types';
import { Problem } from './problem.js';

/** Reads JSON bodies of up to 10 MB; what cannot be read is answered with 400 `bad_json`. */
export function jsonBody(): (RequestHandler | ErrorRequestHandler)[] {
  const explain: ErrorRequestHandler = (error: unknown, _request, _response, next) => {
    next(isParseError(error) ? badJson() : error);
  };
  return [express.json({ limit: '10mb', type: ['application/json', 'application/*+json'] }), explain];
}

function isParseError(error: unknown): boolean {
  if (!isNativeError(error) || !('type' in error)) return false;
  return ['entity.parse.failed', 'encoding.unsupported', 'request.size.invalid'].includes(String(error.type));
}

function badJson(): Problem {
  return Problem.badRequest('bad_json', { ru: 'Тело запроса — не JSON', en: 'The body of the request is not JSON' });
}
