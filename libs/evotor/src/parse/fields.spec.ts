import { describe, expect, it } from '@jest/globals';
import { decimalOrNull, flag, idOrNull, momentOrNull, textOrNull, wholeOrNull } from './fields.js';

describe('decimals', () => {
  it.each([
    [690, '690'],
    [420.5, '420.5'],
    [0, '0'],
    [-0, '0'],
    [-1, '-1'],
    [3.25, '3.25'],
    [9999999.99, '9999999.99'],
    [1e-7, '0.0000001'],
    [1.5e-7, '0.00000015'],
    [1e21, '1000000000000000000000'],
    [1.25e21, '1250000000000000000000'],
    ['690', '690'],
    ['690.50', '690.5'],
    [' 12.00 ', '12'],
    ['007', '7'],
    ['+5', '5'],
    ['.5', '0.5'],
    ['5.', '5'],
    ['-0.250', '-0.25'],
    ['-0.0', '0'],
    ['1e3', '1000'],
    ['12.345E-1', '1.2345'],
    ['0.0001e2', '0.01'],
  ])('reads %p as %p', (value, expected) => {
    expect(decimalOrNull(value)).toBe(expected);
  });

  it.each([
    [''],
    ['  '],
    ['.'],
    ['-'],
    ['e5'],
    ['1,5'],
    ['1 000'],
    ['0x10'],
    ['12 руб'],
    ['NaN'],
    ['Infinity'],
    ['1e999'],
    ['9'.repeat(41)],
    [Number.NaN],
    [Number.POSITIVE_INFINITY],
    [5e-324],
    [true],
    [null],
    [undefined],
    [[5]],
    [{}],
  ])('reads %p as nothing, never as zero', (value) => {
    expect(decimalOrNull(value)).toBeNull();
  });
});

describe('moments', () => {
  it.each([
    ['2018-09-11T16:18:35.397+0000', '2018-09-11T16:18:35.397Z'],
    ['2018-09-11T16:18:35.397+00:00', '2018-09-11T16:18:35.397Z'],
    ['2018-09-11T16:18:35Z', '2018-09-11T16:18:35.000Z'],
    ['2018-09-11T16:18:35.3+0300', '2018-09-11T13:18:35.300Z'],
    ['2018-09-11T16:18:35.397123-0130', '2018-09-11T17:48:35.397Z'],
    ['2024-02-29T00:00:00.000+0000', '2024-02-29T00:00:00.000Z'],
  ])('reads %p as %p', (value, expected) => {
    expect(momentOrNull(value)?.toISOString()).toBe(expected);
  });

  it.each([
    [''],
    ['2018-09-11'],
    ['2018-09-11T16:18:35.397'],
    ['2018-02-30T00:00:00.000+0000'],
    ['2018-13-01T00:00:00.000+0000'],
    ['2018-09-11T24:00:00.000+0000'],
    ['2018-09-11T16:60:35.397+0000'],
    ['вчера'],
    [1536682715397],
    [null],
    [undefined],
  ])('reads %p as nothing', (value) => {
    expect(momentOrNull(value)).toBeNull();
  });
});

describe('yes and no', () => {
  it.each([
    [true, true],
    ['true', true],
    ['TRUE', true],
    [1, true],
    [false, false],
    ['false', false],
    ['0', false],
    [undefined, null],
    [null, null],
    ['', null],
    ['да', 'unreadable'],
    [2, 'unreadable'],
    [{ toString: 'broken' }, 'unreadable'],
  ])('reads %p as %p', (value, expected) => {
    expect(flag(value)).toBe(expected);
  });
});

describe('ids, texts and sizes', () => {
  it.each([
    ['20230514-7A31-40C2-80F4-1B6E50A9D3C7', true],
    ['1ddea16b-971b-dee5-3798-1b29a7aa2e27', true],
    ['1ddea16b-971b-dee5-3798-1b29a7aa2e2', false],
    ['1ddea16b-971b-dee5-3798-1b29a7aa2e27/..', false],
    ['', false],
    [42, false],
    [null, false],
  ])('takes %p for an id: %p', (value, usable) => {
    expect(idOrNull(value)).toBe(usable ? value : null);
  });

  it.each([
    ['шт', 'шт'],
    [' с краю ', ' с краю '],
    [118, '118'],
    ['', null],
    [null, null],
    [{}, null],
    [true, null],
  ])('reads the text %p as %p', (value, expected) => {
    expect(textOrNull(value)).toBe(expected);
  });

  it.each([
    [300, 300],
    ['300', 300],
    [0, null],
    [-5, null],
    [1.5, null],
    ['', null],
    [null, null],
  ])('reads the size %p as %p', (value, expected) => {
    expect(wholeOrNull(value)).toBe(expected);
  });
});
