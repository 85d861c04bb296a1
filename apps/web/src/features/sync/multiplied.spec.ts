import { describe, expect, it } from '@jest/globals';
import { multiplied } from './multiplied.js';

describe('multiplied', () => {
  it.each([
    ['129.90', '1', '129.90'],
    ['1.005', '1', '1.01'],
    ['5.2', '100', '520.00'],
    ['150', '1.15', '172.50'],
    ['0.10', '0.05', '0.01'],
    ['99999999999.99', '1.1', '109999999999.99'],
    ['0.10', '0.04', null],
    ['0', '5', null],
    ['12,5', '1', null],
    ['12', '', null],
  ])('%s times %s is %s', (price, multiplier, product) => expect(multiplied(price, multiplier)).toBe(product));
});
