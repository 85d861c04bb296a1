import { describe, expect, it } from '@jest/globals';
import { countChanges, countOfKind, kindOf, PREVIEW_KINDS } from './preview-kinds.js';

const PREVIEW = {
  counts: {
    created: 10,
    updated: 5,
    adopted: 2,
    hidden: 3,
    deleted: 1,
    skipped: 11,
    unchanged: 400,
    failed: 0,
    albumsCreated: 1,
  },
  albums: [
    { action: 'create' as const, storeId: 's', groupId: 'g', title: 'Чай', from: null },
    { action: 'rename' as const, storeId: 's', groupId: 'h', title: 'Кофе', from: 'Напитки' },
  ],
};

describe('the kinds of change in a preview', () => {
  it('counts what each shows; what stays as it is is not among them', () => {
    expect(PREVIEW_KINDS.map((kind) => [kind, countOfKind(kind, PREVIEW)])).toEqual([
      ['', 32],
      ['create', 10],
      ['update', 5],
      ['adopt', 2],
      ['hide', 3],
      ['delete', 1],
      ['skip', 11],
      ['albums', 2],
    ]);
  });

  it('does not take what is left out for a change', () => {
    expect(countChanges(PREVIEW)).toBe(23);
    const quiet = { ...PREVIEW.counts, created: 0, updated: 0, adopted: 0, hidden: 0, deleted: 0 };
    expect(countChanges({ counts: quiet, albums: [] })).toBe(0);
  });

  it('shows everything where the address says something unknown', () => {
    expect(kindOf('explode')).toBe('');
    expect(kindOf('hide')).toBe('hide');
  });
});
