import type { VkMethod } from './methods.js';

/**
 * Counts how often VK held a method back (code 9 and its like). Each time is answered with a longer pause; a
 * refusal of a request that was begun before the last pause says nothing new, and a success starts the count anew.
 */
export class FloodWatch {
  readonly #pausesMs: readonly number[];
  readonly #strikes = new Map<VkMethod, { count: number; at: number }>();

  constructor(pausesMs: readonly number[]) {
    this.#pausesMs = pausesMs;
  }

  /** The pause to make: 0 when one is already being made for it, null when pauses are used up. */
  strike(method: VkMethod, begun: number, now: number): number | null {
    const last = this.#strikes.get(method);
    if (last && begun <= last.at) return last.count > this.#pausesMs.length ? null : 0;
    const count = (last?.count ?? 0) + 1;
    this.#strikes.set(method, { count, at: now });
    return this.#pausesMs[count - 1] ?? null;
  }

  noteDone(method: VkMethod, begun: number): void {
    const last = this.#strikes.get(method);
    if (last && begun > last.at) this.#strikes.delete(method);
  }
}
