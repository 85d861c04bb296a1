import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import i18next from 'i18next';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { reasonText, runErrorText } from './problem-text.js';

const wordsOf = (language: string): Record<string, string> =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../locales', language, 'errors.json'), 'utf8')) as Record<
    string,
    string
  >;

const RUSSIAN = /[а-яё]/i;
const SERVERS_WORDS = 'Слова сервера.';

/** What a run may end with, or be partial for, because of VK, of Evotor, or of us. */
const OF_RUNS = [
  ...['token_rejected', 'sign_in_expired', 'not_a_user_token', 'no_market_scope', 'not_a_manager', 'market_disabled'],
  ...['group_blocked', 'captcha', 'quota', 'vk_unavailable', 'default_photo_rejected', 'items_failed'],
  ...['shop_full', 'album_full', 'too_many_albums', 'album_rejected'],
  ...['subscription_required', 'forbidden', 'app_uninstalled', 'subscription_ended', 'evotor_unavailable'],
  ...['empty_answer', 'evotor_incomplete_listing', 'evotor_rate_limited', 'evotor_bad_request', 'evotor_bad_answer'],
  ...['store_not_found', 'internal'],
];

describe('plain words for what went wrong', () => {
  beforeAll(async () => {
    const resources = { ru: { errors: wordsOf('ru') }, en: { errors: wordsOf('en') } };
    await i18next.init({ lng: 'ru', resources });
  });
  afterEach(() => i18next.changeLanguage('ru'));

  it.each(OF_RUNS)(
    'a run that ended with %s: the server names stores in Russian, in English the words are ours',
    async (code) => {
      const error = { code, message: SERVERS_WORDS, who: 'wait' as const };
      expect(runErrorText(error)).toBe(SERVERS_WORDS);
      expect(runErrorText({ ...error, message: '' })).toMatch(RUSSIAN);
      await i18next.changeLanguage('en');
      const words = runErrorText(error);
      expect(words).not.toMatch(RUSSIAN);
      expect(words).not.toBe(code);
      if (code !== 'internal') expect(words).not.toBe(runErrorText({ ...error, code: 'internal' }));
    },
  );

  it('a code that is new to us comes with the words of the server', async () => {
    await i18next.changeLanguage('en');
    expect(runErrorText({ code: 'never_heard_of', message: SERVERS_WORDS, who: 'wait' })).toBe(SERVERS_WORDS);
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
