import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import { isNativeError } from 'node:util/types';
import { Problem } from './problem.js';

/** Reads JSON bodies of up to 1 MB, some twenty times the longest list that an operation takes; `explainJson` belongs behind it. */
export function jsonBody(): RequestHandler {
  return express.json({ limit: '1mb', type: ['application/json', 'application/*+json'] });
}

/** A body that could not be read is answered with 400 `bad_json`. */
export const explainJson: ErrorRequestHandler = (error: unknown, _request, _response, next) => {
  next(isParseError(error) ? badJson() : error);
};

function isParseError(error: unknown): boolean {
  if (!isNativeError(error) || !('type' in error)) return false;
  return ['entity.parse.failed', 'encoding.unsupported', 'request.size.invalid'].includes(String(error.type));
}

function badJson(): Problem {
  return Problem.badRequest('bad_json', { ru: 'Тело запроса — не JSON', en: 'The body of the request is not JSON' });
}
