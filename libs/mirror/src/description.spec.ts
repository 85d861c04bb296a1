import { describe, expect, it } from '@jest/globals';
import { aProduct } from '@evosync/testing';
import { itemDescription } from './description.js';
import type { MirrorProduct } from './types.js';

describe('itemDescription (M5)', () => {
  const cases: [string, Partial<MirrorProduct>, string, string][] = [
    ['name and measure', { name: 'Чай чёрный' }, '1', 'Чай чёрный (цена за 1 шт.)'],
    ['a measure with its own full stop', { name: 'Сыр', measureName: 'кг.' }, '1', 'Сыр (цена за 1 кг.)'],
    ['the price of 100 g', { name: 'Сыр', measureName: 'г' }, '100.00', 'Сыр (цена за 100 г.)'],
    ['a fraction', { name: 'Сыр', measureName: ' кг ' }, '0.50', 'Сыр (цена за 0.5 кг.)'],
    ['no measure', { name: 'Чай чёрный', measureName: null }, '1', 'Чай чёрный'],
    ['an empty measure', { name: 'Чай чёрный', measureName: ' . ' }, '1', 'Чай чёрный'],
    ['too short', { name: 'Чай', measureName: null }, '1', 'Чай — товар из каталога магазина'],
    ['no name at all', { name: '', measureName: null }, '1', '— товар из каталога магазина'],
    ['no name, and a description', { name: '', measureName: null, description: 'Листовой чай' }, '1', 'Листовой чай'],
    [
      'five signs of two units each',
      { name: '🎂🎂🎂🎂🎂', measureName: null },
      '1',
      '🎂🎂🎂🎂🎂 — товар из каталога магазина',
    ],
    ['ten signs', { name: 'Чай зелён.', measureName: null }, '1', 'Чай зелён.'],
    ['nine signs', { name: 'Чай зелён', measureName: null }, '1', 'Чай зелён — товар из каталога магазина'],
    ['entities once', { name: 'A &amp;amp; B &quot;C&quot;', measureName: null }, '1', 'A &amp; B "C"'],
    [
      'a description of the register',
      { description: ' Листовой &lt;крупный&gt;\n в пачке \n' },
      '1',
      'Чай чёрный «Утренний» (цена за 1 шт.)\n\nЛистовой <крупный>\n в пачке',
    ],
    ['an empty description', { description: ' &nbsp; ' }, '1', 'Чай чёрный «Утренний» (цена за 1 шт.)'],
    [
      'a description that makes it long enough',
      { name: 'Чай', measureName: null, description: 'Чёрный' },
      '1',
      'Чай\n\nЧёрный',
    ],
  ];
  it.each(cases)('%s', (_, changes, multiplier, expected) => {
    expect(itemDescription(aProduct(changes), multiplier)).toBe(expected);
  });

  it('has the whole name, before it is lengthened or cut', () => {
    expect(itemDescription(aProduct({ name: 'Ы' }), '1')).toBe('Ы (цена за 1 шт.)');
    expect(itemDescription(aProduct({ name: 'я'.repeat(160) }), '1')).toBe(`${'я'.repeat(160)} (цена за 1 шт.)`);
  });

  it('is cut at 4,000 characters, never inside one', () => {
    const long = itemDescription(aProduct({ name: 'Чай', measureName: null, description: 'я'.repeat(5000) }), '1');
    expect(long).toBe(`Чай\n\n${'я'.repeat(3995)}`);
    const emoji = itemDescription(aProduct({ name: 'Чай', measureName: null, description: '🎂'.repeat(4100) }), '1');
    expect(emoji).toBe(`Чай\n\n${'🎂'.repeat(3995)}`);
  });

  it('counts plain characters: signs that VK stores as entities do not make it long enough', () => {
    const short = itemDescription(aProduct({ name: 'ZZ Щ ﬁ', measureName: null, description: null }), '1');
    expect(short).toBe('ZZ Щ ﬁ — товар из каталога магазина');
  });
});
