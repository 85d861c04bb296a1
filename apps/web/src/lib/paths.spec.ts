import { describe, expect, it } from '@jest/globals';
import { loginPath, nextPath, paths } from './paths.js';

describe('the way to the sign-in page and back', () => {
  it('comes back to the page with its filters', () => {
    const wanted = '/catalog/stores/s%201/products?search=чай&page=2';
    const next = new URL(loginPath(wanted), 'http://x').searchParams.get('next');
    expect(nextPath(next)).toBe(wanted);
  });

  it.each([null, '', 'https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)'])(
    'never leads to another site (%s)',
    (wanted) => expect(nextPath(wanted)).toBe('/'),
  );
});

describe('paths', () => {
  it('keeps odd ids inside their part of the address', () => {
    expect(paths.storeProducts('a/b', { groupId: 'x&y' })).toBe('/catalog/stores/a%2Fb/products?groupId=x%26y');
  });
});
