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

export interface BatchOptions {
  size: BatchSize;
  /** How many requests may be on their way at once. */
  inFlight: number;
  rules: RetryRules;
  sleep: (ms: number, signal?: AbortSignal) => Promise<unknown>;
  random: () => number;
  signal?: AbortSignal | undefined;
  onVerdicts?: ((results: { index: number; verdict: VkVerdict }[]) => Promise<void> | void) | undefined;
}

/** For a request that went out and whose handling broke (a journal that throws): it may have been done. */
const NO_ANSWER: Answer = { kind: 'lost', error: new VkTransportError('execute', 'cut'), sent: true };

/**
 * Brings a list of calls to verdicts: packs them into requests, has each answer judged, sends again what may be
 * sent again. Every call gets exactly one verdict, whatever happens.
 */
export class BatchRun {
  readonly #transport: Transport;
  readonly #options: BatchOptions;
  readonly #verdicts: VkVerdict[];
  readonly #queue: CallQueue;
  readonly #judge: BatchJudge;
  /** Ends pauses and waits for the pace once nothing is left to send. */
  readonly #over = new AbortController();
  #unreported: { index: number; verdict: VkVerdict }[] = [];
  #reporting: Promise<void> = Promise.resolve();
  #open: number;
  #waitingForPace = 0;
  #active = 0;
  #isBroken = false;
  #sent = 0;
  #wakeLanes: () => void = () => undefined;
  #changed: Promise<void> = Promise.resolve();

  constructor(transport: Transport, calls: readonly VkCall[], options: BatchOptions) {
    this.#transport = transport;
    this.#options = options;
    this.#verdicts = new Array<VkVerdict>(calls.length);
    this.#open = calls.length;
    this.#queue = new CallQueue(calls.flatMap((call, index) => this.#admit(call, index)));
    this.#judge = new BatchJudge({
      queue: this.#queue,
      size: options.size,
      rules: options.rules,
      slowDown: () => this.#slowDown(),
      after: (ms, then) => this.#after(ms, then),
      sentSoFar: () => this.#sent,
    });
    this.#nextChange();
  }

  /** Rejects only with what `onVerdicts` threw; nothing more is sent then. */
  async run(): Promise<VkVerdict[]> {
    const { signal, inFlight } = this.#options;
    const onAbort = (): void => this.#end(signal?.reason);
    signal?.addEventListener('abort', onAbort, { once: true });
    if (signal?.aborted) onAbort();
    try {
      const lanes = await Promise.allSettled(Array.from({ length: Math.max(1, inFlight) }, () => this.#lane()));
      const failed = lanes.find((lane) => lane.status === 'rejected');
      if (failed) throw failed.reason;
      await this.#report();
      return this.#verdicts;
    } finally {
      signal?.removeEventListener('abort', onAbort);
      this.#over.abort();
    }
  }

  #admit(call: VkCall, index: number): Entry[] {
    const deliver = (verdict: VkVerdict): void => {
      this.#verdicts[index] = verdict;
      this.#unreported.push({ index, verdict });
      this.#open -= 1;
    };
    try {
      return [newEntry(call, toWire(call), deliver)];
    } catch (error) {
      if (!(error instanceof VkApiError)) throw error;
      deliver({ status: 'failed', error });
      return [];
    }
  }

  async #lane(): Promise<void> {
    try {
      while (this.#open > 0 && !this.#isBroken) {
        if (this.#maySend()) await this.#sendGroup();
        else await this.#changed;
      }
    } catch (error) {
      this.#isBroken = true;
      this.#end(error);
      throw error;
    }
  }

  /** While answers are being lost, one request at a time feels the way. */
  #maySend(): boolean {
    if (this.#judge.isHolding || (this.#judge.isLosing && this.#active > 0)) return false;
    return this.#queue.sendable > this.#waitingForPace * this.#options.size.current;
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
    try {
      return await this.#transport.send(prepare, { wait: this.#over.signal, request: this.#options.signal });
    } catch (error) {
      this.#end(error);
      return null;
    }
  }

  async #slowDown(): Promise<void> {
    try {
      await this.#transport.slowDown();
    } catch (error) {
      this.#end(error);
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

  /** Does `then` after a pause, or at once when the run is over. */
  #after(ms: number, then: () => void): void {
    const goOn = (): void => {
      then();
      this.#announce();
    };
    const longer = ms * (1 + 0.2 * this.#options.random());
    void this.#options.sleep(longer, this.#over.signal).then(goOn, goOn);
  }

  #end(reason: unknown): void {
    this.#queue.end(reason instanceof Error ? reason : new Error('The batch was ended', { cause: reason }));
    this.#announce();
  }

  #announce(): void {
    if (this.#open === 0 || this.#queue.isOver) this.#over.abort();
    this.#wakeLanes();
    this.#nextChange();
  }

  #nextChange(): void {
    this.#changed = new Promise((resolve) => {
      this.#wakeLanes = resolve;
    });
  }

  /** Reports one after another; a lane goes on only when its verdicts are safe with the caller. */
  #report(): Promise<void> {
    const flush = async (): Promise<void> => {
      const results = this.#unreported;
      this.#unreported = [];
      if (results.length > 0) await this.#options.onVerdicts?.(results);
    };
    this.#reporting = this.#reporting.then(flush);
    return this.#reporting;
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
