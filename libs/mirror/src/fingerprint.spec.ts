import { describe, expect, it } from '@jest/globals';
import { aVkItem } from '@evosync/testing';
import { fingerprint, sameFingerprint, shownFingerprint } from './fingerprint.js';
import type { Fingerprint, ItemFields } from './types.js';

const FIELDS: ItemFields = {
  name: 'Чай чёрный «Утренний»',
  description: 'Чай чёрный «Утренний» (цена за 1 шт.)',
  priceKopecks: 12_990,
  stockAmount: 1000,
  sku: 'EV-0123456789ab',
};
const hashOf = (name: string) => fingerprint({ ...FIELDS, name }).name;

describe('a fingerprint (M10)', () => {
  it('stands in tables from one version to the next: hashes never change', () => {
    expect(fingerprint(FIELDS)).toEqual({
      name: 'ae1ddfa4e22e',
      description: 'a3706c08d4a6',
      priceKopecks: 12_990,
      stockAmount: 1000,
      sku: 'EV-0123456789ab',
    });
    expect(hashOf('')).toBe('ee8d838bdcb8');
  });

  it('tells texts apart that differ in little', () => {
    const texts = new Set<string>(['', ' ', '  ']);
    for (let n = 0; n < 20_000; n += 1) {
      texts.add(`Чай № ${n}`);
      texts.add(`${n} Чай`);
      texts.add(String.fromCharCode(n));
    }
    const hashes = [...texts].map(hashOf);
    expect(hashes.filter((hash) => !/^[0-9a-f]{12}$/.test(hash))).toEqual([]);
    expect(new Set(hashes).size).toBe(texts.size);
    for (const part of [0, 6]) {
      const half = new Set(hashes.map((hash) => hash.slice(part, part + 6)));
      // Each half alone tells nearly all of them apart: of 60,000 among 16 million some 110 pairs meet by chance.
      expect(texts.size - half.size).toBeLessThan(200);
    }
  });

  it('of what VK shows is that of what was sent, when it shows just that', () => {
    const { name: title, ...rest } = FIELDS;
    const item = aVkItem({ title, ...rest });
    const print = fingerprint(FIELDS);
    expect(shownFingerprint(item)).toEqual(print);
    expect(shownFingerprint(item, { fields: FIELDS, print })).toEqual(print);
    const other = { ...item, title: 'Кофе', description: 'Кофе в зёрнах' };
    expect(shownFingerprint(other, { fields: FIELDS, print })).toEqual(shownFingerprint(other));
    expect(shownFingerprint(other).name).not.toBe(print.name);
    expect(shownFingerprint(other).description).not.toBe(print.description);
  });

  it.each<[Partial<Fingerprint>]>([
    [{ name: 'another' }],
    [{ description: 'another' }],
    [{ priceKopecks: 1 }],
    [{ stockAmount: null }],
    [{ sku: null }],
  ])('is another one with %j', (changes) => {
    const print = fingerprint(FIELDS);
    expect(sameFingerprint(print, { ...print })).toBe(true);
    expect(sameFingerprint(print, { ...print, ...changes })).toBe(false);
    expect(sameFingerprint(print, null)).toBe(false);
    expect(sameFingerprint(null, print)).toBe(false);
    expect(sameFingerprint(null, null)).toBe(true);
  });
});
