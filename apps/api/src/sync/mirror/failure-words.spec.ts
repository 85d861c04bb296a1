import { describe, expect, it } from '@jest/globals';
import { VkApiError, VkTransportError, VkUnknownOutcomeError } from '@evosync/vk';
import { say, type Words } from '../../common/words.js';
import { failureWords, limitOf } from './failure-words.js';

const COMPLAINT = 'One of the parameters specified was missing or invalid: ';
const refusal = (code: number, text = 'VK says no') => new VkApiError({ code, method: 'market.add', text });

const RUSSIAN = /[а-яё]/i;
/** What is told, in Russian; in English there is not a Russian word in it. */
const told = <Told extends { message: Words }>(what: Told | null) => {
  if (what === null) return null;
  expect(say(what.message, 'en')).not.toMatch(RUSSIAN);
  return { ...what, message: say(what.message, 'ru') };
};

describe('what a merchant reads about one product that VK refused (M13)', () => {
  it.each([
    [19, 'ВКонтакте заблокировал этот товар.'],
    [1403, 'Товара больше нет во ВКонтакте. Следующий запуск создаст его заново.'],
    [1402, 'Подборки больше нет во ВКонтакте. Следующий запуск создаст её заново.'],
    [1406, 'В подборке ВКонтакте больше нет места.'],
    [1408, 'ВКонтакте не принимает ссылки в описании. Уберите их из описания товара в Эвоторе.'],
    [1421, 'ВКонтакте считает название слишком длинным. Сократите его в Эвоторе.'],
  ])('code %i is a refusal in plain words', (code, message) => {
    expect(told(failureWords(refusal(code)))).toEqual({ reason: 'vk_rejected', message });
    expect(limitOf(refusal(code))).toBeNull();
  });

  it.each([
    [
      'name should be at least 4 letters length',
      'ВКонтакте считает название слишком коротким. Дополните его в Эвоторе.',
    ],
    ['name is too long', 'ВКонтакте считает название слишком длинным. Сократите его в Эвоторе.'],
    ['description contains a forbidden word', 'ВКонтакте отказал: description contains a forbidden word'],
    ['price not float', 'ВКонтакте не понял наш запрос (price not float). Это наша ошибка, мы уже видим её в журнале.'],
  ])('code 100 “%s” says which field, without what VK puts before it', (text, message) => {
    expect(told(failureWords(refusal(100, COMPLAINT + text)))).toEqual({ reason: 'vk_rejected', message });
  });

  it.each([
    [100, 'photo is undefined'],
    [100, 'photo not found or already assigned to another item'],
    [100, 'failed to save crop photo'],
    ...[22, 105, 118, 121, 122, 129, 1433, 1434, 1435].map((code) => [code, 'Photo error'] as const),
  ])('code %i “%s” is about the photo', (code, text) => {
    expect(failureWords(refusal(code, COMPLAINT + text)).reason).toBe('photo_rejected');
  });

  it.each([9, 29, 32, 103, 601, 1405, 1407])('code %i is a limit: nothing is wrong with the product', (code) => {
    expect(failureWords(refusal(code)).reason).toBe('quota_reached');
  });

  it.each([3, 8, 12, 13, 23])('code %i is our own fault, and is told as such', (code) => {
    expect(told(failureWords(refusal(code, 'Unknown method passed')))).toEqual({
      reason: 'vk_rejected',
      message: 'ВКонтакте не понял наш запрос (Unknown method passed). Это наша ошибка, мы уже видим её в журнале.',
    });
  });

  it('a code that nobody has heard of comes with the words of VK', () => {
    expect(told(failureWords(refusal(7777, 'The moon is full')))).toEqual({
      reason: 'vk_rejected',
      message: 'ВКонтакте отказал: The moon is full',
    });
  });

  it.each([
    ['no answer', new VkTransportError('market.add', 'timeout')],
    ['an unknown outcome', new VkUnknownOutcomeError('market.add', new Error('cut'))],
  ])('%s is settled by the next run', (_, error) => {
    expect(told(failureWords(error))).toEqual({
      reason: 'vk_rejected',
      message: 'ВКонтакте не ответил. Следующий запуск проверит и доделает.',
    });
    expect(limitOf(error)).toBeNull();
  });
});

describe('what a limit of VK means for the whole run (M13)', () => {
  it('a shop that is full (1405) is for the merchant to mend', () => {
    expect(told(limitOf(refusal(1405)))).toEqual({
      code: 'shop_full',
      who: 'merchant',
      message:
        'В магазине ВКонтакте больше нет места для товаров. Удалите лишние товары во ВКонтакте или отключите часть групп.',
    });
  });

  it.each([
    [9, 'ВКонтакте попросил не спешить. Следующий запуск попробует снова.'],
    [29, 'ВКонтакте на сегодня ограничил такие действия. Продолжим позже.'],
    [103, 'ВКонтакте отказал: VK says no'],
    [1407, 'В магазине ВКонтакте больше нельзя создавать подборки.'],
  ])('code %i passes with time', (code, message) => {
    expect(told(limitOf(refusal(code)))).toEqual({ code: 'quota', who: 'wait', message });
  });

  it.each([5, 14, 205, 1438, 1403, 100])('code %i is none', (code) => {
    expect(limitOf(refusal(code))).toBeNull();
  });
});
