const DECIMAL = /^(\d+)(?:\.(\d*))?$/;

/**
 * A price in roubles times a multiplier, rounded half up to kopecks, as the server does it: both decimals with a dot.
 * `null` where one of them is no decimal above zero, or where nothing is left after rounding.
 */
export function multiplied(price: string, multiplier: string): string | null {
  const one = DECIMAL.exec(price);
  const other = DECIMAL.exec(multiplier);
  if (!one || !other) return null;
  const scale = (one[2] ?? '').length + (other[2] ?? '').length;
  const product = BigInt(`${one[1]}${one[2] ?? ''}`) * BigInt(`${other[1]}${other[2] ?? ''}`);
  const divisor = 10n ** BigInt(Math.max(0, scale - 2));
  const kopecks = (product * 10n ** BigInt(Math.max(0, 2 - scale)) + divisor / 2n) / divisor;
  if (kopecks <= 0n) return null;
  const digits = kopecks.toString().padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
