import { describe, expect, it } from '@jest/globals';
import { ERROR_CODES } from '../../lib/codes.js';
import { actionFor, remedyOf } from './remedy.js';

describe('what mends a connection', () => {
  it('has advice for every problem that only the merchant can mend', () => {
    const without = ERROR_CODES.filter((code) => remedyOf(code) === null);
    expect(without).not.toContain('token_rejected');
    expect(remedyOf('unavailable')).toBeNull();
    expect(remedyOf('something new')).toBeNull();
  });

  it.each([
    ['token_rejected', 'replace'],
    ['forbidden', 'replace'],
    ['market_disabled', 'test'],
    ['not_in_roubles', 'test'],
    ['subscription_required', 'test'],
    ['something new', 'replace'],
  ])('offers for %s to %s', (code, action) => expect(actionFor(code)).toBe(action));
});
