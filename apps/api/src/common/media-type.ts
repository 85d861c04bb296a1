import { UnsupportedMediaTypeException } from '@nestjs/common';
import type { RequestHandler } from 'express';

/** JSON, and files where an operation takes one. */
const TAKEN = ['application/json', 'application/*+json', 'multipart/form-data', 'image/*', 'application/octet-stream'];

/** Answers 415 `unsupported_media_type` to bodies that nothing here reads, a form among them, instead of overlooking them. */
export function refuseOtherMedia(): RequestHandler {
  return (request, _response, next) => {
    const { 'content-length': length, 'transfer-encoding': encoding } = request.headers;
    const hasBody = encoding !== undefined || Number(length ?? 0) > 0;
    next(hasBody && !request.is(TAKEN) ? new UnsupportedMediaTypeException() : undefined);
  };
}
