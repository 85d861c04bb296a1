import { describe, expect, it } from '@jest/globals';
import { cp1251Length } from './cp1251.js';

describe('length in cp1251', () => {
  it.each([
    ['', 0],
    ['Tea', 3],
    ['Чай чёрный №1 «Утро» — 5€', 25],
    ['ЁёЇїҐґ™…', 8],
    ['₽', 7],
    ['м²', 1 + 6],
    ['½', 6],
    ['🍵', 9],
    ['e\u0301', 1 + 6],
    ['Ѣ', 7],
  ])('%s', (text, length) => expect(cp1251Length(text)).toBe(length));

  it('agrees with the code page on every character of the basic plane', () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    const page = new Set(new TextDecoder('windows-1251').decode(bytes));
    for (let point = 0; point < 0xd800; point++) {
      const char = String.fromCharCode(point);
      const single = cp1251Length(char) === 1;
      if (single !== page.has(char) && point !== 0x98) throw new Error(`U+${point.toString(16)}`);
    }
  });
});
