import { describe, expect, it } from '@jest/globals';
import { aProduct } from '@evosync/testing';
import { isRestricted } from './restricted.js';
import { skipReasonOf } from './skip.js';

describe('isRestricted (M2)', () => {
  it.each([
    ['NORMAL', false],
    ['SERVICE', false],
    ['ALCOHOL_MARKED', true],
    ['ALCOHOL_NOT_MARKED', true],
    ['alcohol_marked', true],
    ['BEER_MARKED', true],
    ['BEER_MARKED_KEG', true],
    ['NOT_ALCOHOL_BEER_MARKED', false],
    ['TOBACCO_MARKED', true],
    ['ALTERNATIVE_TOBACCO', true],
    ['NICOTINE_LIQUID', true],
    ['MEDICINE_MARKED', true],
    ['DAIRY_MARKED', false],
    ['SOMETHING_NEW', false],
    ['', false],
  ])('%s: %s', (type, expected) => {
    expect(isRestricted({ type, isAgeLimited: false })).toBe(expected);
  });

  it('holds for everything that is limited by age', () => {
    expect(isRestricted({ type: 'NORMAL', isAgeLimited: true })).toBe(true);
    expect(isRestricted({ type: 'NOT_ALCOHOL_BEER_MARKED', isAgeLimited: true })).toBe(true);
  });
});

describe('skipReasonOf', () => {
  it.each([
    ['nothing', {}, null],
    ['not for sale', { allowToSell: false }, 'not_for_sale'],
    ['no price', { price: null }, 'no_price'],
    ['no price and not for sale', { price: '0', allowToSell: false }, 'no_price'],
    ['restricted, no price and not for sale', { type: 'BEER', price: null, allowToSell: false }, 'restricted_goods'],
  ])('%s', (_, changes, expected) => {
    expect(skipReasonOf(aProduct(changes), { priceMultiplier: '1' })).toBe(expected);
  });
});
