import { VkIncompleteListingError, VkTransportError } from './errors.js';
import type { JsonObject } from './json.js';
import type { VkCall } from './methods.js';
import { isReadable, type VkPage } from './results.js';
import type { VkVerdict } from './verdict.js';

const MOST_READINGS = 3;

interface Listing<T> {
  method: 'market.get' | 'market.getAlbums';
  pageSize: number;
  page: (offset: number) => VkCall;
  read: (raw: JsonObject) => T | null;
}

/**
 * Reads a whole listing: first a page, then all others in batches. Goods may come and go meanwhile, which shifts
 * the pages, so it counts only when every page names the same total and as many different objects were read.
 * @throws VkIncompleteListingError when it did not hold still in three readings
 * @throws VkApiError | VkTransportError when a page could not be read: never a part of a listing
 */
export async function readListing<T extends { id: number }>(
  listing: Listing<T>,
  ask: (calls: VkCall[]) => Promise<VkVerdict[]>,
): Promise<T[]> {
  let counts = { expected: 0, read: 0 };
  for (let reading = 1; reading <= MOST_READINGS; reading += 1) {
    const [first] = await readPages(listing, [0], ask);
    const total = first?.count ?? 0;
    const offsets = Array.from(
      { length: Math.max(0, Math.ceil(total / listing.pageSize) - 1) },
      (_, index) => (index + 1) * listing.pageSize,
    );
    const others = await readPages(listing, offsets, ask);
    const pages = first ? [first, ...others] : others;
    const objects = readObjects(listing, pages);
    if (isWhole(total, pages, objects)) return objects;
    counts = { expected: total, read: objects.length };
  }
  throw new VkIncompleteListingError(listing.method, counts);
}

async function readPages<T>(
  listing: Listing<T>,
  offsets: readonly number[],
  ask: (calls: VkCall[]) => Promise<VkVerdict[]>,
): Promise<VkPage[]> {
  if (offsets.length === 0) return [];
  const verdicts = await ask(offsets.map((offset) => listing.page(offset)));
  return verdicts.map((verdict) => valueOf(listing.method, verdict));
}

/** The page of a call that is done; a call that is not done ends the reading. */
export function valueOf(method: 'market.get' | 'market.getAlbums' | 'market.getById', verdict: VkVerdict): VkPage {
  if (verdict.status !== 'done') throw verdict.error;
  if (!isReadable(method, verdict.value)) throw new VkTransportError(method, 'unreadable');
  return verdict.value;
}

/** Reads the objects of pages, each once. An object that cannot be read spoils the listing: it is not left out. */
export function readObjects<T extends { id: number }>(
  listing: { method: string; read: (raw: JsonObject) => T | null },
  pages: readonly VkPage[],
): T[] {
  const byId = new Map<number, T>();
  for (const raw of pages.flatMap((page) => page.items)) {
    const object = listing.read(raw);
    if (!object) throw new VkTransportError(listing.method, 'unreadable');
    byId.set(object.id, object);
  }
  return [...byId.values()];
}

/** Pseudo albums (id 0 and below, from old versions) may or may not be part of VK's count. */
function isWhole(total: number, pages: readonly VkPage[], objects: readonly { id: number }[]): boolean {
  const real = objects.filter((object) => object.id > 0).length;
  return pages.every((page) => page.count === total) && (objects.length === total || real === total);
}
