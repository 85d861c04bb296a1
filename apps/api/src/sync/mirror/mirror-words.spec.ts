import { VkApiError } from '@evosync/vk';
import { describe, expect, it } from '@jest/globals';
import type { BothLanguages } from '../../common/words.js';
import { failureWords, limitOf } from './failure-words.js';
import { albumRefused, noMoreAlbums, notInAlbums, photoRefusedByVk } from './mirror-words.js';

const RUSSIAN = /[а-яё]/i;
const refusal = (code: number, text: string) => new VkApiError({ code, method: 'market.add', text });
const expectBoth = ({ ru, en }: BothLanguages) => {
  expect(ru).toMatch(RUSSIAN);
  expect(en).not.toMatch(RUSSIAN);
};

describe('what VK refuses, in both languages', () => {
  it.each([9, 19, 22, 29, 103, 104, 1403, 1405, 1406, 1407, 1408, 1433])('code %d', (code) => {
    const { message } = failureWords(refusal(code, 'Some words'));
    expectBoth(message);
    for (const put of [noMoreAlbums, notInAlbums]) expectBoth(put(message));
    expectBoth(albumRefused('Tea', message));
    const limit = limitOf(refusal(code, 'Some words'))?.message;
    if (limit !== undefined) expectBoth(limit as BothLanguages);
  });

  it('an answer that never came', () => expectBoth(failureWords(new Error('the line is dead')).message));

  it('keeps VK’s own words as they came, in whatever language', () => {
    const { message } = failureWords(refusal(1446, 'Товар запрещён'));
    expect(message).toEqual({ ru: 'ВКонтакте отказал: Товар запрещён', en: 'VK refused: Товар запрещён' });
    expect(photoRefusedByVk('Мала картинка')).toEqual({
      ru: 'ВКонтакте не принял фотографию товара: Мала картинка',
      en: 'VK did not accept the photo of the product: Мала картинка',
    });
  });
});
