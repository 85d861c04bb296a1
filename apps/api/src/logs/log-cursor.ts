import { validationFailed } from '../common/input.pipe.js';
import type { Place } from './log-scan.js';

/** Where a list goes on, and what is known of its length so far. */
export interface LogCursor extends Place {
  /** Rows before this place. */
  seen: number;
  total: number;
  totalIsExact: boolean;
}

/** A cursor as the API hands it out: opaque, safe in a URL. */
export function writeCursor({ time, id, seen, total, totalIsExact }: LogCursor): string {
  return Buffer.from(JSON.stringify([time.getTime(), id, seen, total, totalIsExact])).toString('base64url');
}

/** @throws Problem 400 `validation_failed` for a text that is no cursor of ours */
export function readCursor(text: string): LogCursor {
  const parts = partsOf(text);
  const [time = -1, id = -1, seen = -1, total = -1] = parts.slice(0, 4).map(Number);
  const isWhole = [time, id, seen, total].every((part) => Number.isSafeInteger(part) && part >= 0);
  if (parts.length !== 5 || !isWhole || time > 8.64e15) throw notOurs();
  return { time: new Date(time), id, seen, total, totalIsExact: parts[4] === true };
}

function partsOf(text: string): unknown[] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    return Array.isArray(parsed) ? parsed : [];
  } catch {
    return [];
  }
}

function notOurs() {
  const message = { ru: 'Неверное место продолжения списка', en: 'Not a place where a list goes on' };
  return validationFailed([{ field: 'cursor', message }]);
}
