import { EvotorRateLimitedError, EvotorTokenRejectedError, EvotorUnavailableError } from './errors.js';
import { exchange, type ExchangeOutcome, type ExchangeSettings } from './exchange.js';
import { askedWaitMs, SpentWindows } from './rate-limit.js';
import { isPassing } from './refusals.js';
import { backoffMs, type RetrySettings } from './wait.js';

/** 429 has a patience of its own: it says that all is well, only later. */
const RATE_LIMIT_TRIES = 12;
const RATE_LIMIT_PATIENCE_MS = 15 * 60_000;

/** What the transport needs from the client. */
interface TransportSettings extends ExchangeSettings {
  /** The API's root: no query, no trailing slash. */
  root: URL;
  token: string;
  retry: RetrySettings;
  sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  random: () => number;
}

/** A GET of something; the token goes with it only to the API's own origin. */
interface TransportRequest<T> {
  url: URL;
  accept: string;
  /** Longest body read, bytes after decompression. */
  limitBytes: number;
  /** Makes the value of a 200; throws when the body is broken, which counts as a passing fault. */
  decode: (body: Uint8Array, headers: Headers) => T;
}

/** An answer that another try would not change. */
export type TransportAnswer<T> = Exclude<ExchangeOutcome<T>, { kind: 'failed' }>;

/** What one `ask` has seen so far. */
interface Patience {
  faults: number;
  limits: number;
  waitedMs: number;
  unauthorized: boolean;
}

/** Asks the Evotor Cloud politely: waits for its limits and repeats what passes by itself. */
export class Transport {
  private readonly settings: TransportSettings;
  private readonly windows = new SpentWindows();

  constructor(settings: TransportSettings) {
    this.settings = settings;
  }

  /** Whether the URL is on the API's own origin, so that the token may go there. */
  isOwn(url: URL): boolean {
    return url.origin === this.settings.root.origin;
  }

  /** How the URL is named in errors and calls: never with a query, for it may hold what is not ours to show. */
  pathOf(url: URL): string {
    if (!this.isOwn(url)) return `${url.origin}${url.pathname}`;
    const root = this.settings.root.pathname.replace(/\/$/, '');
    return url.pathname.startsWith(`${root}/`) ? url.pathname.slice(root.length) : url.pathname;
  }

  /**
   * The first answer that is not a passing fault. Throws `EvotorTokenRejectedError` (401 twice in a row from the API),
   * `EvotorRateLimitedError`, `EvotorUnavailableError` when patience ends, or the signal's reason when it aborts.
   */
  async ask<T>(request: TransportRequest<T>, signal?: AbortSignal): Promise<TransportAnswer<T>> {
    const path = this.pathOf(request.url);
    const { url, limitBytes } = request;
    const headers = this.headersFor(request, path);
    const patience: Patience = { faults: 0, limits: 0, waitedMs: 0, unauthorized: false };
    for (;;) {
      await this.pause(this.windows.takeWaitMs(path, Date.now()), signal);
      const outcome = await exchange({ url, path, headers, limitBytes }, request.decode, this.settings, signal);
      if (outcome.kind !== 'failed' && outcome.status !== 429) this.windows.note(path, outcome.headers, Date.now());
      const pauseMs = this.pauseBeforeNextTry(outcome, patience, path, this.isOwn(url));
      if (pauseMs === null) return outcome as TransportAnswer<T>;
      await this.pause(pauseMs, signal);
    }
  }

  /** Milliseconds to wait before asking again; null when the answer stands; throws when patience has ended. */
  private pauseBeforeNextTry(
    outcome: ExchangeOutcome<unknown>,
    patience: Patience,
    path: string,
    own: boolean,
  ): number | null {
    if (outcome.kind === 'failed') return this.afterFault(outcome, patience, path);
    const { status } = outcome;
    if (status === 401 && own) return this.afterUnauthorized(patience, path);
    patience.unauthorized = false;
    if (status === 429) return this.afterLimit(outcome.headers, patience, path);
    return isPassing(status) ? this.afterFault(outcome, patience, path) : null;
  }

  private afterFault(outcome: ExchangeOutcome<unknown>, patience: Patience, path: string): number {
    patience.faults += 1;
    if (patience.faults >= this.settings.retry.attempts) throw unavailable(outcome, path);
    return backoffMs(patience.faults, this.settings.retry, this.settings.random);
  }

  private afterLimit(headers: Headers, patience: Patience, path: string): number {
    patience.limits += 1;
    const { retry } = this.settings;
    const fallbackMs = Math.max(1000, Math.min(retry.maxMs, retry.baseMs * 2 ** patience.limits));
    const waitMs = askedWaitMs(headers, Date.now()) ?? fallbackMs;
    patience.waitedMs += waitMs;
    if (patience.limits >= RATE_LIMIT_TRIES || patience.waitedMs > RATE_LIMIT_PATIENCE_MS) {
      throw new EvotorRateLimitedError({ status: 429, path }, waitMs);
    }
    return waitMs;
  }

  private afterUnauthorized(patience: Patience, path: string): number {
    if (patience.unauthorized) throw new EvotorTokenRejectedError('the token was rejected', { status: 401, path });
    patience.unauthorized = true;
    return this.settings.retry.baseMs;
  }

  private headersFor(request: TransportRequest<unknown>, path: string): Record<string, string> {
    const { accept } = request;
    if (!this.isOwn(request.url)) return { accept };
    const { token } = this.settings;
    // fetch would quote a token that no header can carry in its error.
    if (!/^[\x21-\x7e]+$/.test(token)) {
      throw new EvotorTokenRejectedError('the token is empty or has characters that no token has', {
        status: null,
        path,
      });
    }
    return { accept, authorization: `Bearer ${token}` };
  }

  private async pause(ms: number, signal?: AbortSignal): Promise<void> {
    if (ms > 0) await this.settings.sleep(ms, signal);
    signal?.throwIfAborted();
  }
}

function unavailable(outcome: ExchangeOutcome<unknown>, path: string): EvotorUnavailableError {
  const { status } = outcome;
  if (outcome.kind !== 'failed') return new EvotorUnavailableError(`answered with status ${status}`, { status, path });
  const what = { timeout: 'no answer in time', network: 'the connection failed', broken_body: 'a broken answer' };
  return new EvotorUnavailableError(what[outcome.reason], { status, path }, outcome.cause);
}
