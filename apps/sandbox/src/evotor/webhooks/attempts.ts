/** What a webhook is about. */
export type WebhookKind =
  'create' | 'verify' | 'token' | 'subscription' | 'installation' | 'products' | 'documents' | 'receipt' | 'raw';

/** Everything that is sent, and repeated until it is answered with 200. */
export interface Delivery {
  id: number;
  kind: WebhookKind;
  /** Type of the event, empty for what has none. */
  type: string;
  userId: string;
  method: 'POST' | 'PUT' | 'GET';
  path: string;
  /** `pending` while repeats go on. */
  state: 'pending' | 'delivered' | 'failed';
  attempts: number;
}

/** One attempt of a delivery, with what came of it. No token and no password is ever kept. */
export interface Attempt {
  deliveryId: number;
  kind: WebhookKind;
  type: string;
  userId: string;
  method: string;
  /** The whole path as it was requested, the target's own base included. */
  path: string;
  /** 1 for the first. */
  attempt: number;
  at: number;
  ms: number;
  /** Which secret was shown, and its scheme. */
  auth: string;
  /** What was sent; secrets are `***`. */
  body: unknown;
  /** Nothing where no answer came. */
  status: number | null;
  error: 'timeout' | 'connection' | null;
  /** `errors[].code` of the answer. */
  codes: number[];
  /** `errors` of the answer as they came. */
  errors: unknown[];
  /** What is wrong with a 200: a token that breaks the pattern, another user. */
  problem: string | null;
  ok: boolean;
}

/** Which attempts are asked for. */
export interface AttemptFilter {
  userId?: string | undefined;
  kind?: string | undefined;
  type?: string | undefined;
  deliveryId?: number | undefined;
}

const KEPT = 20_000;
const SECRETS = new Set(['password', 'token', 'access_token']);

/** The log of all attempts, the oldest forgotten past 20,000. */
export class Attempts {
  readonly #entries: Attempt[] = [];

  note(attempt: Attempt): void {
    this.#entries.push(attempt);
    if (this.#entries.length > KEPT) this.#entries.shift();
  }

  /** Attempts in the order in which they ended. */
  list(filter: AttemptFilter = {}): Attempt[] {
    const { type } = filter;
    return this.#entries.filter(
      (attempt) =>
        (filter.userId === undefined || attempt.userId === filter.userId) &&
        (filter.kind === undefined || attempt.kind === filter.kind) &&
        (type === undefined || attempt.type.toLowerCase() === type.toLowerCase()) &&
        (filter.deliveryId === undefined || attempt.deliveryId === filter.deliveryId),
    );
  }

  clear(): void {
    this.#entries.length = 0;
  }
}

/** A body fit to be kept: values of secret fields are `***`, at any depth. */
export function withoutSecrets(body: unknown): unknown {
  if (Array.isArray(body)) return body.map(withoutSecrets);
  if (typeof body !== 'object' || body === null) return body;
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, SECRETS.has(name) ? '***' : withoutSecrets(value)]),
  );
}
