import type { Answer } from './answer.js';
import { BatchJudge, type RetryRules, type Sent } from './batch-judge.js';
import type { BatchSize } from './batch-size.js';
import { CallQueue, newEntry, type Entry } from './call-queue.js';
import { toScript, toSnippet, toWire } from './encode.js';
import { VkApiError, VkTransportError } from './errors.js';
import type { VkCall } from './methods.js';
import type { Outgoing, Transport } from './transport.js';
import type { VkVerdict } from './verdict.js';

/** How much script goes into one `execute`; VK publishes no maximum, this is known to pass. */
const SCRIPT_BYTES = 60_000;

/** A verdict, with the mark under which its call was pushed. */
export interface Told<T> {
  tag: T;
  verdict: VkVerdict;
}

export interface BatchOptions<T> {
  size: BatchSize;
  /** How many requests may be on their way at once. */
  inFlight: number;
  rules: RetryRules;
  sleep: (ms: number, signal?: AbortSignal) => Promise<unknown>;
  random: () => number;
  signal?: AbortSignal | undefined;
  /** Verdicts bring no further calls: a request that is not full need not wait for them. */
  eager?: boolean;
  /** Called with verdicts as they come, one call at a time; the work waits for it, and ends if it throws. */
  onVerdicts: (results: Told<T>[]) => Promise<void> | void;
}

/** For a request that went out and whose handling broke (a journal that throws): it may have been done. */
const NO_ANSWER: Answer = { kind: 'lost', error: new VkTransportError('execute', 'cut'), sent: true };

/**
 * Brings calls to verdicts: packs them into requests, has each answer judged, sends again what may be sent again.
 * Every call gets exactly one verdict, whatever happens. Calls may be pushed while others are on their way; a request
 * that is not full waits for more of them, until `idle` or `end` says that none will come but from verdicts.
 */
export class BatchRun<T> {
  readonly #transport: Transport;
  readonly #options: BatchOptions<T>;
  readonly #queue = new CallQueue([]);
  readonly #judge: BatchJudge;
  /** Ends pauses and waits for the pace once nothing is to be sent any more. */
  readonly #over = new AbortController();
  /** Ends waits for the pace when nothing is left to send for now. */
  #waiting = new AbortController();
  readonly #lanes: Promise<void>;
  #unreported: Told<T>[] = [];
  #reporting: Promise<void> = Promise.resolve();
  #open = 0;
  #waitingForPace = 0;
  #active = 0;
  #reports = 0;
  #flushing = 0;
  #isEnded = false;
  #failure: { reason: unknown } | null = null;
  #sent = 0;
  #wakeAll: () => void = () => undefined;
  #changed: Promise<void> = Promise.resolve();

  constructor(transport: Transport, options: BatchOptions<T>) {
    this.#transport = transport;
    this.#options = options;
    this.#judge = new BatchJudge({
      queue: this.#queue,
      size: options.size,
      rules: options.rules,
      slowDown: () => this.#slowDown(),
      after: (ms, then) => this.#after(ms, then),
      sentSoFar: () => this.#sent,
    });
    this.#nextChange();
    this.#lanes = this.#run();
  }

  /** Adds a call to the end of the line. After `stop` it is told at once that it was not sent. */
  push(call: VkCall, tag: T): void {
    this.#open += 1;
    const deliver = (verdict: VkVerdict): void => {
      this.#unreported.push({ tag, verdict });
      this.#open -= 1;
    };
    try {
      this.#queue.putLast([newEntry(call, toWire(call), deliver)]);
    } catch (error) {
      if (!(error instanceof VkApiError)) throw error;
      deliver({ status: 'failed', error });
    }
    this.#announce();
  }

  /** Sends nothing more: what waits was not sent, what is on its way is waited for. The first reason stands. */
  stop(reason: unknown): void {
    this.#queue.end(reason instanceof Error ? reason : new Error('The batch was ended', { cause: reason }));
    this.#announce();
  }

  /** Resolves when fewer than `most` calls are without a verdict, so that whoever pushes need not run far ahead. */
  async room(most: number): Promise<void> {
    while (this.#open >= most && !this.#failure) await this.#changed;
    this.#throwFailure();
  }

  /** Resolves when every call pushed until then, and every one pushed by verdicts meanwhile, has been told its verdict. */
  async idle(): Promise<void> {
    this.#flushing += 1;
    this.#announce();
    try {
      while (!this.#isIdle && !this.#failure) await this.#changed;
    } finally {
      this.#flushing -= 1;
    }
    this.#throwFailure();
  }

  /** As `idle`, and no call may be pushed after it. Rejects only with what `onVerdicts` threw. */
  async end(): Promise<void> {
    try {
      await this.idle();
    } finally {
      this.#isEnded = true;
      this.#announce();
      this.#over.abort();
      await this.#lanes;
    }
    this.#throwFailure();
  }

  get #isIdle(): boolean {
    return this.#open === 0 && this.#active === 0 && this.#reports === 0 && this.#unreported.length === 0;
  }

  async #run(): Promise<void> {
    const { signal, inFlight } = this.#options;
    const onAbort = (): void => this.stop(signal?.reason);
    signal?.addEventListener('abort', onAbort, { once: true });
    if (signal?.aborted) onAbort();
    try {
      await Promise.all(Array.from({ length: Math.max(1, inFlight) }, () => this.#lane()));
    } finally {
      signal?.removeEventListener('abort', onAbort);
    }
  }

  /** Never rejects: what breaks it is kept for whoever waits. */
  async #lane(): Promise<void> {
    while (!this.#isEnded && !this.#failure) {
      try {
        if (this.#maySend()) await this.#sendGroup();
        else if (this.#unreported.length > 0) await this.#report();
        else await this.#changed;
      } catch (error) {
        this.#failure ??= { reason: error };
        this.stop(error);
      }
    }
  }

  /**
   * While answers are being lost, one request at a time feels the way. A request that is not full leaves only when
   * nothing is on its way whose verdict might bring more for it.
   */
  #maySend(): boolean {
    if (this.#judge.isHolding || (this.#judge.isLosing && this.#active > 0)) return false;
    const unclaimed = this.#queue.sendable - this.#waitingForPace * this.#options.size.current;
    if (unclaimed >= this.#options.size.current) return true;
    if (unclaimed <= 0 || this.#flushing === 0) return false;
    return this.#options.eager === true || (this.#active === 0 && this.#reports === 0 && this.#unreported.length === 0);
  }

  async #sendGroup(): Promise<void> {
    const turn: { isWaiting: boolean; sent: Sent | null } = { isWaiting: true, sent: null };
    const goOn = (): void => {
      if (turn.isWaiting) this.#waitingForPace -= 1;
      turn.isWaiting = false;
    };
    const prepare = (): Outgoing | null => {
      goOn();
      turn.sent = this.#pack();
      this.#announce();
      return turn.sent && toOutgoing(turn.sent.group);
    };
    this.#active += 1;
    this.#waitingForPace += 1;
    try {
      const answer = await this.#ask(prepare);
      if (turn.sent) await this.#judge.judge(turn.sent, answer ?? NO_ANSWER);
    } finally {
      goOn();
      this.#active -= 1;
      this.#announce();
    }
    await this.#report();
  }

  /** Null when nothing was sent: nothing was left, the wait was ended, or there is no token or no pace to go by. */
  async #ask(prepare: () => Outgoing | null): Promise<Answer | null> {
    const { signal: wait } = this.#waiting;
    try {
      return await this.#transport.send(prepare, { wait, request: this.#options.signal });
    } catch (error) {
      if (!wait.aborted) this.stop(error);
      return null;
    }
  }

  async #slowDown(): Promise<void> {
    try {
      await this.#transport.slowDown();
    } catch (error) {
      this.stop(error);
    }
  }

  #pack(): Sent | null {
    if (this.#judge.isHolding) return null;
    const limit = this.#options.size.current;
    const group = this.#queue.take(limit, SCRIPT_BYTES);
    if (group.length === 0) return null;
    this.#sent += 1;
    return { group, limit, number: this.#sent };
  }

  /** Does `then` after a pause, or at once when nothing more is sent. */
  #after(ms: number, then: () => void): void {
    const goOn = (): void => {
      then();
      this.#announce();
    };
    const longer = ms * (1 + 0.2 * this.#options.random());
    void this.#options.sleep(longer, this.#over.signal).then(goOn, goOn);
  }

  #throwFailure(): void {
    if (this.#failure) throw this.#failure.reason;
  }

  #announce(): void {
    if (this.#queue.isOver) this.#over.abort();
    if (this.#queue.isOver || this.#open === 0) {
      this.#waiting.abort();
      this.#waiting = new AbortController();
    }
    this.#wakeAll();
    this.#nextChange();
  }

  #nextChange(): void {
    this.#changed = new Promise((resolve) => {
      this.#wakeAll = resolve;
    });
  }

  /** Reports one after another; a lane goes on only when its verdicts are safe with the caller. */
  async #report(): Promise<void> {
    const flush = async (): Promise<void> => {
      const results = this.#unreported;
      this.#unreported = [];
      if (results.length > 0) await this.#options.onVerdicts(results);
    };
    this.#reports += 1;
    this.#reporting = this.#reporting.then(flush);
    try {
      await this.#reporting;
    } finally {
      this.#reports -= 1;
      this.#announce();
    }
  }
}

function toOutgoing(group: readonly Entry[]): Outgoing {
  const [first, second] = group;
  if (first && !second) return { method: first.call.method, params: first.params, inner: {} };
  const inner: Record<string, number> = {};
  for (const { call } of group) inner[call.method] = (inner[call.method] ?? 0) + 1;
  const code = toScript(group.map((entry) => toSnippet(entry.call.method, entry.params)));
  return { method: 'execute', params: { code }, inner };
}
