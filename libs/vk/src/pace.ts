import { setTimeout as delay } from 'node:timers/promises';

/** Leave to send one request. */
export interface VkPass {
  /** To be called when the request's last byte has left this machine: VK counts it a short while after that. */
  sent?(): void | Promise<void>;
  /** To be called when the answer has arrived or failed: from then on the request has surely reached VK. */
  done(): void | Promise<void>;
  /** To be called instead of the others when nothing was sent after all: the place is free again. */
  giveBack?(): void | Promise<void>;
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
  /** How much later than it left a request may reach VK. */
  travelMs?: number;
  /** How long a request that is not known to have left keeps its place. */
  unsentMs?: number;
  /** Milliseconds of a clock that never goes back. */
  now?: () => number;
  sleep?: (ms: number) => Promise<unknown>;
}

interface Started {
  startedAt: number;
  sentAt: number | null;
  doneAt: number | null;
}

interface Waiter {
  grant: () => void;
}

/**
 * The pace of one token inside one process. VK refuses a request when `requestsPerSecond` others have arrived in
 * the second before it, so a bucket that refills would be refused after a burst. Here request n + limit starts no
 * earlier than a window (and a margin) after the latest moment at which request n may have arrived: its completion,
 * or the moment it left and the way to VK, whichever is earlier. A slow answer therefore costs no pace, while a
 * request that is still here (connecting, or in a busy process) keeps its place however long it takes.
 */
export class LocalPace implements VkPace {
  readonly #limit: number;
  readonly #gapMs: number;
  readonly #travelMs: number;
  readonly #unsentMs: number;
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
    this.#travelMs = options.travelMs ?? 90;
    this.#unsentMs = options.unsentMs ?? 10_000;
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
    const started: Started = { startedAt: this.#now(), sentAt: null, doneAt: null };
    this.#recent.push(started);
    return {
      sent: () => {
        started.sentAt ??= this.#now();
        this.#admit();
      },
      done: () => {
        started.doneAt ??= this.#now();
        this.#admit();
      },
      giveBack: () => {
        const place = this.#recent.indexOf(started);
        if (place >= 0) this.#recent.splice(place, 1);
        this.#admit();
      },
    };
  }

  /** The latest moment at which a request may have reached VK. */
  #arrivedBy({ startedAt, sentAt, doneAt }: Started): number {
    const left = sentAt === null ? startedAt + this.#unsentMs : sentAt + this.#travelMs;
    return Math.min(doneAt ?? Infinity, left);
  }

  #opensAt(): number {
    const arrivals = this.#recent.map((started) => this.#arrivedBy(started)).sort((one, other) => one - other);
    const counted = arrivals.filter((arrival) => arrival + this.#gapMs > this.#now());
    const opening = counted.length < this.#limit ? undefined : counted[counted.length - this.#limit];
    return Math.max(this.#closedUntil, opening === undefined ? -Infinity : opening + this.#gapMs);
  }

  #forgetOld(): void {
    const now = this.#now();
    for (let place = this.#recent.length - 1; place >= 0; place -= 1) {
      const started = this.#recent[place];
      if (started && this.#arrivedBy(started) + this.#gapMs <= now) this.#recent.splice(place, 1);
    }
  }

  #admit(): void {
    this.#forgetOld();
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
