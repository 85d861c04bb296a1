import { describe, expect, it } from '@jest/globals';
import { albumTitle, cleanName, itemName } from './name.js';
import { vkLength } from './vk-length.js';

describe('vkLength', () => {
  it('counts every character of cp1251 as 1 and all others as their decimal entity', () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte).filter((byte) => byte !== 0x98);
    expect(vkLength(new TextDecoder('windows-1251').decode(bytes))).toBe(255);
  });

  it.each([
    ['', 0],
    ['Чай', 3],
    ['Ёж «№1» – 5 €…', 14],
    ['₽', 7],
    ['½', 6],
    ['\u0098', 6],
    ['🎂', 9],
    ['𐀀', 8],
    ['é', 6],
    ['\ud83c', 8],
    ['\ud83cя', 9],
    ['\u0080', 6],
    ['ѐ', 7],
  ])('%s is %i long', (text, expected) => {
    expect(vkLength(text)).toBe(expected);
  });
});

describe('cleanName (M4)', () => {
  it.each([
    ['Чай', 'Чай'],
    ['  Чай \t\n чёрный  ', 'Чай чёрный'],
    ['Чай&nbsp;&nbsp;чёрный\u00a0', 'Чай чёрный'],
    ['&quot;Чай&quot; &amp; &lt;мёд&gt; &#39;1&apos;', `"Чай" & <мёд> '1'`],
    ['A &amp;quot; B', 'A &quot; B'],
    ['A &amp;amp; B', 'A &amp; B'],
    ['A &copy; &QUOT; & B;', 'A &copy; &QUOT; & B;'],
    [' ', ''],
  ])('%j is %j', (name, expected) => {
    expect(cleanName(name)).toBe(expected);
  });
});

describe('itemName (M4)', () => {
  const word = (length: number) => 'я'.repeat(length);

  it.each<[string, string | null, string]>([
    ['Чай1', 'шт', 'Чай1'],
    ['Чай', 'шт', 'Чай (шт)'],
    ['Чай', ' шт. ', 'Чай (шт.)'],
    ['Чай', null, 'Чай (товар)'],
    ['Чай', '  ', 'Чай (товар)'],
    ['  Ы ', 'кг', 'Ы (кг)'],
    ['', 'шт', '(шт)'],
    ['', 'м', '(товар)'],
    ['', null, '(товар)'],
    ['₽', 'шт', '₽'],
  ])('lengthens %j with measure %j to %j', (name, measureName, expected) => {
    expect(itemName({ name, measureName })).toBe(expected);
  });

  it.each<[string, string, string]>([
    ['exactly 100', word(100), word(100)],
    ['100 after collapsing', `  ${word(50)}   ${word(49)} `, `${word(50)} ${word(49)}`],
    ['one giant word', word(160), `${word(99)}…`],
    ['at the last space that leaves room', `${word(90)} ${word(20)}`, `${word(90)}…`],
    ['at a space right after 99 characters', `${word(60)} ${word(38)} ${word(30)}`, `${word(60)} ${word(38)}…`],
    ['a word that ends at the 100th character', `${word(60)} ${word(39)} ${word(30)}`, `${word(60)}…`],
    ['a giant word after a short one', `Чай ${word(160)}`, `Чай ${word(95)}…`],
    ['a word cut off of less than half', `${word(55)} ${word(80)}`, `${word(55)}…`],
    ['a word cut off of just half', `${word(49)} ${word(48)}🎂`, `${word(49)}…`],
    ['half of what fits, not of the whole name', `${word(40)} ${word(118)}`, `${word(40)} ${word(58)}…`],
    ['emoji, never in their middle', '🎂'.repeat(30), `${'🎂'.repeat(11)}…`],
    ['what cp1251 lacks', '₽'.repeat(15), `${'₽'.repeat(14)}…`],
  ])('cuts: %s', (_, name, expected) => {
    expect(itemName({ name, measureName: 'шт' })).toBe(expected);
    expect(vkLength(itemName({ name, measureName: 'шт' }))).toBeLessThanOrEqual(100);
  });

  it('cuts what became too long by its measure', () => {
    const name = itemName({ name: 'Ы', measureName: 'упаковка '.repeat(20) });
    expect(name.startsWith('Ы (упаковка упаковка')).toBe(true);
    expect(name.endsWith('упаковка…')).toBe(true);
    expect(vkLength(name)).toBeLessThanOrEqual(100);
  });
});

describe('albumTitle (M11)', () => {
  it.each([
    [' Чай &amp;  кофе ', 'Чай & кофе'],
    ['Ы', 'Ы'],
    ['', 'Группа'],
    ['&nbsp;', 'Группа'],
    ['я'.repeat(128), 'я'.repeat(128)],
    ['я'.repeat(129), `${'я'.repeat(127)}…`],
    [`${'я'.repeat(100)} ${'ю'.repeat(40)}`, `${'я'.repeat(100)}…`],
  ])('%j is %j', (name, expected) => {
    expect(albumTitle(name)).toBe(expected);
  });
});
