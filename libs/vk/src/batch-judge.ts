import type { Answer } from './answer.js';
import type { BatchSize } from './batch-size.js';
import { newEntry, verdictOfUndone, type CallQueue, type Entry } from './call-queue.js';
import { toWire } from './encode.js';
import { type VkApiError, VkTransportError, VkUnknownOutcomeError } from './errors.js';
import { FloodWatch } from './flood-watch.js';
import { isRepeatable, type VkMethod } from './methods.js';
import { isReadable } from './results.js';
import { gravest, isAlreadySo, takeApart, type VkVerdict } from './verdict.js';

/** One request of a batch: its calls, the size allowed when it was packed, and its number in the run. */
export interface Sent {
  group: readonly Entry[];
  limit: number;
  number: number;
}

export interface RetryRules {
  /** How often a call is sent when its answers come to nothing. */
  tries: number;
  /** The first pause between tries; each next one is twice as long. */
  backoffMs: number;
  /** Pauses of a method that VK holds back. */
  floodPausesMs: readonly number[];
}

export interface JudgeOptions {
  queue: CallQueue;
  size: BatchSize;
  rules: RetryRules;
  slowDown: () => Promise<void>;
  after: (ms: number, then: () => void) => void;
  sentSoFar: () => number;
}

/** Code 6 costs no try, but not for ever. */
const MOST_REFUSALS = 30;
/** VK broke off inside: whether the call was done is not known. */
const UNCERTAIN: ReadonlySet<number> = new Set([1, 10, 36]);
/** VK asks to wait with this method: flood control, "need wait", section off for a while. */
const HELD_BACK: ReadonlySet<number> = new Set([9, 32, 43]);

/** Turns answers into verdicts, and into what is to be sent again: the retry rules of the client live here. */
export class BatchJudge {
  readonly #options: JudgeOptions;
  readonly #floods: FloodWatch;
  #holds = 0;
  #losses = 0;
  #lossesUpTo = 0;

  constructor(options: JudgeOptions) {
    this.#options = options;
    this.#floods = new FloodWatch(options.rules.floodPausesMs);
  }

  /** Nothing may be sent just now. */
  get isHolding(): boolean {
    return this.#holds > 0;
  }

  /** The last request came to nothing. */
  get isLosing(): boolean {
    return this.#losses > 0;
  }

  async judge(sent: Sent, answer: Answer): Promise<void> {
    if (answer.kind === 'lost') return this.#judgeLost(sent, answer.error, answer.sent);
    if (answer.kind === 'error') return this.#judgeRefusal(sent, answer);
    const [first] = sent.group;
    if (!first || sent.group.length > 1) return this.#judgeScript(sent, answer);
    if (!isReadable(first.call.method, answer.value)) return this.#judgeLost(sent, unreadable(first.call.method), true);
    this.#losses = 0;
    this.#done(sent, first, answer.value);
  }

  #judgeLost(sent: Sent, error: Error, mayBeDone: boolean): void {
    const again = sent.group.filter((entry) =>
      mayBeDone ? this.#isToRepeat(entry, error) : this.#hasTriesLeft(entry, error),
    );
    const stubborn = again.filter((entry) => entry.tries > 1);
    for (const entry of stubborn) entry.maxGroup = half(sent);
    // What is lost again may itself be what VK chokes on: others go first, to show whether VK is there at all.
    this.#options.queue.putLast(stubborn);
    this.#options.queue.putBack(again.filter((entry) => entry.tries === 1));
    this.#noteLoss(sent, error);
  }

  async #judgeRefusal(sent: Sent, answer: Answer & { kind: 'error' }): Promise<void> {
    const { error, tokenChanged } = answer;
    const [first] = sent.group;
    if (error.code === 6) return this.#goSlower(sent.group, error);
    if (tokenChanged && sent.group.some((entry) => !entry.wasReauthorised)) {
      for (const entry of sent.group) entry.wasReauthorised = true;
      return this.#options.queue.putBack(sent.group);
    }
    if (UNCERTAIN.has(error.code)) return this.#judgeLost(sent, error, true);
    this.#losses = 0;
    if (first && sent.group.length === 1) return this.#judgeCall(sent, first, error);
    this.#judgeScriptRefusal(sent, error);
  }

  /** A whole `execute` was refused. Save for code 13, nothing of it was done. */
  #judgeScriptRefusal(sent: Sent, error: VkApiError): void {
    const { queue, size } = this.#options;
    const { group } = sent;
    if (HELD_BACK.has(error.code)) {
      for (const method of new Set(group.map((entry) => entry.call.method))) {
        this.#holdBack(
          sent,
          group.filter((entry) => entry.call.method === method),
          method,
          error,
        );
      }
    } else if (error.isWholeShop || error.family === 'quota') {
      for (const entry of group) this.#fail(sent, entry, error.as(entry.call.method));
    } else if (error.code === 8 && group.some((entry) => !entry.wasInvalid)) {
      for (const entry of group) entry.wasInvalid = true;
      queue.putBack(group);
    } else {
      if (error.code === 13) size.shrink(sent.limit);
      for (const entry of group) entry.maxGroup = error.code === 12 ? 1 : half(sent);
      queue.putBack(
        error.code === 13 ? group.filter((entry) => this.#isToRepeatAfterRuntimeError(entry, error)) : group,
      );
    }
  }

  #isToRepeatAfterRuntimeError(entry: Entry, error: VkApiError): boolean {
    if (isRepeatable(entry.call.method)) return true;
    entry.deliver(unknown(entry, error));
    return false;
  }

  /** VK answers each call in place, a refused one with `false`; the k-th `false` belongs to the k-th error. */
  async #judgeScript(sent: Sent, answer: Answer & { kind: 'response' }): Promise<void> {
    const { group } = sent;
    const scriptError = answer.innerErrors.find((error) => error.method === 'execute');
    const errors = answer.innerErrors.filter((error) => error.method !== 'execute');
    if (!isAnswersOf(group, answer.value)) {
      if (scriptError) return this.#judgeRefusal(sent, { kind: 'error', error: scriptError, tokenChanged: false });
      return this.#judgeLost(sent, unreadable('execute'), true);
    }
    this.#losses = 0;
    const values = answer.value;
    const refused = group.filter((_, index) => values[index] === false);
    const isMatched =
      refused.length === errors.length &&
      errors.every((error, index) => error.method === '' || error.method === refused[index]?.call.method);
    if (isMatched && errors.every((error) => error.family === 'item')) this.#options.size.noteClean();
    for (const [index, entry] of group.entries()) {
      const value: unknown = values[index];
      if (value === false) continue;
      if (isReadable(entry.call.method, value)) this.#done(sent, entry, value);
      else this.#repeatLater(entry, unreadable(entry.call.method));
    }
    for (const [index, entry] of refused.entries()) {
      const error = isMatched ? errors[index]?.as(entry.call.method) : undefined;
      if (error) await this.#judgeCall(sent, entry, error);
      else this.#repeatLater(entry, unreadable(entry.call.method));
    }
  }

  /** One call was refused, by itself or inside a batch that went through. */
  async #judgeCall(sent: Sent, entry: Entry, error: VkApiError): Promise<void> {
    const { call } = entry;
    if (error.code === 6) await this.#goSlower([entry], error);
    else if (UNCERTAIN.has(error.code)) this.#repeatLater(entry, error);
    else if (HELD_BACK.has(error.code)) this.#holdBack(sent, [entry], call.method, error);
    else if (error.code === 8 && !entry.wasInvalid) {
      entry.wasInvalid = true;
      this.#options.queue.putBack([entry]);
    } else if (error.code === 13 && !isRepeatable(call.method)) entry.deliver(unknown(entry, error));
    else if (isAlreadySo(call, error)) this.#done(sent, entry, 1);
    else if (!this.#sendPieces(entry, error)) this.#fail(sent, entry, error);
  }

  #done(sent: Sent, entry: Entry, value: unknown): void {
    this.#floods.noteDone(entry.call.method, sent.number);
    entry.deliver({ status: 'done', value });
  }

  #fail(sent: Sent, entry: Entry, error: VkApiError): void {
    const { queue, size } = this.#options;
    entry.deliver({ status: 'failed', error });
    if (error.code === 14) size.shrink(sent.limit);
    if (error.isWholeShop) queue.end(error);
    else if (error.family === 'quota') queue.close(entry.call.method, error);
  }

  #holdBack(sent: Sent, entries: readonly Entry[], method: VkMethod, error: VkApiError): void {
    const { queue, size } = this.#options;
    if (error.code === 9) size.shrink(sent.limit);
    const pauseMs = this.#floods.strike(method, sent.number, this.#options.sentSoFar());
    if (pauseMs === null) {
      for (const entry of entries) entry.deliver({ status: 'failed', error: error.as(method) });
      queue.close(method, error.as(method));
      return;
    }
    if (pauseMs > 0) this.#options.after(pauseMs, queue.pause(method));
    queue.putBack(entries);
  }

  #sendPieces(entry: Entry, error: VkApiError): boolean {
    const pieces = takeApart(entry.call, error);
    if (!pieces) return false;
    const verdicts: VkVerdict[] = [];
    const collect = (verdict: VkVerdict): void => {
      verdicts.push(verdict);
      if (verdicts.length === pieces.length) entry.deliver(gravest(verdicts));
    };
    this.#options.queue.putBack(pieces.map((piece) => newEntry(piece, toWire(piece), collect)));
    return true;
  }

  /** Code 6: nothing was done, and it goes again at the head once the token has rested. */
  async #goSlower(entries: readonly Entry[], error: VkApiError): Promise<void> {
    await this.#options.slowDown();
    const again = entries.filter((entry) => {
      entry.refusals += 1;
      if (entry.refusals <= MOST_REFUSALS) return true;
      entry.deliver({ status: 'failed', error: error.as(entry.call.method) });
      return false;
    });
    this.#options.queue.putBack(again);
  }

  #repeatLater(entry: Entry, error: Error): void {
    if (!this.#isToRepeat(entry, error)) return;
    this.#options.after(this.#backoffMs(entry.tries), this.#options.queue.setAside(entry));
  }

  /** After an answer that leaves it open whether the call was done. */
  #isToRepeat(entry: Entry, error: Error): boolean {
    if (!isRepeatable(entry.call.method)) {
      entry.deliver(unknown(entry, error));
      return false;
    }
    entry.lost = error;
    return this.#hasTriesLeft(entry, error);
  }

  #hasTriesLeft(entry: Entry, error: Error): boolean {
    entry.tries += 1;
    if (entry.tries < this.#options.rules.tries) return true;
    entry.deliver(verdictOfUndone(entry, error));
    return false;
  }

  /** Requests lost together count once; when as many in a row are lost as a call has tries, VK is not there. */
  #noteLoss(sent: Sent, error: Error): void {
    if (sent.number <= this.#lossesUpTo) return;
    this.#lossesUpTo = this.#options.sentSoFar();
    this.#losses += 1;
    if (this.#losses >= this.#options.rules.tries) return this.#options.queue.end(error);
    this.#holds += 1;
    this.#options.after(this.#backoffMs(this.#losses), () => {
      this.#holds -= 1;
    });
  }

  #backoffMs(times: number): number {
    return this.#options.rules.backoffMs * 2 ** (times - 1);
  }
}

function half(sent: Sent): number {
  return Math.max(1, Math.floor(sent.group.length / 2));
}

function unreadable(method: string): VkTransportError {
  return new VkTransportError(method, 'unreadable');
}

function unknown(entry: Entry, error: Error): VkVerdict {
  return { status: 'unknown', error: new VkUnknownOutcomeError(entry.call.method, error) };
}

function isAnswersOf(group: readonly Entry[], value: unknown): value is unknown[] {
  return Array.isArray(value) && value.length === group.length;
}
