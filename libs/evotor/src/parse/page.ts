import { EvotorBadAnswerError } from '../errors.js';
import { idKey } from '../ids.js';
import { asObject } from './fields.js';
import type { ItemParser } from './objects.js';

/** One page of a listing; a null cursor says that it was the last one. */
export interface Page<T> {
  items: T[];
  nextCursor: string | null;
}

/**
 * Reads `{ items, paging: { next_cursor } }`, or a bare array, which is a whole listing. The last page has no
 * cursor, in whatever way. An id that repeats within the page is kept once, as it stood last.
 * Throws `EvotorBadAnswerError` for anything that could make a listing look shorter than it is.
 */
export function parsePage<T extends { id: string }>(body: unknown, parseItem: ItemParser<T>, path: string): Page<T> {
  if (Array.isArray(body)) return { items: parseItems(body, parseItem, path), nextCursor: null };
  const page = asObject(body);
  if (!page || !Array.isArray(page.items)) throw new EvotorBadAnswerError('not a page', { status: 200, path });
  return { items: parseItems(page.items, parseItem, path), nextCursor: nextCursor(page.paging, path) };
}

/** The items without those whose id comes again later. */
export function keepLast<T extends { id: string }>(items: readonly T[]): T[] {
  return [...new Map(items.map((item) => [idKey(item.id), item])).values()];
}

function parseItems<T extends { id: string }>(values: unknown[], parseItem: ItemParser<T>, path: string): T[] {
  const items = values.map((value, index) => {
    const item = parseItem(value);
    if (item) return item;
    throw new EvotorBadAnswerError(`item ${index} of a page has no usable id`, { status: 200, path });
  });
  return keepLast(items);
}

function nextCursor(paging: unknown, path: string): string | null {
  if (isBlank(paging)) return null;
  const cursor = asObject(paging)?.next_cursor;
  if (asObject(paging) && isBlank(cursor)) return null;
  if (typeof cursor === 'string') return cursor;
  throw new EvotorBadAnswerError('the paging cannot be read', { status: 200, path });
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}
