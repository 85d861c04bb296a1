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
});
