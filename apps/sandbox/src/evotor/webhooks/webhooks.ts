import { randomUUID } from 'node:crypto';
import type { EvotorState } from '../state.js';
import { EditNews } from './edit-news.js';
import { ordered, play, type InstallOptions, type Play, type StepResult } from './install.js';
import { Customers, freshCloudToken, wrongToken, type Customer } from './merchants.js';
import { Notifications } from './notifications.js';
import { Sender, type Outgoing, type Sending } from './sender.js';
import {
  changedSettings,
  changedStyle,
  DEFAULT_WEBHOOK_SETTINGS,
  type WebhookChanges,
  type WebhookSettings,
  type WebhookStyle,
} from './settings.js';
import { Steps, type SubscriptionEvent } from './steps.js';

/** A webhook that no script covers. */
export interface RawWebhook {
  userId?: string;
  method?: 'POST' | 'PUT' | 'GET';
  path: string;
  /** Which secret is shown: the application's, the merchant's, one that is nobody's, or none. */
  auth?: 'app' | 'user' | 'wrong' | 'none';
  /** A text goes as it is (broken JSON, too). */
  body?: unknown;
  /** False: repeated like the others. */
  once?: boolean;
}

/** How one event is sent. */
export type EventOptions = Play & { style?: Partial<WebhookStyle> };

/** How a removal is told. */
export type UninstallOptions = EventOptions & { order?: ('termination' | 'uninstalled')[] };

/** Evotor's side of the webhooks: calls the service when merchants take or leave the application and edit goods. */
export class EvotorWebhooks {
  readonly sender: Sender;
  readonly customers = new Customers();
  readonly notifications: Notifications;
  readonly news: EditNews;
  settings: WebhookSettings;
  readonly #initial: WebhookSettings;
  readonly #state: EvotorState;
  readonly #now: () => number;

  constructor(state: EvotorState, now: () => number, changes: WebhookChanges = {}) {
    this.#state = state;
    this.#now = now;
    this.#initial = changedSettings(DEFAULT_WEBHOOK_SETTINGS, changes);
    this.settings = this.#initial;
    this.sender = new Sender(() => this.settings, now);
    this.notifications = new Notifications({
      state,
      now,
      style: (style) => changedStyle(this.settings.style, style),
      userAuth: (userId, style) => this.#userAuth(userId, style),
      send: (webhook) => this.#send(webhook),
    });
    this.news = new EditNews(this, state);
  }

  /** Changes the settings. Throws on a wrong one, with nothing changed. */
  change(changes: WebhookChanges): void {
    this.settings = changedSettings(this.settings, changes);
  }

  /** Forgets customers, deliveries and changed settings. */
  reset(): void {
    this.news.clear();
    this.sender.clear();
    this.customers.clear();
    this.settings = this.#initial;
  }

  /** Waits until all that is announced was sent once. */
  async idle(): Promise<void> {
    await this.news.flush();
    await this.sender.idle();
  }

  /** A merchant takes the application: account, subscription, installation, Cloud token. Rejects for an unknown one. */
  async install(options: InstallOptions): Promise<StepResult[]> {
    this.#demandTarget();
    const merchant = this.#state.merchants.get(options.userId);
    if (!merchant) throw new Error(`Unknown merchant ${options.userId}`);
    const customer = this.customers.of(options.userId);
    const again = options.subscription === 'same' && customer.sequence > 0;
    if (!again) Object.assign(customer, { subscriptionId: randomUUID(), sequence: 0 });
    if (options.newCloudToken) merchant.token = freshCloudToken();
    Object.assign(customer, { installed: true, hasBilling: false });
    merchant.installed = true;
    const steps = this.#steps(customer, options.style).install(options, merchant.token, again);
    const results = await play(ordered(steps, options), options);
    const accounts = results.filter(({ step }) => step === 'account');
    customer.installed = accounts.length === 0 || accounts.some(({ delivered }) => delivered);
    return results;
  }

  /** The merchant removes the application; the Cloud token answers 403 from now on. */
  async uninstall(userId: string, options: UninstallOptions = {}): Promise<StepResult[]> {
    this.#demandTarget();
    const customer = this.customers.of(userId);
    const merchant = this.#state.merchants.get(userId);
    if (merchant) merchant.installed = false;
    customer.installed = false;
    const steps = this.#steps(customer, options.style);
    const told = [
      steps.subscription('termination', { type: 'SubscriptionTerminationRequested' }),
      steps.installation('uninstalled', { type: 'ApplicationUninstalled' }),
    ];
    return play(ordered(told, options), options);
  }

  /** Any event of the subscription: renewals, plan changes, dunning. */
  async subscription(userId: string, event: SubscriptionEvent & EventOptions): Promise<StepResult[]> {
    this.#demandTarget();
    const steps = this.#steps(this.customers.of(userId), event.style);
    return play([steps.subscription(event.type, event)], event);
  }

  /** ApplicationInstalled or ApplicationUninstalled by itself, `at` some moment: a late one, or one sent again. */
  async installation(
    userId: string,
    event: { type: string; at?: number; id?: string } & EventOptions,
  ): Promise<StepResult[]> {
    const steps = this.#steps(this.customers.of(userId), event.style);
    return play([steps.installation(event.type, event)], event);
  }

  /** user/token by itself; the merchant's Cloud token unless told. Rejects for an unknown merchant. */
  async token(userId: string, event: { token?: string } & EventOptions = {}): Promise<StepResult[]> {
    const token = event.token ?? this.#state.merchants.get(userId)?.token;
    if (token === undefined) throw new Error(`Unknown merchant ${userId}`);
    return play([this.#steps(this.customers.of(userId), event.style).token(token)], event);
  }

  /** Anything at all. */
  async raw({
    userId = '',
    method = 'POST',
    path,
    auth = 'app',
    body,
    once = true,
  }: RawWebhook): Promise<StepResult[]> {
    const authorization = this.#rawAuth(auth, userId);
    const webhook: Outgoing = { kind: 'raw', userId, method, path, authorization, auth, body, once };
    return play([{ step: 'raw', send: (delayMs) => this.#send({ ...webhook, delayMs }) }], {});
  }

  #steps(customer: Customer, style: Partial<WebhookStyle> | undefined): Steps {
    return new Steps(customer, {
      style: changedStyle(this.settings.style, style),
      appId: this.settings.appId,
      authorization: this.#appAuth(),
      now: this.#now,
      send: (webhook) => this.#send(webhook),
    });
  }

  #send(webhook: Outgoing): Sending {
    this.#demandTarget();
    return this.sender.send(webhook);
  }

  #demandTarget(): void {
    if (this.settings.baseUrl === '') throw new Error('baseUrl is not set: nowhere to send to');
  }

  #rawAuth(auth: NonNullable<RawWebhook['auth']>, userId: string): string | undefined {
    if (auth === 'none') return undefined;
    if (auth === 'wrong') return `Bearer ${wrongToken()}`;
    return auth === 'app' ? this.#appAuth() : this.#userAuth(userId, this.settings.style);
  }

  #appAuth(): string {
    const { appAuth } = this.settings;
    if (appAuth.kind === 'bare') return appAuth.token;
    if (appAuth.kind === 'bearer') return `Bearer ${appAuth.token}`;
    return `Basic ${Buffer.from(`${appAuth.login}:${appAuth.password}`).toString('base64')}`;
  }

  #userAuth(userId: string, style: WebhookStyle): string {
    const token = this.customers.get(userId)?.userToken;
    if (!token) throw new Error(`No user token is known for ${userId}: create or verify first`);
    return style.userAuth === 'bare' ? token : `Bearer ${token}`;
  }
}
