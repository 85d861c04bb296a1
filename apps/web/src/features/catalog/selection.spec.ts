import { describe, expect, it } from '@jest/globals';
import { isSelected, MOST_TICKED, NOTHING, selectedCount, tick } from './selection.js';

const PAGE = ['a', 'b', 'c'];

describe('the selection of products', () => {
  it('ticks and unticks, and keeps what was ticked on other pages', () => {
    const first = tick(NOTHING, ['x'], true, ['x', 'y']);
    const both = tick(first, ['a', 'b'], true, PAGE);
    expect(selectedCount(both, 50)).toBe(3);
    expect(selectedCount(tick(both, ['a'], false, PAGE), 50)).toBe(2);
    expect(isSelected(both, 'x')).toBe(true);
  });

  it('means every product by "all", seen or not', () => {
    expect(isSelected({ all: true }, 'never seen')).toBe(true);
    expect(selectedCount({ all: true }, 9_876)).toBe(9_876);
  });

  it('lets go of what cannot be seen when one of "all" is unticked', () => {
    const rest = tick({ all: true }, ['b'], false, PAGE);
    expect(rest).toEqual({ all: false, ids: new Set(['a', 'c']) });
  });

  it('never ticks more than one request may name', () => {
    const many = Array.from({ length: MOST_TICKED + 5 }, (_, index) => String(index));
    expect(selectedCount(tick(NOTHING, many, true, many), many.length)).toBe(MOST_TICKED);
  });
});
