import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { inWorkContext } from '../common/work-context.js';
import type { CallEntry } from '../logs/journal-row.js';
import { Journal } from '../logs/journal.js';
import type { EvotorErrorBody } from './webhook-error.js';
import { webhookCallOf, type WebhookCall } from './webhook-call.js';

/** The journal shows 8 kB; more than this is not even looked at for secrets. */
const MOST_SHOWN = 16_384;

/** Keeps each call of Evotor's in the journal. Of calls that may carry passwords or tokens only the user is shown. */
@Injectable()
export class WebhookJournal {
  constructor(private readonly journal: Journal) {}

  /** Notes the call when it has been answered. */
  follow(request: Request, response: Response): void {
    const startedAt = performance.now();
    let answer: unknown;
    const json = response.json.bind(response);
    response.json = (body: unknown) => json((answer = body));
    const { method, path } = request;
    response.once('finish', () => {
      const call = webhookCallOf(request);
      const entry: CallEntry = {
        direction: 'in',
        service: 'evotor',
        method: `${method} ${withoutIds(path)}`,
        status: response.statusCode,
        errorCode: codeOf(answer),
        durationMs: performance.now() - startedAt,
        request: [`${method} ${path}`, shownBody(path, call)].filter(Boolean).join('\n'),
        response: isOfUser(path) ? shownFields(answer, 'userId', 'hasBilling', 'errors') : JSON.stringify(answer),
        userId: call?.userId ?? null,
      };
      inWorkContext({ requestId: response.get('X-Request-Id') ?? null }, () => this.journal.record(entry));
    });
  }
}

function isOfUser(path: string): boolean {
  return /\/user\/(create|verify|token)\/*$/i.test(path);
}

function shownBody(path: string, call: WebhookCall | null): string {
  if (!call || call.text === '') return '';
  return isOfUser(path) ? shownFields(call.body, 'userId', 'userUuid') : call.text.slice(0, MOST_SHOWN);
}

/** The body with every other field hidden: what a developer's console calls a field tells nothing of what is in it. */
function shownFields(body: unknown, ...names: string[]): string {
  if (typeof body !== 'object' || body === null) return '[hidden]';
  const shown = Object.entries(body).map(([name, value]: [string, unknown]) => [
    name,
    names.includes(name) ? value : '[hidden]',
  ]);
  return JSON.stringify(Object.fromEntries(shown)).slice(0, MOST_SHOWN);
}

function codeOf(answer: unknown): string | null {
  const errors = (answer as { errors?: EvotorErrorBody[] } | undefined)?.errors;
  const [first] = Array.isArray(errors) ? errors : [];
  return first ? String(first.code) : null;
}

function withoutIds(path: string): string {
  return path.replace(/\/stores\/[^/]+\//i, '/stores/{id}/').replace(/(.)\/+$/, '$1');
}
