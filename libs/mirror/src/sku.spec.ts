import { describe, expect, it } from '@jest/globals';
import { isOurSku, skuOf } from './sku.js';

describe('skuOf (M7)', () => {
  it('is EV- and 12 hex digits of the SHA-256 of the key in lower case', () => {
    // printf '%s' 's1:p1' | sha256sum
    expect(skuOf({ storeId: 'S1', productId: 'P1' })).toBe('EV-8925e230fb9f');
    expect(skuOf({ storeId: 's1', productId: 'p1' })).toBe(skuOf({ storeId: 'S1', productId: 'P1' }));
  });

  it('differs between stores for the same product id', () => {
    expect(skuOf({ storeId: 's1', productId: 'p1' })).not.toBe(skuOf({ storeId: 's2', productId: 'p1' }));
  });

  it.each([
    ['EV-0123456789ab', true],
    ['EV-anything', true],
    ['АРТ-1', false],
    ['', false],
    [null, false],
  ])('%s is ours: %s', (sku, expected) => {
    expect(isOurSku(sku)).toBe(expected);
  });
});
