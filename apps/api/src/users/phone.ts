import { validationFailed } from '../common/input.pipe.js';

/**
 * A phone number as it is kept: `+` and digits, spaces and brackets taken out; Russian numbers may be written with 8
 * or without a code. Null for what is no phone number.
 */
function normalPhone(text: string): string | null {
  if (!/^\+?[\d\s().-]+$/.test(text.trim())) return null;
  const digits = text.replace(/\D/g, '');
  if (text.trim().startsWith('+')) return /^[1-9]\d{9,14}$/.test(digits) ? `+${digits}` : null;
  if (/^9\d{9}$/.test(digits)) return `+7${digits}`;
  if (/^[78]\d{10}$/.test(digits)) return `+7${digits.slice(1)}`;
  return /^[1-9]\d{10,14}$/.test(digits) ? `+${digits}` : null;
}

/**
 * The normal form of a phone number that somebody gave.
 * @throws Problem 400 at `phone`
 */
export function requirePhone(text: string): string {
  const phone = normalPhone(text);
  if (phone !== null) return phone;
  const message = {
    ru: 'Укажите номер телефона, например +7 900 000-00-00',
    en: 'Give a phone number such as +7 900 000-00-00',
  };
  throw validationFailed([{ field: 'phone', message }]);
}
