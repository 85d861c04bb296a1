/**
 * The number as services want it: international, digits only. A Russian number may begin with +7, 7, 8 or its 9.
 * Null when it cannot be a phone number.
 */
export function internationalNumber(written: string): string | null {
  const digits = written.replace(/\D/g, '');
  const isForeign = written.trim().startsWith('+') && !digits.startsWith('7');
  if (isForeign) return /^[1-9]\d{7,14}$/.test(digits) ? digits : null;
  const russian = /^[78]?(\d{10})$/.exec(digits)?.[1];
  return russian?.startsWith('9') ? `7${russian}` : null;
}
