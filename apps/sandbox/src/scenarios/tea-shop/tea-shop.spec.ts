import { describe, expect, it } from '@jest/globals';
import type { ProductInput } from '../../evotor/index.js';
import { kioskStock, mainStock } from './index.js';
import type { Stock } from './ordinary-goods.js';

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const VALID_UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const main = mainStock();
const kiosk = kioskStock();
const all = [...main.products, ...kiosk.products];
const named = (name: string): ProductInput[] => main.products.filter((product) => product.name === name);
const has = (test: (product: ProductInput) => boolean): boolean => main.products.some(test);
const depthOf = (stock: Stock, id: string | null | undefined): number => {
  const group = stock.groups.find((each) => each.id === id);
  return group ? 1 + depthOf(stock, group.parent_id) : 0;
};

describe('the tea shop', () => {
  it('has more than 300 goods in two stores and groups nested three deep', () => {
    expect(all.length).toBeGreaterThan(300);
    expect(all.length).toBeLessThan(400);
    expect(kiosk.products.length).toBeGreaterThan(25);
    expect(Math.max(...main.products.map((product) => depthOf(main, product.parent_id)))).toBe(3);
  });

  it('is the same at every start', () => {
    expect(mainStock()).toEqual(main);
    expect(kioskStock()).toEqual(kiosk);
  });

  it('gives every product an id of its own within its store, some of them no valid UUID', () => {
    for (const { products } of [main, kiosk]) {
      const ids = products.map(({ id }) => id ?? '');
      expect(new Set(ids).size).toBe(products.length);
      expect(ids.filter((id) => !ID.test(id))).toEqual([]);
    }
    expect(has(({ id }) => !VALID_UUID.test(id ?? ''))).toBe(true);
    expect(has(({ id }) => VALID_UUID.test(id ?? ''))).toBe(true);
  });

  it('has goods that share their id between the stores at different prices', () => {
    const shared = kiosk.products.filter(({ id }) => main.products.some((product) => product.id === id));
    expect(shared).toHaveLength(5);
    for (const { id, price } of shared) {
      expect(main.products.find((product) => product.id === id)?.price).not.toBe(price);
    }
  });

  it('has names of every awkward kind', () => {
    const lengths = main.products.map(({ name = '' }) => name.length);
    expect(Math.min(...lengths)).toBe(2);
    expect(Math.max(...lengths)).toBe(160);
    expect(named('Мёд')).toHaveLength(1);
    expect(named('Сахар тростниковый, 500 г')).toHaveLength(2);
    for (const part of ['&quot;', '&amp;quot;', '&nbsp;', '🍵', '₽', '½', '"', '  ', '龍']) {
      expect(has(({ name = '' }) => name.includes(part))).toBe(true);
    }
  });

  it.each<[string, (product: ProductInput) => boolean]>([
    ['price 0', ({ price }) => price === 0],
    ['a price of three decimals', ({ price }) => price === 1.005],
    ['the highest price', ({ price }) => price === 9_999_999.99],
    ['weighed goods', ({ measure_name, quantity }) => measure_name === 'кг' && !Number.isInteger(quantity)],
    ['negative stock', ({ quantity }) => (quantity ?? 0) < 0],
    ['negative fractional stock', ({ quantity }) => quantity === -0.5],
    ['no stock given', (product) => !('quantity' in product)],
    ['no measure given', (product) => !('measure_name' in product)],
    ['nulls', ({ measure_name, parent_id }) => measure_name === null && parent_id === null],
    ['no group', (product) => !('parent_id' in product)],
    ['a group that is gone', ({ parent_id }) => !!parent_id && depthOf(main, parent_id) === 0],
    ['not for sale', ({ allow_to_sell }) => allow_to_sell === false],
    ['beer', ({ type }) => type === 'BEER_MARKED'],
    ['beer without alcohol', ({ type }) => type === 'NOT_ALCOHOL_BEER_MARKED'],
    ['alcohol without a mark', ({ type }) => type === 'ALCOHOL_NOT_MARKED'],
    ['tobacco', ({ type }) => type === 'TOBACCO_MARKED'],
    ['medicine', ({ type }) => type === 'MEDICINE_MARKED'],
    ['an age limit', ({ is_age_limited }) => is_age_limited === true],
    ['an unknown type and tax', ({ type, tax }) => type === 'SPACE_FOOD_MARKED' && tax === 'VAT_20'],
    ['a service', ({ type }) => type === 'SERVICE'],
    ['a description over 4000 characters', ({ description }) => (description ?? '').length > 4000],
  ])('has %s', (_case, test) => {
    expect(has(test)).toBe(true);
  });

  it('has modification groups in a group and at the root, and a choice nobody knows', () => {
    const modified = main.groups.filter(({ attributes }) => attributes?.length);
    expect(modified.map(({ parent_id }) => depthOf(main, parent_id))).toEqual([2, 0]);
    const choices = modified.flatMap(({ attributes }) => attributes ?? []).flatMap((attribute) => attribute.choices);
    const modifications = main.products.filter(({ parent_id }) => modified.some(({ id }) => id === parent_id));
    expect(modifications).toHaveLength(4);
    const chosen = modifications.flatMap(({ attributes_choices }) => Object.values(attributes_choices ?? {}));
    expect(chosen.filter((id) => !choices.some((choice) => choice.id === id))).toHaveLength(1);
  });

  it('has two groups of one title, an empty group and one whose parent is gone', () => {
    expect(main.groups.filter(({ name }) => name === 'Подарочное')).toHaveLength(2);
    const ids = main.groups.map(({ id }) => id);
    expect(main.groups.some(({ parent_id }) => parent_id && !ids.includes(parent_id))).toBe(true);
    const empty = main.groups.filter(
      ({ id }) =>
        !main.products.some(({ parent_id }) => parent_id === id) &&
        !main.groups.some(({ parent_id }) => parent_id === id),
    );
    expect(empty.map(({ name }) => name)).toContain('Скоро в продаже');
  });

  it('has pictures for ten goods', () => {
    expect(main.products.filter(({ picture }) => picture)).toHaveLength(10);
  });
});
