import { describe, expect, it } from '@jest/globals';
import { plainName } from './plain-name.js';

describe('plainName', () => {
  it.each([
    ['Напитки &amp; прочее', 'Напитки & прочее'],
    ['Чай &quot;Эрл Грей&quot; &lt;100&nbsp;г&gt;', 'Чай "Эрл Грей" <100 г>'],
    ['&amp;quot; is decoded once', '&quot; is decoded once'],
    ['Чай & кофе &copy;', 'Чай & кофе &copy;'],
  ])('reads %s as %s', (stored, shown) => expect(plainName(stored)).toBe(shown));
});
