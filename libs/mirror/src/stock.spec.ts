import { describe, expect, it } from '@jest/globals';
import { itemStock } from './stock.js';

describe('itemStock (M6)', () => {
  it.each<['fixed' | 'evotor', boolean, string | null, number]>([
    ['fixed', true, '3', 1000],
    ['fixed', true, null, 1000],
    ['fixed', false, '3', 0],
    ['evotor', true, '12', 12],
    ['evotor', true, '3.99', 3],
    ['evotor', true, '0.5', 0],
    ['evotor', true, '0', 0],
    ['evotor', true, '-0.5', 0],
    ['evotor', true, '-7', 0],
    ['evotor', true, '999999.9', 999999],
    ['evotor', true, '1000000', 999999],
    ['evotor', true, '1e3', 1000],
    ['evotor', true, '2.9999999999999999999', 2],
    ['evotor', true, null, 1000],
    ['evotor', true, '', 1000],
    ['evotor', false, '12', 0],
    ['evotor', false, null, 0],
  ])('%s, for sale %s, quantity %s: %i', (stockMode, allowToSell, quantity, expected) => {
    expect(itemStock({ allowToSell, quantity }, { stockMode, stockAmount: 1000 })).toBe(expected);
  });
});
