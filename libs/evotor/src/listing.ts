import { EvotorBadRequestError, EvotorIncompleteListingError } from './errors.js';
import { keepLast, type Page } from './parse/page.js';

/** How a listing is read: one page by its cursor (null for the first), and how many pages are still sane. */
export interface Listing<T> {
  path: string;
  maxPages: number;
  readPage: (cursor: string | null) => Promise<Page<T>>;
}

/** Statuses by which the cloud may refuse a cursor. */
const CURSOR_REFUSALS = new Set<number | null>([400, 409, 422]);

/**
 * Reads a listing page by page and ends only at its last page. A refused cursor, a cursor that comes back and a
 * listing without an end throw `EvotorIncompleteListingError`; any other failure of a page is thrown as it is.
 */
export async function* readPages<T>(listing: Listing<T>): AsyncGenerator<T[], void> {
  const { path, maxPages } = listing;
  const seen = new Set<string>();
  let cursor: string | null = null;
  for (;;) {
    const page: Page<T> = await readAt(listing, cursor);
    cursor = page.nextCursor;
    if (cursor !== null && seen.has(cursor)) {
      throw new EvotorIncompleteListingError('cursor_repeated', { status: 200, path });
    }
    yield page.items;
    if (cursor === null) return;
    seen.add(cursor);
    if (seen.size >= maxPages) throw new EvotorIncompleteListingError('too_many_pages', { status: 200, path });
  }
}

/**
 * Reads a listing to its end into one array, an id that repeats kept once, as it stood last. A refused cursor starts
 * the listing over, once.
 */
export async function readWhole<T extends { id: string }>(listing: Listing<T>): Promise<T[]> {
  try {
    return await collect(listing);
  } catch (error) {
    if (error instanceof EvotorIncompleteListingError && error.reason === 'cursor_rejected') return collect(listing);
    throw error;
  }
}

async function collect<T extends { id: string }>(listing: Listing<T>): Promise<T[]> {
  const pages: T[][] = [];
  for await (const page of readPages(listing)) pages.push(page);
  return keepLast(pages.flat());
}

async function readAt<T>(listing: Listing<T>, cursor: string | null): Promise<Page<T>> {
  try {
    return await listing.readPage(cursor);
  } catch (error) {
    const refused = error instanceof EvotorBadRequestError && CURSOR_REFUSALS.has(error.status);
    if (!refused || cursor === null) throw error;
    throw new EvotorIncompleteListingError('cursor_rejected', { status: error.status, path: listing.path }, error);
  }
}
