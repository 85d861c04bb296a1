import { describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = import.meta.dirname;
const PLURALS = { ru: ['one', 'few', 'many', 'other'], en: ['one', 'other'] };
const FILES = readdirSync(join(FOLDER, 'ru')).filter((file) => file.endsWith('.json'));

type Words = { [key: string]: string | Words };

function wordsOf(language: string, file: string): Map<string, string> {
  const words = new Map<string, string>();
  const walk = (at: Words, path: string) => {
    for (const [key, value] of Object.entries(at)) {
      if (typeof value === 'string') words.set(`${path}${key}`, value);
      else walk(value, `${path}${key}.`);
    }
  };
  walk(JSON.parse(readFileSync(join(FOLDER, language, file), 'utf8')) as Words, '');
  return words;
}

const withoutPlural = (key: string) => key.replace(/_(one|few|many|other)$/, '');
const placeholders = (text: string) => [...new Set(text.match(/\{\{\w+\}\}/g) ?? [])].sort();

describe('the words of the SPA', () => {
  it('has the same files in both languages', () => {
    expect(readdirSync(join(FOLDER, 'en')).sort()).toEqual(readdirSync(join(FOLDER, 'ru')).sort());
  });

  it.each(FILES)('says everything of %s in both languages', (file) => {
    const keys = (language: string) => [...new Set([...wordsOf(language, file).keys()].map(withoutPlural))].sort();
    expect(keys('en')).toEqual(keys('ru'));
  });

  it.each(FILES)('puts the same values into the sentences of %s', (file) => {
    const values = (language: string) =>
      Object.fromEntries([...wordsOf(language, file)].map(([key, text]) => [withoutPlural(key), placeholders(text)]));
    expect(values('en')).toEqual(values('ru'));
  });

  it.each(FILES)('leaves nothing empty and no plural form out in %s', (file) => {
    for (const language of ['ru', 'en'] as const) {
      const words = wordsOf(language, file);
      expect([...words.values()].filter((text) => text.trim() === '')).toEqual([]);
      const counted = new Set([...words.keys()].filter((key) => withoutPlural(key) !== key).map(withoutPlural));
      for (const key of counted) {
        expect(PLURALS[language].filter((form) => !words.has(`${key}_${form}`))).toEqual([]);
      }
    }
  });
});
