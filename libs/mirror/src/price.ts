import { parseDecimal, powerOfTen } from './decimal.js';
import type { Decimal } from './decimal.js';

/** VK's ceiling for a price is 999,999,999,999 roubles (market.add, schema 5.199). */
const HIGHEST_PRICE_KOPECKS = 99_999_999_999_900n;

/**
 * Rule M3: Evotor price times multiplier in whole kopecks, rounded half up. Null when there is no price to show: none
 * given, zero, below zero, zero after rounding, or more than VK can take.
 */
export function itemPrice(price: string | null, priceMultiplier: string): number | null {
  return priceRule(priceMultiplier)(price);
}

/** `itemPrice` for many products: the multiplier is read once, and each price that many of them share. */
export function priceRule(priceMultiplier: string): (price: string | null) => number | null {
  const factor = parseDecimal(priceMultiplier);
  if (!factor || factor.unscaled <= 0n) return () => null;
  const seen = new Map<string, number | null>();
  return (price) => {
    if (price === null) return null;
    const known = seen.get(price);
    if (known !== undefined) return known;
    const kopecks = inKopecks(price, factor);
    seen.set(price, kopecks);
    return kopecks;
  };
}

function inKopecks(price: string, factor: Decimal): number | null {
  const roubles = parseDecimal(price);
  if (!roubles || roubles.unscaled <= 0n) return null;
  const kopecks = toKopecks(roubles.unscaled * factor.unscaled, roubles.scale + factor.scale);
  return kopecks > 0n && kopecks <= HIGHEST_PRICE_KOPECKS ? Number(kopecks) : null;
}

function toKopecks(unscaled: bigint, scale: number): bigint {
  if (scale <= 2) return unscaled * powerOfTen(2 - scale);
  const divisor = powerOfTen(scale - 2);
  return (unscaled + divisor / 2n) / divisor;
}
