import { setTimeout as delay } from 'node:timers/promises';

/** Leave to send one request. */
export interface VkPass {
  /** To be called when the answer has arrived or failed: from then on the request has surely reached VK. */
  done(): void | Promise<void>;
}

/** Keeps the requests of one access token under VK's limit. One pace a token, shared by all that use the token. */
export interface VkPace {
  /** Resolves when the next request may start, first come first served; rejects with the signal's reason. */
  acquire(signal?: AbortSignal): Promise<VkPass>;
  /** No request may start for the next `ms` milliseconds. */
  penalize(ms: number): void | Promise<void>;
}

export interface LocalPaceOptions {
  /** The running window in which VK counts. */
  windowMs?: number;
  marginMs?: number;
  /** How much later than its start a request may reach VK. */
  skewMs?: number;
  /** Milliseconds of a clock that never goes back. */
  now?: () => number;
  sleep?: (ms: number) => Promise<unknown>;
}

interface Started {
  startedAt: number;
  doneAt: number | null;
}

interface Waiter {
  grant: () => void;
}

/**
 * The pace of one token inside one process. VK refuses a request when `requestsPerSecond` others have arrived in
 * the second before it, so a bucket that refills would be refused after a burst. Here request n + limit starts no
 * earlier than a window (and a margin) after the latest moment at which request n may have arrived: its completion,
 * or its start and the skew, whichever is earlier.
 */
export class LocalPace implements VkPace {
  readonly #limit: number;
  readonly #gapMs: number;
  readonly #skewMs: number;
  readonly #now: () => number;
  readonly #sleep: (ms: number) => Promise<unknown>;
  readonly #waiters: Waiter[] = [];
  readonly #recent: Started[] = [];
  #closedUntil = -Infinity;
  #wakeAt = Infinity;

  constructor(requestsPerSecond: number, options: LocalPaceOptions = {}) {
    if (!Number.isInteger(requestsPerSecond) || requestsPerSecond < 1) {
      throw new RangeError('requestsPerSecond is a whole number from 1');
    }
    this.#limit = requestsPerSecond;
    this.#gapMs = (options.windowMs ?? 1000) + (options.marginMs ?? 10);
    this.#skewMs = options.skewMs ?? 150;
    this.#now = options.now ?? (() => performance.now());
    this.#sleep = options.sleep ?? delay;
  }

  acquire(signal?: AbortSignal): Promise<VkPass> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(asError(signal.reason));
      const leave = (): void => {
        this.#waiters.splice(this.#waiters.indexOf(waiter), 1);
        reject(asError(signal?.reason));
      };
      const waiter: Waiter = {
        grant: () => {
          signal?.removeEventListener('abort', leave);
          resolve(this.#start());
        },
      };
      signal?.addEventListener('abort', leave, { once: true });
      this.#waiters.push(waiter);
      this.#admit();
    });
  }

  penalize(ms: number): void {
    this.#closedUntil = Math.max(this.#closedUntil, this.#now() + ms);
  }

  #start(): VkPass {
    const started: Started = { startedAt: this.#now(), doneAt: null };
    this.#recent.push(started);
    if (this.#recent.length > this.#limit) this.#recent.shift();
    return {
      done: () => {
        started.doneAt ??= this.#now();
        this.#admit();
      },
    };
  }

  #opensAt(): number {
    const oldest = this.#recent.length < this.#limit ? undefined : this.#recent[0];
    if (!oldest) return this.#closedUntil;
    const arrivedBy = Math.min(oldest.doneAt ?? Infinity, oldest.startedAt + this.#skewMs);
    return Math.max(this.#closedUntil, arrivedBy + this.#gapMs);
  }

  #admit(): void {
    while (this.#waiters.length > 0) {
      const opensAt = this.#opensAt();
      if (opensAt > this.#now()) return this.#wake(opensAt);
      this.#waiters.shift()?.grant();
    }
  }

  /** A sleep that has become too long is left to end by itself; waking for nothing does no harm. */
  #wake(at: number): void {
    if (at >= this.#wakeAt) return;
    this.#wakeAt = at;
    void this.#sleep(Math.ceil(at - this.#now())).then(() => {
      if (this.#wakeAt === at) this.#wakeAt = Infinity;
      this.#admit();
    });
  }
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new DOMException('The wait was aborted', 'AbortError');
}
