import { VkIncompleteListingError, VkTransportError } from './errors.js';
import type { JsonObject } from './json.js';
import type { VkCall } from './methods.js';
import { isReadable } from './results.js';
import type { VkVerdict } from './verdict.js';

const MOST_READINGS = 3;
/** Raw pages are several times the size of what is kept of them, so only so many are held at a time. */
const PAGES_AT_ONCE = 25;

/** How a method's objects are asked for and read. */
interface Source<T> {
  method: 'market.get' | 'market.getAlbums' | 'market.getById';
  /** Null when it is not such an object. */
  read: (raw: JsonObject) => T | null;
  ask: (calls: readonly VkCall[]) => Promise<VkVerdict[]>;
}

interface Listing<T> extends Source<T> {
  pageSize: number;
  page: (offset: number) => VkCall;
}

interface Reading<T> {
  /** What each page gave as the count. */
  counts: Set<number>;
  byId: Map<number, T>;
}

/**
 * Reads a whole listing: first a page, then all others in batches. Goods may come and go meanwhile, which shifts
 * the pages, so it counts only when every page names the same total and as many different objects were read.
 * @throws VkIncompleteListingError when it did not hold still in three readings
 * @throws VkApiError | VkTransportError when a page could not be read: never a part of a listing
 */
export async function readListing<T extends { id: number }>(listing: Listing<T>): Promise<T[]> {
  let last = { expected: 0, read: 0 };
  for (let times = 1; times <= MOST_READINGS; times += 1) {
    const reading: Reading<T> = { counts: new Set(), byId: new Map() };
    await readInto(reading, listing, [listing.page(0)]);
    const [total = 0] = reading.counts;
    const others = Math.max(0, Math.ceil(total / listing.pageSize) - 1);
    const pages = Array.from({ length: others }, (_, index) => listing.page((index + 1) * listing.pageSize));
    await readInto(reading, listing, pages);
    if (isWhole(reading)) return [...reading.byId.values()];
    last = { expected: total, read: reading.byId.size };
  }
  throw new VkIncompleteListingError(listing.method, last);
}

/** Reads the objects that the calls answer, each once. @throws VkApiError | VkTransportError */
export async function readObjects<T extends { id: number }>(source: Source<T>, calls: readonly VkCall[]): Promise<T[]> {
  const reading: Reading<T> = { counts: new Set(), byId: new Map() };
  await readInto(reading, source, calls);
  return [...reading.byId.values()];
}

/** An object that cannot be read spoils the whole: it is not left out. */
async function readInto<T extends { id: number }>(
  reading: Reading<T>,
  { method, read, ask }: Source<T>,
  calls: readonly VkCall[],
): Promise<void> {
  for (let from = 0; from < calls.length; from += PAGES_AT_ONCE) {
    for (const verdict of await ask(calls.slice(from, from + PAGES_AT_ONCE))) {
      if (verdict.status !== 'done') throw verdict.error;
      if (!isReadable(method, verdict.value)) throw new VkTransportError(method, 'unreadable');
      reading.counts.add(verdict.value.count);
      for (const raw of verdict.value.items) {
        const object = read(raw);
        if (!object) throw new VkTransportError(method, 'unreadable');
        reading.byId.set(object.id, object);
      }
    }
  }
}

/** Pseudo albums (id 0 and below, from old versions) may or may not be part of VK's count. */
function isWhole({ counts, byId }: Reading<unknown>): boolean {
  const [total] = counts;
  const real = [...byId.keys()].filter((id) => id > 0).length;
  return counts.size === 1 && (byId.size === total || real === total);
}
