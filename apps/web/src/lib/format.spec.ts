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
    ['ru', '3 февр. 2026 г., 10:05:07'],
    ['en', '3 Feb 2026, 10:05:07'],
  ])('tells a time to the second in %s', (language, shown) => {
    const here = new Date('2026-02-03T10:05:07Z').getTimezoneOffset() * 60_000;
    const iso = new Date(Date.parse('2026-02-03T10:05:07Z') + here).toISOString();
    expect(plain(formatFor(language).exactTime(iso))).toBe(shown);
  });

  it.each([
    [20_000, 'только что'],
    [5 * 60_000, '5 минут назад'],
    [3 * 3_600_000, '3 часа назад'],
    [25 * 3_600_000, 'вчера'],
    [-60_000, 'только что'],
  ])('says how long ago %d ms are', (passed, shown) => {
    expect(formatFor('ru').ago(new Date(NOW - passed).toISOString(), NOW)).toBe(shown);
  });

  it.each([
    [-5_000, 'вот-вот'],
    [55 * 60_000, 'через 55 минут'],
    [2 * 3_600_000, 'через 2 часа'],
    [25 * 3_600_000, 'завтра'],
  ])('says how long it is to what comes in %d ms', (left, shown) => {
    expect(formatFor('ru').until(new Date(NOW + left).toISOString(), NOW)).toBe(shown);
  });

  it.each([
    ['2026-02-03T10:05:00Z', '3 февраля в 10:05'],
    ['2025-02-03T10:05:00Z', '3 февраля 2025 г. в 10:05'],
  ])('names the year of %s only when it is another one', (iso, shown) => {
    const here = new Date(iso).getTimezoneOffset() * 60_000;
    expect(plain(formatFor('ru').dateTime(new Date(Date.parse(iso) + here).toISOString(), NOW))).toBe(shown);
  });

  it.each([
    [400, '< 1 с'],
    [47_000, '47 с'],
    [125_000, '2 мин 5 с'],
    [3_720_000, '1 ч 2 мин'],
  ])('says how long %d ms last', (milliseconds, shown) => {
    expect(plain(formatFor('ru').duration(milliseconds))).toBe(shown);
  });
});
