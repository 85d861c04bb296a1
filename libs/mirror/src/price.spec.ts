import { describe, expect, it } from '@jest/globals';
import { withoutTrailingZeros } from './decimal.js';
import { itemPrice } from './price.js';

describe('itemPrice (M3), in kopecks', () => {
  it.each<[string | null, string, number | null]>([
    ['690', '1', 69000],
    ['129.9', '1', 12990],
    ['0.01', '1', 1],
    ['1.005', '1', 101],
    ['1.0049', '1', 100],
    ['2.675', '1', 268],
    ['1.115', '1', 112],
    ['0.29', '100', 2900],
    ['0.123', '100', 1230],
    ['19.99', '1.5', 2999],
    ['33.33', '0.3', 1000],
    ['9999999.99', '100', 99999999900],
    ['1e2', '1', 10000],
    ['5e-1', '1', 50],
    ['.5', '1.', 50],
    [null, '1', null],
    ['0', '1', null],
    ['0.00', '1', null],
    ['0.004', '1', null],
    ['0.005', '1', 1],
    ['-5', '1', null],
    ['-5', '-1', null],
    ['5', '0', null],
    ['', '1', null],
    ['12,50', '1', null],
    ['по запросу', '1', null],
    ['5', 'много', null],
    ['999999999999', '1', 99999999999900],
    ['999999999999.01', '1', null],
    ['1000000000000', '1', null],
  ])('%s x %s', (price, multiplier, expected) => {
    expect(itemPrice(price, multiplier)).toBe(expected);
  });
});

describe('withoutTrailingZeros', () => {
  it.each([
    ['1', '1'],
    ['100', '100'],
    ['100.0', '100'],
    ['1.50', '1.5'],
    ['1.', '1'],
    ['0.001', '0.001'],
    ['.25', '0.25'],
    ['-2.50', '-2.5'],
    ['1e2', '100'],
  ])('%s is %s', (text, expected) => {
    expect(withoutTrailingZeros(text)).toBe(expected);
  });
});
