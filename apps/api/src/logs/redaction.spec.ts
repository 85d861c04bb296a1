import { describe, expect, it } from '@jest/globals';
import { cut, withoutSecrets } from './redaction.js';
import { searchTextOf, wordsOf } from './search-words.js';

describe('what the journal keeps of a text', () => {
  it.each([
    ['a field', '{"userId":"01-1","token":"S3CRET","name":"Чай"}', '{"userId":"01-1","token":"[hidden]","name":"Чай"}'],
    ['a field of any spelling', '{"access_token" : "S3CRET"}', '{"access_token" : "[hidden]"}'],
    ['a field that is no text', '{"refreshToken":123456,"ok":1}', '{"refreshToken":"[hidden]","ok":1}'],
    ['a list', '{"tokens":["S3CRET","S3CRET"],"ok":1}', '{"tokens":"[hidden]","ok":1}'],
    ['an object', '{"secret":{"a":"S3CRET"},"ok":1}', '{"secret":"[hidden]","ok":1}'],
    ['a quote inside', '{"password":"a\\"S3CRET","ok":1}', '{"password":"[hidden]","ok":1}'],
    [
      'JSON inside JSON',
      '{"body":"{\\"token\\":\\"S3CRET\\",\\"ok\\":1}"}',
      '{"body":"{\\"token\\":"[hidden]",\\"ok\\":1}"}',
    ],
    ['a text cut off', '{"ok":1,"password":"S3CR', '{"ok":1,"password":"[hidden]"'],
    ['an upload address', '{"upload_url":"https://pu.vk.com/c1?hash=S3CRET"}', '{"upload_url":"[hidden]"}'],
    [
      'an upload address by itself',
      '["https://pu.vk.com/c1/upload.php?rid=S3CRET"]',
      '["https://pu.vk.com/c1/upload.php?[hidden]"]',
    ],
    ['an address', 'GET /a?page=2&access_token=S3CRET&b=1', 'GET /a?page=2&access_token=[hidden]&b=1'],
    ['a form', 'token=S3CRET&name=a', 'token=[hidden]&name=a'],
    ['a header', 'Authorization: Bearer S3CRETS3CRET', 'Authorization: Bearer [hidden]'],
    ['a token of VK', 'the token vk1.a.S3CRET_S3-CRET is dead', 'the token [hidden] is dead'],
    ['a token of ours', 'evs_S3CRETS3CRET', '[hidden]'],
  ])('hides secrets: %s', (_, text, shown) => {
    expect(withoutSecrets(text)).toBe(shown);
  });

  it('hides the secrets it is told of, as they stand and as they travel', () => {
    expect(withoutSecrets('a=x y+z&b="x%20y%2Bz"', ['x y+z', ''])).toBe('a=[hidden]&b="[hidden]"');
  });

  it('leaves everything else as it is', () => {
    const text = '{"name":"Чай «Токен», 50 г","price":12.5,"sku":"EV-0123456789ab","errors":[]}';
    expect(withoutSecrets(text)).toBe(text);
  });

  it('takes no time worth mentioning for hostile texts', () => {
    const startedAt = performance.now();
    for (const piece of ['"token":', '\\\\"token\\\\":\\\\"', 'a.token-', '"'.repeat(4), '{"token":{']) {
      withoutSecrets(piece.repeat(Math.ceil(16_000 / piece.length)));
    }
    expect(performance.now() - startedAt).toBeLessThan(1500);
  });

  it('is at most so many bytes long, never half a letter', () => {
    expect(cut('абв', 6)).toBe('абв');
    expect(cut('абв', 5)).toBe('аб… [cut]');
    expect(Buffer.byteLength(cut('я'.repeat(100_000), 8192))).toBe(8192 + Buffer.byteLength('… [cut]'));
  });
});

describe('the words a call is found by', () => {
  it('are those of its texts, each once, without field names', () => {
    const texts = ['execute: market.add ×25', null, '{"name":"Чай Чай\\nЗЕЛЁНЫЙ, 50 г.","sku":"EV-01ab"}'];
    expect(searchTextOf(texts)).toBe('execute market.add 25 чай зелёный 50 г ev-01ab');
  });

  it('are at most 4,000 bytes, whole words', () => {
    const text = searchTextOf([Array.from({ length: 2000 }, (_, n) => `слово${n}`).join(' ')]);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(4000);
    expect(text.split(' ').at(-1)).toMatch(/^слово\d+$/);
    expect(wordsOf('x'.repeat(100_000))).toEqual(['x'.repeat(64)]);
  });
});
