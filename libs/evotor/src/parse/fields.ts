import { isIdShaped } from '../ids.js';

/** A JSON object as it came from outside. */
export type RawObject = Readonly<Record<string, unknown>>;

/** The value as an object, or null for anything else (arrays and null included). */
export function asObject(value: unknown): RawObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as RawObject) : null;
}

/** A non-empty text exactly as sent; a number becomes its digits. Null for anything else and for an empty text. */
export function textOrNull(value: unknown): string | null {
  if (typeof value === 'number') return decimalOrNull(value);
  return typeof value === 'string' && value !== '' ? value : null;
}

/** An id in its own spelling, or null when it does not have the shape of one. */
export function idOrNull(value: unknown): string | null {
  return typeof value === 'string' && isIdShaped(value) ? value : null;
}

const DECIMAL = /^(?<sign>[+-]?)(?<whole>\d*)(?:\.(?<fraction>\d*))?(?:e(?<exponent>[+-]?\d{1,3}))?$/i;
const MOST_DIGITS = 40;

/**
 * A number, or a text that holds one, as a plain decimal string: no exponent, no needless zeros (`"123.4"`, `"-1"`,
 * `"0"`). Null for an empty text, NaN, infinity, a decimal comma or anything else that is not clearly a number.
 */
export function decimalOrNull(value: unknown): string | null {
  if (typeof value !== 'string' && typeof value !== 'number') return null;
  const text = String(value).trim();
  if (typeof value === 'number' && Number.isFinite(value) && !text.includes('e')) return text;
  const parts = DECIMAL.exec(text)?.groups;
  if (!parts) return null;
  const { sign, whole = '', fraction = '', exponent = '0' } = parts;
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  if (digits === '' || digits.length > MOST_DIGITS || Math.abs(point) > MOST_DIGITS) return null;

  const padded = '0'.repeat(Math.max(0, -point)) + digits.padEnd(point, '0');
  const cut = Math.max(0, point);
  const integer = padded.slice(0, cut).replace(/^0+/, '') || '0';
  const rest = padded.slice(cut).replace(/0+$/, '');
  const plain = rest === '' ? integer : `${integer}.${rest}`;
  return sign === '-' && plain !== '0' ? `-${plain}` : plain;
}

/** A positive whole number (pixels), given as a number or a text; null for anything else. */
export function wholeOrNull(value: unknown): number | null {
  const decimal = decimalOrNull(value);
  const number = decimal === null ? Number.NaN : Number(decimal);
  return Number.isSafeInteger(number) && number > 0 ? number : null;
}

/** A yes or no, also where it came as a text or as 1 and 0. Null when absent, `unreadable` when it says neither. */
export function flag(value: unknown): boolean | null | 'unreadable' {
  if (value === undefined || value === null || value === '') return null;
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return 'unreadable';
  const word = String(value).toLowerCase();
  if (word === 'true' || word === '1') return true;
  if (word === 'false' || word === '0') return false;
  return 'unreadable';
}

const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.(\d{1,9}))?(Z|[+-]\d\d:?\d\d)$/;

/** A moment such as `2018-09-11T16:18:35.397+0000` (Evotor writes the offset without a colon); null if it is none. */
export function momentOrNull(value: unknown): Date | null {
  const parts = typeof value === 'string' ? MOMENT.exec(value) : null;
  if (!parts) return null;
  const [text, fraction = '', offset = 'Z'] = parts;
  const at = (from: number, to: number) => Number(text.slice(from, to));
  const [month, day, hour, minute, second] = [at(5, 7), at(8, 10), at(11, 13), at(14, 16), at(17, 19)];
  const ms = Number(fraction.padEnd(3, '0').slice(0, 3));
  const local = new Date(Date.UTC(at(0, 4), month - 1, day, hour, minute, second, ms));
  // Date rolls 30 February over into March: such a date is garbage, not a moment.
  const exact = local.getUTCMonth() === month - 1 && local.getUTCDate() === day && local.getUTCHours() === hour;
  if (!exact || minute > 59 || second > 59) return null;
  return new Date(local.getTime() - offsetMinutes(offset) * 60_000);
}

function offsetMinutes(offset: string): number {
  if (offset === 'Z') return 0;
  const minutes = Number(offset.slice(1, 3)) * 60 + Number(offset.slice(-2));
  return offset.startsWith('-') ? -minutes : minutes;
}
