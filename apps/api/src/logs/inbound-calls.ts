import { Injectable } from '@nestjs/common';
import type { Request, RequestHandler, Response } from 'express';
import { inWorkContext, workContext } from '../common/work-context.js';
import { Journal } from './journal.js';

/** Where a call keeps whose it turned out to be. */
const OWNER = 'callOwner';

/**
 * Puts calls that other systems make to us into the journal, refusals included: `consumer.apply(calls.of('evotor'))`,
 * or `app.use(path, calls.of('evotor'))`, before the routes and after the body is read. Who finds out for which user a
 * call was says so by {@link noteCallOwner}.
 */
@Injectable()
export class InboundCalls {
  constructor(private readonly journal: Journal) {}

  /** Journals each call it sees, as one by `service`, once it is answered or its caller has hung up. */
  of(service: string): RequestHandler {
    return (request, response, next) => {
      const startedAt = performance.now();
      const context = workContext();
      const answer = keptAnswer(response);
      response.once('close', () => {
        const durationMs = performance.now() - startedAt;
        inWorkContext(context, () => this.record(service, request, response, { durationMs, answer: answer() }));
      });
      next();
    };
  }

  private record(
    service: string,
    request: Request,
    response: Response,
    { durationMs, answer }: { durationMs: number; answer: string | null },
  ): void {
    const isAnswered = response.writableFinished;
    this.journal.record({
      direction: 'in',
      service,
      method: `${request.method} ${routeOf(request)}`,
      status: isAnswered ? response.statusCode : null,
      errorCode: isAnswered ? null : 'hung_up',
      durationMs,
      request: `${request.method} ${request.originalUrl}${bodyOf(request)}`,
      response: answer,
      secrets: secretsOf(request),
      userId: (response.locals[OWNER] as number | undefined) ?? null,
    });
  }
}

/** Says for which user the call is that this response answers. */
export function noteCallOwner(response: Response, userId: number): void {
  response.locals[OWNER] = userId;
}

/** What is sent as the body of the answer, once it is sent; null for none, and for what is no text. */
function keptAnswer(response: Response): () => string | null {
  let kept: string | null = null;
  const { send } = response;
  response.send = (body: unknown) => {
    if (typeof body === 'string') kept = body;
    return send.call(response, body);
  };
  return () => kept;
}

/** The path with `{names}` in place of ids; as it came where no route took it. */
function routeOf(request: Request): string {
  const { path } = (request.route ?? {}) as { path?: unknown };
  return typeof path === 'string' ? path.replace(/:(\w+)/g, '{$1}') : request.path;
}

function bodyOf({ body }: Request): string {
  return body === undefined ? '' : `\n${JSON.stringify(body)}`;
}

/** The token of the caller, wherever the answer or the body might repeat it. */
function secretsOf(request: Request): string[] {
  return [request.get('authorization')?.replace(/^\w+\s+/, ''), request.get('x-authorization')].filter(
    (secret) => secret !== undefined,
  );
}
