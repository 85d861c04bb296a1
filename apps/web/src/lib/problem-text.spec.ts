import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import i18next from 'i18next';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ERROR_CODES } from './codes.js';
import { reasonText, runErrorText } from './problem-text.js';

const wordsOf = (language: string): Record<string, string> =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../locales', language, 'errors.json'), 'utf8')) as Record<
    string,
    string
  >;

const RUSSIAN = /[а-яё]/i;
const SERVERS_WORDS = 'Слова сервера.';

describe('plain words for what went wrong', () => {
  beforeAll(async () => {
    const resources = { ru: { errors: wordsOf('ru') }, en: { errors: wordsOf('en') } };
    await i18next.init({ lng: 'ru', resources });
  });
  afterEach(() => i18next.changeLanguage('ru'));

  it.each(ERROR_CODES)(
    'a run that ended with %s: in the words of the server; where it has none, in ours',
    async (code) => {
      expect(runErrorText({ code, message: SERVERS_WORDS })).toBe(SERVERS_WORDS);
      expect(runErrorText({ code, message: '' })).toMatch(RUSSIAN);
      await i18next.changeLanguage('en');
      expect(runErrorText({ code, message: 'Could not be read: Чайная.' })).toBe('Could not be read: Чайная.');
      const words = runErrorText({ code, message: '' });
      expect(words).not.toMatch(RUSSIAN);
      expect(words).not.toBe(code);
      if (code !== 'internal') expect(words).not.toBe(runErrorText({ code: 'internal', message: '' }));
    },
  );

  it('a code that is new to us comes with the words of the server', async () => {
    await i18next.changeLanguage('en');
    expect(runErrorText({ code: 'never_heard_of', message: SERVERS_WORDS })).toBe(SERVERS_WORDS);
  });

  it.each(['vk_rejected', 'photo_rejected', 'quota_reached'])('a product with %s says what VK said of it', (reason) => {
    expect(reasonText(reason, SERVERS_WORDS)).toMatch(/^.+: Слова сервера\.$/);
    expect(reasonText(reason, null)).not.toContain(SERVERS_WORDS);
  });

  it.each(['not_for_sale', 'restricted_goods', 'no_price', 'out_of_scope', 'adopted'])(
    'a product with %s needs no words of VK',
    async (reason) => {
      expect(reasonText(reason, null)).toMatch(RUSSIAN);
      await i18next.changeLanguage('en');
      expect(reasonText(reason, null)).not.toMatch(RUSSIAN);
      expect(reasonText(reason, null)).not.toBe(reason);
    },
  );
});
