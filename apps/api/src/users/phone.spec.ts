import { describe, expect, it } from '@jest/globals';
import { Problem } from '../common/problem.js';
import { requirePhone } from './phone.js';

describe('a phone number', () => {
  it.each([
    ['+7 900 123-45-67', '+79001234567'],
    ['8 (900) 123 45 67', '+79001234567'],
    ['79001234567', '+79001234567'],
    ['9001234567', '+79001234567'],
    [' +375 29 123-45-67 ', '+375291234567'],
    ['375291234567', '+375291234567'],
  ])('%s is kept as %s', (given, kept) => {
    expect(requirePhone(given)).toBe(kept);
  });

  it.each(['', '12', 'call me', '+7 900', '+0 900 123-45-67', '900 123-45-67 доб. 5', '1'.repeat(20)])(
    'is not %j',
    (given) => {
      expect(() => requirePhone(given)).toThrow(Problem);
    },
  );
});
