import { describe, expect, it } from '@jest/globals';
import { formatFor } from './format.js';

const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');
const NOW = Date.parse('2026-03-01T12:00:00Z');

describe('formatFor', () => {
  it.each([
    ['ru', '1234.50', '1 234,50 ₽'],
    ['ru', '99', '99 ₽'],
    ['en', '1234.50', '₽1,234.50'],
    ['en', '99.00', '₽99'],
  ])('writes money in %s: %s', (language, roubles, shown) => {
    expect(plain(formatFor(language).money(roubles))).toBe(shown);
  });

  it.each([
    [20_000, 'сейчас'],
    [5 * 60_000, '5 минут назад'],
    [3 * 3_600_000, '3 часа назад'],
    [25 * 3_600_000, 'вчера'],
    [-60_000, 'сейчас'],
  ])('says how long ago %d ms are', (passed, shown) => {
    expect(formatFor('ru').ago(new Date(NOW - passed).toISOString(), NOW)).toBe(shown);
  });

  it.each([
    [400, '0 с'],
    [47_000, '47 с'],
    [125_000, '2 мин 5 с'],
    [3_720_000, '1 ч 2 мин'],
  ])('says how long %d ms last', (milliseconds, shown) => {
    expect(plain(formatFor('ru').duration(milliseconds))).toBe(shown);
  });
});
