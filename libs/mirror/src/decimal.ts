/** An exact decimal number: `unscaled` divided by ten to the power of `scale`. */
export interface Decimal {
  unscaled: bigint;
  scale: number;
}

const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,3}))?$/;

/** Ten to the power of a non-negative whole number. */
export function powerOfTen(exponent: number): bigint {
  return 10n ** BigInt(exponent);
}

/** Reads a decimal with a dot, losing nothing; null when the text is not a number. */
export function parseDecimal(text: string): Decimal | null {
  const match = DECIMAL.exec(text.trim());
  if (!match) return null;
  const fraction = match[3] ?? '';
  const digits = (match[2] ?? '') + fraction;
  if (digits === '') return null;
  const magnitude = BigInt(digits);
  const unscaled = match[1] === '-' ? -magnitude : magnitude;
  const scale = fraction.length - Number(match[4] ?? 0);
  return scale >= 0 ? { unscaled, scale } : { unscaled: unscaled * powerOfTen(-scale), scale: 0 };
}

/** `"1.50"` as `"1.5"`, `"100.0"` as `"100"`: no trailing zeros after the dot and no dot of their own. */
export function withoutTrailingZeros(text: string): string {
  const decimal = parseDecimal(text);
  if (!decimal) return text.trim();
  const sign = decimal.unscaled < 0n ? '-' : '';
  const digits = String(decimal.unscaled < 0n ? -decimal.unscaled : decimal.unscaled).padStart(decimal.scale + 1, '0');
  const point = digits.length - decimal.scale;
  const fraction = digits.slice(point).replace(/0+$/, '');
  return sign + digits.slice(0, point) + (fraction === '' ? '' : `.${fraction}`);
}
