import type { VkApiError } from './errors.js';
import type { VkCall } from './methods.js';

/**
 * What came of one call. `done`: VK did it, or it was so already. `failed`: VK refused it. `unknown`: it was sent
 * and nobody knows; settle it by reading VK. `not-sent`: VK has certainly not seen it.
 */
export type VkVerdict<T = unknown> =
  | { status: 'done'; value: T }
  | { status: 'failed'; error: VkApiError }
  | { status: 'unknown'; error: Error }
  | { status: 'not-sent'; error: Error };

/** Whether a refusal only says that what was asked for is so already. Each such method answers 1 when it works. */
export function isAlreadySo(call: VkCall, error: VkApiError): boolean {
  switch (call.method) {
    case 'market.edit':
    case 'market.editAlbum':
      return error.detail === 'nothing_to_change';
    case 'market.delete':
      return error.code === 1403;
    case 'market.deleteAlbum':
      return error.code === 1402;
    case 'market.restore':
      return error.code === 1518;
    case 'market.addToAlbum':
      return error.code === 1404 && pairCount(call) === 1;
    default:
      return false;
  }
}

/**
 * Code 1404 for a list says that some item is in some album already, but not which: the calls that put one item
 * into one album each. Null where there is nothing to take apart.
 */
export function takeApart(call: VkCall, error: VkApiError): VkCall[] | null {
  if (call.method !== 'market.addToAlbum' || error.code !== 1404 || pairCount(call) < 2) return null;
  const { owner_id, item_ids, album_ids } = call.params;
  return item_ids.flatMap((item) =>
    album_ids.map((album) => ({
      method: 'market.addToAlbum' as const,
      params: { owner_id, item_ids: [item], album_ids: [album] },
    })),
  );
}

function pairCount(call: VkCall & { method: 'market.addToAlbum' }): number {
  return call.params.item_ids.length * call.params.album_ids.length;
}

const GRAVITY: Readonly<Record<VkVerdict['status'], number>> = { done: 0, 'not-sent': 1, unknown: 2, failed: 3 };

/** The verdict of a call that was taken apart: the gravest of its parts. */
export function gravest(verdicts: readonly VkVerdict[]): VkVerdict {
  return verdicts.reduce((worst, next) => (GRAVITY[next.status] > GRAVITY[worst.status] ? next : worst), {
    status: 'done',
    value: 1,
  } satisfies VkVerdict);
}
