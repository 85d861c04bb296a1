import { describe, expect, it } from '@jest/globals';
import type { OverviewProblem } from '../../lib/api-types.js';
import { problemRemedy } from './problem-remedy.js';

const aProblem = (changes: Partial<OverviewProblem>): OverviewProblem => ({
  code: 'no_price',
  severity: 'note',
  about: 'skipped-goods',
  count: 3,
  message: null,
  storeId: 'S1',
  storeName: 'Чайная',
  runId: null,
  ...changes,
});

describe('problemRemedy', () => {
  it.each([
    ['/connections', { about: 'vk', code: 'token_rejected' }],
    ['/connections', { about: 'evotor', code: 'forbidden' }],
    ['/catalog', { about: 'store', code: 'subscription_required' }],
    ['/catalog/stores/S1/products?syncState=skipped&syncReason=no_price', {}],
    [
      '/catalog/stores/S1/products?syncState=failed&syncReason=vk_rejected',
      { about: 'failed-goods', code: 'vk_rejected' },
    ],
    ['/sync/runs/r1', { about: 'run', code: 'captcha', runId: 'r1' }],
    ['/sync?view=settings', { about: 'settings', code: 'mirror_off' }],
  ] as const)('leads to %s for %j', (to, changes) => expect(problemRemedy(aProblem(changes)).to).toBe(to));
});
