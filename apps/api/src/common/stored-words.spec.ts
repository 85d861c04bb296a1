import { describe, expect, it } from '@jest/globals';
import { fromStored, STORED_WORDS_LENGTH, toStored } from './stored-words.js';

describe('words in a column of text', () => {
  it('come back in both languages, or as one text for all', () => {
    const both = { ru: 'ВКонтакте отказал: "нельзя"', en: 'VK refused: "нельзя"' };
    expect(fromStored(toStored(both))).toEqual(both);
    expect(toStored('Слова старой версии')).toBe('Слова старой версии');
    expect(fromStored('Слова старой версии')).toBe('Слова старой версии');
    expect([toStored(null), fromStored(null)]).toEqual([null, null]);
  });

  it.each(['{"ru":', '{"ru":1,"en":"x"}', '{"ru":"да"}', '{}', ''])(
    'are one text for all where they read %j',
    (text) => {
      expect(fromStored(text)).toBe(text);
    },
  );

  it('are not taken for two languages because a text from outside looks so', () => {
    const text = '{"ru":"одно","en":"another"}';
    expect(fromStored(toStored(text))).toEqual({ ru: text, en: text });
  });

  it.each([
    ['quotes', '"'],
    ['backslashes', '\\'],
    ['control characters', '\u0001'],
    ['line ends', '\n'],
    ['halves of characters', '\ud83d'],
    ['characters outside of the plane', '🛒'],
    ['letters', 'щ'],
  ])('fit their column however long they are: %s', (_, character) => {
    const long = `x${character.repeat(3000)}`;
    const stored = toStored({ ru: long, en: long }) ?? '';
    expect(stored.length).toBeLessThanOrEqual(STORED_WORDS_LENGTH);
    expect(fromStored(stored)).toEqual({ ru: expect.any(String), en: expect.any(String) });
    expect((toStored(long) ?? '').length).toBeLessThanOrEqual(500);
  });
});
