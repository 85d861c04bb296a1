import { Injectable, Logger } from '@nestjs/common';
import express, { type NextFunction, type Request, type RequestHandler, type Response } from 'express';
import { isNativeError } from 'node:util/types';
import { Settings } from '../config/settings.js';
import { EvotorAccounts } from '../connections/evotor-app/evotor-accounts.js';
import { Metrics } from '../health/metrics.js';
import { showsSecret, tokenOf } from './app-secret.js';
import { answerOf, WebhookError } from './webhook-error.js';
import { noteWebhookCall, webhookCallOf, type WebhookCall } from './webhook-call.js';
import { WebhookJournal } from './webhook-journal.js';
import { doorOf, type Secret } from './webhook-paths.js';

/** MariaDB takes statements of 16 MB; Evotor's own cloud takes requests of 10 MB. */
const MOST_BODY = '12mb';

/**
 * Stands before everything else that looks at a request: it knows Evotor's calls by their paths, checks the secret
 * before a byte of the body is read, reads the body as JSON whatever its type is called, and keeps the call in the
 * journal. What is not a webhook passes untouched.
 */
@Injectable()
export class WebhookGate {
  private readonly logger = new Logger('Webhooks');
  private readonly readBody = express.raw({ limit: MOST_BODY, type: () => true });

  constructor(
    private readonly settings: Settings,
    private readonly accounts: EvotorAccounts,
    private readonly journal: WebhookJournal,
    private readonly metrics: Metrics,
  ) {}

  /** The handler to put before all others. */
  handler(): RequestHandler {
    return (request, response, next) => {
      const door = doorOf(request.method, request.path);
      if (!door) return next();
      response.set('Cache-Control', 'no-store');
      this.journal.follow(request, response);
      if (!door.isCallable) return void response.status(404).json({});
      this.admit(request, response, door.secret).then(
        () => next(),
        (error: unknown) => this.refuse(error, request, response),
      );
    };
  }

  /** A handler that is not for webhooks: they pass by. */
  passBy(handler: RequestHandler): RequestHandler {
    return (request, response, next) => (webhookCallOf(request) ? next() : void handler(request, response, next));
  }

  private async admit(request: Request, response: Response, secret: Secret): Promise<void> {
    const receivedAt = new Date();
    const shown = await this.identify(request.get('authorization') ?? request.get('x-authorization'), secret);
    const text = await this.read(request, response);
    const call: WebhookCall = { ...shown, text, body: parse(text), receivedAt, userId: shown.account?.userId ?? null };
    noteWebhookCall(request, call);
    if (text === '' && request.method !== 'GET') throw WebhookError.notJson();
  }

  /** @throws WebhookError 503 while there is no secret, 401 for a wrong one */
  private async identify(header: string | undefined, secret: Secret): Promise<Pick<WebhookCall, 'isApp' | 'account'>> {
    if (this.settings.evotorWebhookSecret === '') throw new WebhookError(503, []);
    if (showsSecret(header, this.settings.evotorWebhookSecret)) return { isApp: true, account: null };
    const shown = tokenOf(header);
    const account = shown && (await this.accounts.findByUserToken(shown.token));
    if (account) return { isApp: false, account };
    throw secret === 'app' ? WebhookError.wrongAppToken() : WebhookError.wrongUserToken();
  }

  private read(request: Request, response: Response): Promise<string> {
    return new Promise((resolve, reject) => {
      const done: NextFunction = (error?: unknown) => {
        if (error) return reject(refusalOf(error));
        const body: unknown = request.body;
        resolve(Buffer.isBuffer(body) ? body.toString('utf8').replace(/^\uFEFF/, '') : '');
      };
      this.readBody(request, response, done);
    });
  }

  private refuse(error: unknown, request: Request, response: Response): void {
    const { status, body, headers } = answerOf(error);
    if (status === 401) {
      this.metrics.count('evosync_webhooks_refused_total', 'Webhooks that came with a wrong secret');
      this.logger.warn({ method: request.method, path: request.path }, 'a webhook came with a wrong secret');
    } else if (status >= 500 && !(error instanceof WebhookError)) {
      this.logger.error({ err: error }, 'a webhook could not be answered');
    }
    response.status(status).set(headers).json(body);
  }
}

function parse(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw WebhookError.notJson();
  }
}

/** What the reader of bodies found wrong: too long, or in an encoding that nobody knows. */
function refusalOf(error: unknown): Error {
  if (!isNativeError(error)) return new Error('The body could not be read', { cause: error });
  if (!('status' in error)) return error;
  if (error.status === 413) return new WebhookError(413, [{ code: 2003, reason: 'incorrect', subject: 'body' }]);
  return WebhookError.notJson();
}
