import { describe, expect, it } from '@jest/globals';
import { idKey, sameId } from './index.js';

describe('ids', () => {
  const id = '20230514-7A31-40C2-80F4-1B6E50A9D3C7';

  it('are the same in any case', () => {
    expect(sameId(id, id.toLowerCase())).toBe(true);
    expect(idKey(id)).toBe(idKey(id.toLowerCase()));
  });

  it('differ by any other letter', () => {
    expect(sameId(id, id.replace('7A31', '7A32'))).toBe(false);
  });
});
