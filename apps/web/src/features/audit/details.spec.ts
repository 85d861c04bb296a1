import { describe, expect, it } from '@jest/globals';
import { factsOf } from './details.js';

const loud = (fact: string, value: string) => (fact === 'goods' ? value.toUpperCase() : value);

describe('factsOf', () => {
  it('says what changed from what to what, lists one by one, and values in the words of the page', () => {
    const details = {
      name: { from: 'Анна', to: 'Анна Лаптева' },
      roles: ['user', 'admin'],
      goods: 'hide',
      phone: null,
    };
    expect(factsOf(details, loud)).toEqual([
      ['roles', 'user, admin'],
      ['name', 'Анна → Анна Лаптева'],
      ['phone', '—'],
      ['goods', 'HIDE'],
    ]);
  });

  it('leaves out what it does not know and what is empty', () => {
    expect(factsOf({ secretive: 1, given: [] }, loud)).toEqual([]);
    expect(factsOf(null, loud)).toEqual([]);
  });
});
