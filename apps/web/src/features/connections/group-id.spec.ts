import { describe, expect, it } from '@jest/globals';
import { parseGroupId } from './group-id.js';

describe('parseGroupId', () => {
  it.each([
    ['218000001', 218000001],
    [' -218000001 ', 218000001],
    ['club123', 123],
    ['https://vk.com/public123', 123],
    ['vk.ru/club123?from=search', 123],
    ['https://m.vk.com/market-123', 123],
    ['https://vk.com/market-123?w=product-123_45', 123],
  ])('finds the number in %s', (text, id) => expect(parseGroupId(text)).toBe(id));

  it.each(['', '0', 'tea_shop', 'https://vk.com/tea_shop', '12 34', '1.5', 'https://example.com/club1'])(
    'finds no number in "%s"',
    (text) => expect(parseGroupId(text)).toBeNull(),
  );
});
