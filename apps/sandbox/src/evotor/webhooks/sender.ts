import { setTimeout as pause } from 'node:timers/promises';
import { Attempts, withoutSecrets, type Attempt, type Delivery, type WebhookKind } from './attempts.js';
import type { WebhookSettings } from './settings.js';

/** A webhook to be sent. */
export interface Outgoing {
  kind: WebhookKind;
  type?: string;
  userId: string;
  method: 'POST' | 'PUT' | 'GET';
  path: string;
  /** Value of the `Authorization` header; nothing to send none. */
  authorization: string | undefined;
  /** What the log says of it. */
  auth: string;
  /** A text goes as it is, all else as JSON; nothing for a request without a body. */
  body: unknown;
  /** Looks at the answer of a 200: what is wrong with it, or nothing. */
  judge?: (answer: unknown) => string | null;
  /** Whether a plain refusal (4xx) is the end of it; a merchant is told at once. */
  finalRefusal?: boolean;
  /** Sent once, whatever the answer. */
  once?: boolean;
  delayMs?: number;
}

/** A delivery under way. `first` ends with the first attempt, `end` with success or when the repeats are over. */
export interface Sending {
  delivery: Delivery;
  first: Promise<Attempt>;
  end: Promise<Delivery>;
  /** The latest attempt. */
  last: () => Attempt | undefined;
}

/** Sends webhooks as Evotor does: anything but a 200 within the time is sent again. */
export class Sender {
  readonly attempts = new Attempts();
  readonly #settings: () => WebhookSettings;
  readonly #now: () => number;
  readonly #deliveries: Delivery[] = [];
  readonly #firsts = new Set<Promise<unknown>>();
  #stop = new AbortController();
  #hurry = new AbortController();
  #nextId = 1;

  constructor(settings: () => WebhookSettings, now: () => number) {
    this.#settings = settings;
    this.#now = now;
  }

  /** All deliveries, in the order in which they were begun. */
  deliveries(): Delivery[] {
    return this.#deliveries.map((delivery) => ({ ...delivery }));
  }

  /** Begins a delivery. */
  send(outgoing: Outgoing): Sending {
    const { kind, type = '', userId, method, path } = outgoing;
    const delivery: Delivery = { id: this.#nextId++, kind, type, userId, method, path, state: 'pending', attempts: 0 };
    this.#deliveries.push(delivery);
    const stop = this.#stop.signal;
    let last: Attempt | undefined;
    const note = (attempt: Attempt): Attempt => (last = attempt);
    const first = pause(outgoing.delayMs ?? 0)
      .then(() => this.#attempt(outgoing, delivery, stop))
      .then(note);
    const end = first.then((attempt) => this.#repeat({ outgoing, delivery, stop, note }, attempt));
    this.#firsts.add(first);
    void first.finally(() => this.#firsts.delete(first));
    return { delivery, first, end, last: () => last };
  }

  /** Sends at once what waits for its next attempt. */
  retryNow(): void {
    this.#hurry.abort();
    this.#hurry = new AbortController();
  }

  /** Waits until every delivery had its first attempt. */
  async idle(): Promise<void> {
    while (this.#firsts.size > 0) await Promise.all(this.#firsts);
  }

  /** Gives up all repeats and forgets the log. */
  clear(): void {
    this.#stop.abort();
    this.#stop = new AbortController();
    this.#deliveries.length = 0;
    this.attempts.clear();
  }

  async #repeat(
    {
      outgoing,
      delivery,
      stop,
      note,
    }: { outgoing: Outgoing; delivery: Delivery; stop: AbortSignal; note: (attempt: Attempt) => void },
    first: Attempt,
  ): Promise<Delivery> {
    const begun = first.at;
    let last = first;
    while (!last.ok && !stop.aborted && this.#isWorthRepeating(outgoing, delivery, last, begun)) {
      const { retryMs, speed } = this.#settings();
      await pause(retryMs / speed, undefined, {
        signal: AbortSignal.any([stop, this.#hurry.signal]),
        ref: false,
      }).catch(() => undefined);
      if (stop.aborted) break;
      last = await this.#attempt(outgoing, delivery, stop);
      note(last);
    }
    delivery.state = last.ok ? 'delivered' : 'failed';
    return { ...delivery };
  }

  #isWorthRepeating(outgoing: Outgoing, delivery: Delivery, last: Attempt, begun: number): boolean {
    if (outgoing.once) return false;
    const { retryForMs, requestAttempts, speed } = this.#settings();
    if (!outgoing.finalRefusal) return (this.#now() - begun) * speed < retryForMs;
    const refused = last.problem !== null || (last.status !== null && last.status >= 400 && last.status < 500);
    return !refused && delivery.attempts < requestAttempts;
  }

  async #attempt(outgoing: Outgoing, delivery: Delivery, stop: AbortSignal): Promise<Attempt> {
    const { baseUrl } = this.#settings();
    const url = URL.parse(baseUrl.replace(/\/+$/, '') + outgoing.path);
    delivery.attempts += 1;
    const { kind, userId, method } = outgoing;
    const attempt: Attempt = {
      deliveryId: delivery.id,
      kind,
      type: delivery.type,
      userId,
      method,
      path: url ? url.pathname + url.search : outgoing.path,
      attempt: delivery.attempts,
      at: this.#now(),
      ms: 0,
      auth: outgoing.auth,
      body: withoutSecrets(outgoing.body),
      status: null,
      error: null,
      codes: [],
      errors: [],
      problem: null,
      ok: false,
    };
    const start = performance.now();
    const timeout = AbortSignal.timeout(this.#settings().timeoutMs);
    try {
      await this.#exchange(url, outgoing, attempt, AbortSignal.any([stop, timeout]));
    } catch {
      attempt.error = timeout.aborted ? 'timeout' : 'connection';
    }
    attempt.ms = Math.round(performance.now() - start);
    attempt.ok = attempt.error === null && attempt.status === 200 && attempt.problem === null;
    if (attempt.ok) delivery.state = 'delivered';
    if (!stop.aborted) this.attempts.note(attempt);
    return attempt;
  }

  async #exchange(url: URL | null, outgoing: Outgoing, attempt: Attempt, signal: AbortSignal): Promise<void> {
    if (!url) throw new Error('Nowhere to send to');
    const { body, authorization, method } = outgoing;
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json;charset=UTF-8' }),
        ...(authorization === undefined ? {} : { authorization }),
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      signal,
    });
    attempt.status = response.status;
    const answer = parsed(await response.text());
    if (typeof answer === 'object' && answer !== null && 'errors' in answer && Array.isArray(answer.errors)) {
      attempt.errors = answer.errors as unknown[];
      attempt.codes = attempt.errors.flatMap((error) => codeOf(error));
    }
    if (response.status === 200) attempt.problem = outgoing.judge?.(answer) ?? null;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function codeOf(error: unknown): number[] {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'number' ? [code] : [];
}
