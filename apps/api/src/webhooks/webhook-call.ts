import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { Request } from 'express';
import type { EvotorAccount } from '../connections/evotor-app/evotor-account.entity.js';

/** A call of Evotor's that showed the right secret. */
export interface WebhookCall {
  /** It came with the application's own secret. */
  isApp: boolean;
  /** The user of Evotor whose token it came with. */
  account: EvotorAccount | null;
  /** The body as it came, and what it says; undefined where there was none. */
  text: string;
  body: unknown;
  receivedAt: Date;
  /** The user of ours it is about, once that is known. */
  userId: number | null;
}

type CalledRequest = Request & { webhookCall?: WebhookCall };

/** The call a webhook's route is asked by. */
export const Call = createParamDecorator((_: unknown, context: ExecutionContext): WebhookCall => {
  const call = webhookCallOf(context.switchToHttp().getRequest<Request>());
  if (!call) throw new Error('@Call() stands at a route that is no webhook');
  return call;
});

/** Null for a request that is no webhook. */
export function webhookCallOf(request: Request): WebhookCall | null {
  return (request as CalledRequest).webhookCall ?? null;
}

/** Notes the call for the rest of the request. */
export function noteWebhookCall(request: Request, call: WebhookCall): void {
  (request as CalledRequest).webhookCall = call;
}
