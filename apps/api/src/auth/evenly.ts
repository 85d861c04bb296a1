import { setTimeout as delay } from 'node:timers/promises';

const LEAST_MS = 300;

/** Does the work in no less than a fixed time, so that a quick answer does not tell that there was little to do. */
export async function evenly<T>(work: () => Promise<T>): Promise<T> {
  const [result] = await Promise.all([work(), delay(LEAST_MS)]);
  return result;
}
