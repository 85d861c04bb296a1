import { randomUUID } from 'node:crypto';
import { evotorTime } from '../time.js';
import type { WebhookKind } from './attempts.js';
import { installationBody, subscriptionBody, userBody } from './bodies.js';
import type { InstallOptions, PlannedStep } from './install.js';
import { acceptAccount, type Customer } from './merchants.js';
import { placeOf } from './paths.js';
import type { Outgoing, Sending } from './sender.js';
import type { WebhookStyle } from './settings.js';

/** An event of a subscription: what is not given is what would come next. */
export interface SubscriptionEvent {
  type: string;
  /** Fields of this type of event. */
  fields?: Record<string, unknown>;
  sequenceNumber?: number;
  at?: number;
}

/** What the steps of one script are made with. */
export interface StepParts {
  style: WebhookStyle;
  appId: string;
  /** Value of the `Authorization` header. */
  authorization: string;
  now: () => number;
  send: (webhook: Outgoing) => Sending;
}

const MONTH = 30 * 24 * 3_600_000;

/** Makes the webhooks that carry the application token, of one merchant in one style. */
export class Steps {
  readonly #customer: Customer;
  readonly #parts: StepParts;

  constructor(customer: Customer, parts: StepParts) {
    this.#customer = customer;
    this.#parts = parts;
  }

  /** All steps of an installation; `again` goes on with the subscription there was. */
  install(options: InstallOptions, cloudToken: string, again: boolean): PlannedStep[] {
    const customer = this.#customer;
    const account = options.account ?? (options.username === undefined ? 'create' : 'verify');
    const events = again ? this.#renewal(options) : this.#beginning(options);
    customer.plan = options.plan ?? customer.plan;
    return [
      ...(account === 'none' ? [] : [this.#account(account, options)]),
      ...events,
      this.installation('installed', { type: 'ApplicationInstalled' }),
      this.token(cloudToken),
    ];
  }

  subscription(step: string, event: SubscriptionEvent): PlannedStep {
    const { style, appId, now } = this.#parts;
    const customer = this.#customer;
    const { type, fields, at = now(), sequenceNumber = customer.sequence + 1 } = event;
    customer.sequence = Math.max(customer.sequence, sequenceNumber);
    const { userId, subscriptionId } = customer;
    const common = { subscriptionId, productId: appId, userId, timestamp: evotorTime(at), sequenceNumber };
    const body = subscriptionBody(style, { ...common, type, ...fields });
    return { ...this.#step(step, 'subscription', { type, body }), skip: () => customer.hasBilling };
  }

  installation(step: string, event: { type: string; at?: number; id?: string }): PlannedStep {
    const { style, appId, now } = this.#parts;
    const { type, at = now(), id = randomUUID() } = event;
    const body = installationBody(style, { id, at, type, appId, userId: this.#customer.userId });
    return this.#step(step, 'installation', { type, body });
  }

  token(token: string): PlannedStep {
    return this.#step('token', 'token', { body: userBody(this.#parts.style, this.#customer.userId, { token }) });
  }

  #account(kind: 'create' | 'verify', { username, password, fields = {} }: InstallOptions): PlannedStep {
    const customer = this.#customer;
    const signIn = kind === 'verify' ? { username: username ?? '', password: password ?? '' } : {};
    const body = userBody(this.#parts.style, customer.userId, { ...signIn, ...fields });
    const judge = (answer: unknown): string | null => acceptAccount(customer, kind, answer);
    return this.#step('account', kind, { body, judge, finalRefusal: true });
  }

  #beginning({ plan = 'start', trial = true, deviceNumber = 1 }: InstallOptions): PlannedStep[] {
    const fields = { planId: plan, trialPeriodDuration: trial ? 'P14DT' : 'P0DT', deviceNumber };
    const created = this.subscription('created', { type: 'SubscriptionCreated', fields });
    if (trial) return [created];
    return [created, this.subscription('activated', { type: 'SubscriptionActivated', fields: this.#billing() })];
  }

  #renewal({ plan }: InstallOptions): PlannedStep[] {
    const renewed = this.subscription('renewed', { type: 'SubscriptionRenewed', fields: this.#billing() });
    if (plan === undefined || plan === this.#customer.plan) return [renewed];
    return [renewed, this.subscription('terms', { type: 'SubscriptionTermsChanged', fields: { planId: plan } })];
  }

  #billing(): Record<string, unknown> {
    const nextBillingDate = evotorTime(this.#parts.now() + MONTH);
    return { nextBillingDate, chargedSum: { amount: 490, currency: 'RUB' } };
  }

  #step(
    step: string,
    kind: Exclude<WebhookKind, 'raw'>,
    what: Pick<Outgoing, 'type' | 'body' | 'judge' | 'finalRefusal'>,
  ): PlannedStep {
    const { style, authorization, send } = this.#parts;
    const { userId } = this.#customer;
    const webhook: Outgoing = { kind, userId, ...placeOf(kind, style), authorization, auth: 'app', ...what };
    return { step, send: (delayMs) => send({ ...webhook, delayMs }) };
  }
}
