import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Response } from 'express';
import { isEngineDown } from '../common/engine-down.js';
import { Problem } from '../common/problem.js';

/** One error in Evotor's own form; only the code is required. */
export interface EvotorErrorBody {
  code: number;
  reason?: string;
  subject?: string;
  value?: unknown;
}

/** Headers that an answer carries besides its body. */
type Headers = Record<string, string>;

/** A refusal as Evotor's reference has it: a status and `{ errors: [{ code }] }`. */
export class WebhookError extends HttpException {
  constructor(
    status: number,
    readonly errors: EvotorErrorBody[],
    readonly headers: Headers = {},
  ) {
    super({ errors }, status);
    this.name = 'WebhookError';
  }

  static notJson(): WebhookError {
    return new WebhookError(400, [{ code: 2001 }]);
  }

  static missing(subject: string): WebhookError {
    return new WebhookError(400, [{ code: 2002, reason: 'missing', subject }]);
  }

  static incorrect(subject: string, value?: unknown): WebhookError {
    return new WebhookError(400, [{ code: 2003, reason: 'incorrect', subject, ...(value !== undefined && { value }) }]);
  }

  static wrongAppToken(): WebhookError {
    return new WebhookError(401, [{ code: 1001 }]);
  }

  static wrongUserToken(): WebhookError {
    return new WebhookError(401, [{ code: 1002 }]);
  }

  static wrongPassword(): WebhookError {
    return new WebhookError(401, [{ code: 1006 }]);
  }

  static notPaidFor(evotorUserId: string): WebhookError {
    return new WebhookError(402, [
      { code: 1004, reason: 'payment required', subject: 'userUuid', value: evotorUserId },
    ]);
  }

  static otherAccount(): WebhookError {
    return new WebhookError(409, [{ code: 2004 }]);
  }

  static accountExists(): WebhookError {
    return new WebhookError(409, [{ code: 2005 }]);
  }
}

/** What to answer for anything thrown behind a webhook's door. Nothing of ours shows through. */
export function answerOf(error: unknown): { status: number; body: { errors: EvotorErrorBody[] }; headers: Headers } {
  if (error instanceof WebhookError) {
    return { status: error.getStatus(), body: { errors: error.errors }, headers: error.headers };
  }
  if (error instanceof Problem && error.getStatus() === 429) {
    return { status: 429, body: { errors: [{ code: 1006, reason: error.code }] }, headers: error.headers };
  }
  return { status: isEngineDown(error) ? 503 : 500, body: { errors: [] }, headers: {} };
}

/** Answers Evotor in its own words. */
@Catch()
export class WebhookErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger('Webhooks');

  catch(error: unknown, host: ArgumentsHost): void {
    const { status, body, headers } = answerOf(error);
    if (status >= 500) this.logger.error({ err: error }, 'a webhook could not be answered');
    host.switchToHttp().getResponse<Response>().status(status).set(headers).json(body);
  }
}
