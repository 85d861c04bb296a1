import { setTimeout as delay } from 'node:timers/promises';

/** How passing faults are retried: tries in all, first pause and longest pause in milliseconds. */
export interface RetrySettings {
  attempts: number;
  baseMs: number;
  maxMs: number;
}

/** Waits; an abort ends the wait at once and rejects with the signal's reason. */
export async function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  signal?.throwIfAborted();
  try {
    await delay(ms, undefined, { signal });
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  }
}

/** The pause after the n-th failure (from 1): doubling, capped, of which a random half is taken off. */
export function backoffMs(failures: number, retry: RetrySettings, random: () => number): number {
  const whole = Math.min(retry.maxMs, retry.baseMs * 2 ** (failures - 1));
  return Math.round(whole * (0.5 + random() / 2));
}
