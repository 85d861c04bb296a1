import { describe, expect, it } from '@jest/globals';
import type { Group } from '../../lib/api-types.js';
import { flatTree, groupTree, searchTree } from './group-tree.js';

const NO_GOODS = {
  productCount: 0,
  chosenCount: 0,
  inShopCount: 0,
  pendingCount: 0,
  syncedCount: 0,
  skippedCount: 0,
  failedCount: 0,
};

function aGroup(id: string, parentId: string | null = null, name = id): Group {
  return { id, storeId: 's', name, parentId, enabled: false, ...NO_GOODS };
}

const shape = (groups: Group[], search = '') =>
  flatTree(searchTree(groupTree(groups), search)).map(({ group, depth }) => `${depth} ${group.id}`);

describe('groupTree', () => {
  it('puts each group under its parent, whatever the order', () => {
    expect(shape([aGroup('green', 'tea'), aGroup('tea'), aGroup('sencha', 'green')])).toEqual([
      '0 tea',
      '1 green',
      '2 sencha',
    ]);
  });

  it('shows goods without a group last', () => {
    expect(shape([aGroup('none'), aGroup('tea')])).toEqual(['0 tea', '0 none']);
  });

  it('loses no group whose parent is unknown, nor those of a loop', () => {
    expect(
      shape([aGroup('a', 'gone'), aGroup('b', 'c'), aGroup('c', 'b'), aGroup('d', 'd'), aGroup('e', 'c')]),
    ).toEqual(['0 a', '0 b', '0 c', '1 e', '0 d']);
  });
});

describe('searchTree', () => {
  const groups = [aGroup('1', null, 'Чай'), aGroup('2', '1', 'Зелёный'), aGroup('3', '1', 'Пуэр'), aGroup('4')];

  it('keeps the way to a match and drops the rest', () => {
    expect(shape(groups, 'пуэр')).toEqual(['0 1', '1 3']);
  });

  it('finds nothing where nothing matches', () => {
    expect(shape(groups, 'кофе')).toEqual([]);
  });
});
