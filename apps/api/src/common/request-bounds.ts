import { NotFoundException } from '@nestjs/common';
import type { RequestHandler } from 'express';
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { randomUUID } from 'node:crypto';
import { Problem } from './problem.js';

const LONGEST_URL = 8192;

const TOO_LONG = { ru: 'Адрес запроса слишком длинный', en: 'The address of the request is too long' };

/** Answers 414 `uri_too_long` to addresses beyond 8,192 characters, query included. */
export function boundUrl(): RequestHandler {
  return (request, _response, next) =>
    next(request.url.length > LONGEST_URL ? new Problem(414, 'uri_too_long', TOO_LONG) : undefined);
}

/**
 * Answers 404 `not_found` to paths with characters beyond ASCII: no id of ours, of Evotor's or of VK's has any, and
 * MariaDB refuses to compare them with one.
 */
export function plainPath(): RequestHandler {
  return (request, _response, next) => next(isPlain(request.path) ? undefined : new NotFoundException());
}

/** What is not well encoded is for the router to refuse. */
function isPlain(path: string): boolean {
  try {
    return /^[\x20-\x7e]*$/.test(decodeURIComponent(path));
  } catch {
    return true;
  }
}

/** Says it as a problem, too, where Node itself refuses a request before we see it: headers too large, or no HTTP. */
export function explainRefusals(server: Server): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    const problem =
      error.code === 'HPE_HEADER_OVERFLOW'
        ? { title: 'Request Header Fields Too Large', status: 431, code: 'headers_too_large' }
        : { title: 'Bad Request', status: 400, code: 'bad_request' };
    const body = JSON.stringify({ type: 'about:blank', ...problem, requestId: randomUUID() });
    socket.end(
      `HTTP/1.1 ${problem.status} ${problem.title}\r\nContent-Type: application/problem+json\r\n` +
        `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
    );
  });
}
