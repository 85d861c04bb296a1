import { describe, expect, it } from '@jest/globals';
import { whoMustAct } from './run-words.js';

describe('whoMustAct', () => {
  it.each([
    ['merchant', 'failed', 'vk_rejected'],
    ['merchant', 'failed', 'photo_rejected'],
    ['wait', 'failed', 'quota_reached'],
    ['evosync', 'failed', null],
    [null, 'skipped', 'no_price'],
    [null, 'done', null],
  ] as const)('is %s for %s %s', (who, outcome, reason) => expect(whoMustAct({ outcome, reason })).toBe(who));

  it('is the merchant where the shop is full', () => {
    const item = { outcome: 'failed', reason: 'quota_reached' } as const;
    expect(whoMustAct(item, { code: 'shop_full' })).toBe('merchant');
    expect(whoMustAct(item, { code: 'quota' })).toBe('wait');
  });
});
