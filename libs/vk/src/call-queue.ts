import { toSnippet, type WireParams } from './encode.js';
import { VkApiError } from './errors.js';
import { mayBatch, type VkCall, type VkMethod } from './methods.js';
import type { VkVerdict } from './verdict.js';

/** A call on its way to a verdict. */
export interface Entry {
  readonly call: VkCall;
  readonly params: WireParams;
  readonly deliver: (verdict: VkVerdict) => void;
  /** The greatest batch it may still be part of. */
  maxGroup: number;
  /** Sendings that came to nothing and count. */
  tries: number;
  /** Answers with code 6, which cost no try. */
  refusals: number;
  /** Sent again once after code 8. */
  wasInvalid: boolean;
  /** Sent again once with a token that replaced a refused one. */
  wasReauthorised: boolean;
  /** Set when an earlier sending of it may have been done. */
  lost: Error | null;
}

export function newEntry(call: VkCall, params: WireParams, deliver: (verdict: VkVerdict) => void): Entry {
  const maxGroup = mayBatch(call.method) ? Infinity : 1;
  return {
    call,
    params,
    deliver,
    maxGroup,
    tries: 0,
    refusals: 0,
    wasInvalid: false,
    wasReauthorised: false,
    lost: null,
  };
}

/** What is to be said of a call that is not sent any more: by what its earlier sendings came to, if there were any. */
export function verdictOfUndone(entry: Entry, reason: Error): VkVerdict {
  const { lost } = entry;
  if (!lost) return { status: 'not-sent', error: reason };
  if (lost instanceof VkApiError) return { status: 'failed', error: lost.as(entry.call.method) };
  return { status: 'unknown', error: lost };
}

/** The calls of one batch that wait to be sent, in order, with what is paused, closed or over. */
export class CallQueue {
  readonly #aside = new Set<Entry>();
  readonly #paused = new Set<VkMethod>();
  readonly #closed = new Map<VkMethod, Error>();
  #ready: Entry[];
  #over: Error | null = null;

  constructor(entries: Entry[]) {
    this.#ready = entries;
  }

  get isOver(): boolean {
    return this.#over !== null;
  }

  /** How many calls could be sent now. */
  get sendable(): number {
    if (this.#paused.size === 0) return this.#ready.length;
    return this.#ready.filter((entry) => !this.#paused.has(entry.call.method)).length;
  }

  /** Takes the calls of the next request: as many as allowed, whose script stays within `maxBytes`. */
  take(limit: number, maxBytes: number): Entry[] {
    const group: Entry[] = [];
    let most = limit;
    let bytes = 0;
    for (const entry of this.#ready) {
      if (this.#paused.has(entry.call.method)) continue;
      if (group.length >= most) break;
      if (entry.maxGroup <= group.length) continue;
      bytes += Buffer.byteLength(toSnippet(entry.call.method, entry.params)) + 1;
      if (group.length > 0 && bytes > maxBytes) break;
      most = Math.min(most, entry.maxGroup);
      group.push(entry);
    }
    if (group.every((entry, index) => this.#ready[index] === entry)) this.#ready.splice(0, group.length);
    else {
      const taken = new Set(group);
      this.#ready = this.#ready.filter((entry) => !taken.has(entry));
    }
    return group;
  }

  /** Puts calls back at the head. */
  putBack(entries: readonly Entry[]): void {
    const back = entries.filter((entry) => !this.#leaves(entry));
    this.#ready.unshift(...back);
  }

  putLast(entries: readonly Entry[]): void {
    const last = entries.filter((entry) => !this.#leaves(entry));
    this.#ready.push(...last);
  }

  /** Keeps a call out of the way until the returned function is called. */
  setAside(entry: Entry): () => void {
    if (this.#leaves(entry)) return () => undefined;
    this.#aside.add(entry);
    return () => {
      if (this.#aside.delete(entry)) this.putBack([entry]);
    };
  }

  pause(method: VkMethod): () => void {
    this.#paused.add(method);
    return () => void this.#paused.delete(method);
  }

  /** No more calls of this method: those that wait are not sent. */
  close(method: VkMethod, error: Error): void {
    this.#closed.set(method, error);
    this.#dismiss();
  }

  /** Nothing more is sent at all. The first reason stands. */
  end(error: Error): void {
    this.#over ??= error;
    this.#dismiss();
  }

  #dismiss(): void {
    this.#ready = this.#ready.filter((entry) => !this.#leaves(entry));
    for (const entry of this.#aside) if (this.#leaves(entry)) this.#aside.delete(entry);
  }

  #leaves(entry: Entry): boolean {
    const reason = this.#over ?? this.#closed.get(entry.call.method);
    if (!reason) return false;
    entry.deliver(verdictOfUndone(entry, reason));
    return true;
  }
}
