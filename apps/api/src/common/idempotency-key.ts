import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { Request } from 'express';
import { ApiProblems } from './api-problems.js';
import { validationFailed } from './input.pipe.js';

const HEADER = 'Idempotency-Key';
const KEY = /^[\x21-\x7e]{1,255}$/;

/** A request that its sender may repeat; `body` is what was sent, always written the same way. */
export interface IdempotentRequest {
  key: string;
  body: string;
}

/**
 * The request's `Idempotency-Key`, null without one. A quoted key, as the header's draft has it, is the same as a bare one.
 * @throws Problem 400 `validation_failed` naming the header
 */
export const IdempotencyKey = createParamDecorator(
  (_: unknown, context: ExecutionContext): IdempotentRequest | null => {
    const request = context.switchToHttp().getRequest<Request>();
    const given = request.get(HEADER);
    if (given === undefined) return null;
    const key = given.trim().replace(/^"(.*)"$/, '$1');
    if (!KEY.test(key)) throw wrongKey();
    return { key, body: canonical(request.body ?? {}) };
  },
);

/** Describes the header and what may come of it. */
export const ApiIdempotencyKey = (): MethodDecorator =>
  applyDecorators(
    ApiHeader({
      name: HEADER,
      required: false,
      description:
        'The same key within 24 hours means the same request: it is answered with what the first one began, even if that ' +
        'has ended since (`Idempotency-Replayed: true`). 1 to 255 visible ASCII characters, such as a UUID',
      schema: { type: 'string', minLength: 1, maxLength: 255 },
      example: '0b5f6e1a-7c2d-4e3f-9a4b-5c6d7e8f9a0b',
    }),
    ApiProblems({ 400: ['validation_failed'], 409: ['idempotency_key_in_use'], 422: ['idempotency_key_reused'] }),
  );

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}

function wrongKey() {
  const message = {
    ru: 'От 1 до 255 видимых знаков ASCII, например UUID',
    en: '1 to 255 visible ASCII characters, such as a UUID',
  };
  return validationFailed([{ field: HEADER, message }]);
}
