import { createHash } from 'node:crypto';

const hexOf = (seed: string): string => createHash('sha256').update(seed).digest('hex');

const dashed = (hex: string): string =>
  [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');

/** A lower-case id of a product or group that only looks like a UUID: its version bits are never valid. */
export function looseId(seed: string): string {
  const hex = hexOf(seed);
  return dashed(`${hex.slice(0, 12)}d${hex.slice(13, 16)}3${hex.slice(17)}`);
}

/** A lower-case id that is also a valid UUID of version 4; the same seed gives the same id. */
export function strictId(seed: string): string {
  const hex = hexOf(seed);
  return dashed(`${hex.slice(0, 12)}4${hex.slice(13, 16)}a${hex.slice(17)}`);
}

/** An upper-case id that begins with a date (`yyyymmdd`), as those of stores and tills do. */
export function datedId(date: string, seed: string): string {
  return dashed(`${date}${hexOf(seed).slice(0, 24)}`).toUpperCase();
}
