import compression from 'compression';
import type { Request, RequestHandler, Response } from 'express';
import { constants } from 'node:zlib';

/** Between what a page costs to pack and what it costs to carry; 11, the most, takes seconds a megabyte. */
const BROTLI_QUALITY = 5;
const EVENTS = 'text/event-stream';

/** Packs what is worth it, the way the caller asks for; live events are not held back. */
export function compressed(): RequestHandler {
  return compression({
    brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } },
    filter: (request: Request, response: Response) =>
      !String(response.getHeader('Content-Type') ?? '').startsWith(EVENTS) && compression.filter(request, response),
  });
}
