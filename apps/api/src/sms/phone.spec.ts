import { describe, expect, it } from '@jest/globals';
import { internationalNumber } from './phone.js';

describe('phone numbers as people write them', () => {
  it.each([
    ['+7 (925) 507-06-02', '79255070602'],
    ['8 925 507 06 02', '79255070602'],
    ['79255070602', '79255070602'],
    ['9255070602', '79255070602'],
    ['+375 29 123-45-67', '375291234567'],
  ])('%s', (written, number) => expect(internationalNumber(written)).toBe(number));

  it.each(['', '12345', '8 495 120 81 15', '+7 925 507', '892550706021', 'позвоните мне', '+0001234567'])(
    'cannot be texted: %s',
    (written) => expect(internationalNumber(written)).toBeNull(),
  );
});
