import { describe, expect, it } from '@jest/globals';
import { GROUP_ID, STORE_ID, aGroup, aProduct, aStore } from '@evosync/testing';
import { groupOf, plainGroupsOf, scopeOf, storesById } from './scope.js';
import type { MirrorGroup, MirrorProduct, MirrorStore } from './types.js';

const MODIFICATION = aGroup({ id: 'm1', name: 'Улун', parentId: GROUP_ID, isModification: true, enabled: false });

describe('groupOf (M1)', () => {
  const cases: [string, MirrorGroup[], string | null, string | null][] = [
    ['a plain group above it', [aGroup()], GROUP_ID, GROUP_ID],
    ['ids in another case', [aGroup()], GROUP_ID.toUpperCase(), GROUP_ID],
    ['a modification group: the plain one above that', [aGroup(), MODIFICATION], 'm1', GROUP_ID],
    [
      'two modification groups',
      [aGroup(), MODIFICATION, { ...MODIFICATION, id: 'm2', parentId: 'M1' }],
      'm2',
      GROUP_ID,
    ],
    ['the nearest of nested groups', [aGroup(), aGroup({ id: 'g2', parentId: GROUP_ID })], 'g2', 'g2'],
    ['no parent', [aGroup()], null, null],
    ['a parent that is missing', [aGroup()], 'нет', null],
    ['a modification group at the root', [{ ...MODIFICATION, parentId: null }], 'm1', null],
    ['a modification group whose parent is missing', [{ ...MODIFICATION, parentId: 'нет' }], 'm1', null],
    ['a group of another store', [aGroup({ storeId: 'OTHER' })], GROUP_ID, null],
    [
      'a ring of modification groups',
      [
        { ...MODIFICATION, parentId: 'm2' },
        { ...MODIFICATION, id: 'm2', parentId: 'm1' },
      ],
      'm1',
      null,
    ],
  ];
  it.each(cases)('%s', (_, groups, parentId, expected) => {
    expect(groupOf({ storeId: STORE_ID, parentId }, plainGroupsOf(groups))?.id ?? null).toBe(expected);
  });
});

describe('scopeOf (M1)', () => {
  const cases: [string, Partial<MirrorStore>, Partial<MirrorGroup>, Partial<MirrorProduct>, boolean][] = [
    ['store and group on', {}, {}, {}, true],
    ['store off', { enabled: false }, {}, {}, false],
    ['group off', {}, { enabled: false }, {}, false],
    ['product off', {}, {}, { switchedOff: true }, false],
    ['store spelled in another case', { id: STORE_ID.toLowerCase() }, {}, {}, true],
    ['unknown store', { id: 'OTHER' }, {}, {}, false],
    ['no group, group none on', {}, {}, { parentId: null }, true],
    ['no group, group none off', { ungroupedEnabled: false }, {}, { parentId: null }, false],
    ['missing group counts as none', { ungroupedEnabled: false }, {}, { parentId: 'нет' }, false],
  ];
  it.each(cases)('%s', (_, store, group, product, expected) => {
    const stores = storesById([aStore(store)]);
    expect(scopeOf(aProduct(product), stores, plainGroupsOf([aGroup(group)])).inScope).toBe(expected);
  });

  it('says nothing about groups inside an enabled group, nor of those around one', () => {
    const groups = plainGroupsOf([
      aGroup(),
      aGroup({ id: 'inner-off', parentId: GROUP_ID, enabled: false }),
      aGroup({ id: 'outer-off', enabled: false }),
      aGroup({ id: 'inner-on', parentId: 'outer-off' }),
    ]);
    const stores = storesById([aStore()]);
    expect(scopeOf(aProduct({ parentId: 'inner-off' }), stores, groups).inScope).toBe(false);
    expect(scopeOf(aProduct({ parentId: 'inner-on' }), stores, groups).inScope).toBe(true);
  });

  it('looks at the plain group, not at the modification group on the way', () => {
    const { group, inScope } = scopeOf(
      aProduct({ parentId: 'm1' }),
      storesById([aStore()]),
      plainGroupsOf([aGroup(), MODIFICATION]),
    );
    expect({ id: group?.id, inScope }).toEqual({ id: GROUP_ID, inScope: true });
  });

  it('stays linear on a long ring of modification groups', () => {
    const ring = Array.from({ length: 50_000 }, (_, index) => ({
      ...MODIFICATION,
      id: `m${index}`,
      parentId: `m${(index + 1) % 50_000}`,
    }));
    expect(plainGroupsOf(ring).get(`${STORE_ID}\u0000m7`.toLowerCase())).toBeNull();
  });
});
