import { describe, expect, it } from '@jest/globals';
import {
  GROUP_ID,
  STORE_ID,
  aGroup,
  aMirrorInput,
  aProduct,
  aStore,
  aVkItem,
  anAlbum,
  anAlbumLink,
  anItemLink,
  mirrorSettings,
} from '@evosync/testing';
import { fingerprint, itemFieldsOf, planMirror, shownFingerprint } from './index.js';
import type { ItemLink, MirrorInput, MirrorItem, MirrorProduct, Operation } from './index.js';

const GROUP = { storeId: STORE_ID, groupId: GROUP_ID };
const KEY = { storeId: STORE_ID, productId: aProduct().id };

function mirrored(product: MirrorProduct, changes: Partial<MirrorItem> = {}): { item: MirrorItem; link: ItemLink } {
  const fields = itemFieldsOf(product, mirrorSettings());
  if (!fields) throw new Error('a product with a price was expected');
  const { name, ...rest } = fields;
  const item = aVkItem({ ...rest, title: name, ...changes });
  const shown = shownFingerprint(item);
  const key = { storeId: product.storeId, productId: product.id };
  return { item, link: anItemLink({ ...key, itemId: item.id, sent: fingerprint(fields), shown }) };
}

/** One product whose item is right, in the albums given. */
function world(albumIds: number[], rest: Parameters<typeof aMirrorInput>[0] = {}): MirrorInput {
  const product = rest?.products?.[0] ?? aProduct();
  const { item, link } = mirrored(product, { albumIds });
  return aMirrorInput({ products: [product], items: [item], itemLinks: [link], ...rest });
}
const stepsOf = (input: MirrorInput): Operation[] => planMirror(input).operations;

describe('albums (M11)', () => {
  it('makes one for a group with something to show, and puts new items into it', () => {
    const fields = itemFieldsOf(aProduct(), mirrorSettings());
    expect(stepsOf(aMirrorInput({ products: [aProduct()] }))).toEqual([
      { kind: 'create-album', group: GROUP, title: 'Чай' },
      { kind: 'create-item', product: KEY, fields },
      { kind: 'add-to-album', product: KEY, itemId: null, group: GROUP, albumId: null },
    ]);
  });

  it.each<[string, Partial<MirrorProduct>]>([
    ['nothing in it is for sale', { allowToSell: false }],
    ['all in it is restricted', { isAgeLimited: true }],
    ['all in it is switched off', { switchedOff: true }],
    ['its products stand in no group', { parentId: null }],
  ])('makes none when %s', (_, changes) => {
    const plan = planMirror(aMirrorInput({ products: [aProduct(changes)], settings: { adoptExisting: 'never' } }));
    expect(plan.operations.filter(({ kind }) => kind === 'create-album')).toEqual([]);
  });

  it('does nothing when the linked album and its items are right', () => {
    expect(stepsOf(world([7], { albums: [anAlbum()], albumLinks: [anAlbumLink()] }))).toEqual([]);
  });

  it('takes the oldest album with exactly its title that no other group has', () => {
    const albums = [
      anAlbum({ id: 9 }),
      anAlbum({ id: 8 }),
      anAlbum({ id: 5, title: 'Чай  ' }),
      anAlbum({ id: 3 }),
      anAlbum({ id: 1, title: 'чай' }),
    ];
    const taken = anAlbumLink({ groupId: 'g2', albumId: 3 });
    const groups = [aGroup(), aGroup({ id: 'g2', enabled: false })];
    expect(stepsOf(world([8], { albums, groups, albumLinks: [taken] }))).toEqual([
      { kind: 'link-album', group: GROUP, albumId: 8, title: 'Чай', shownTitle: 'Чай' },
    ]);
  });

  it('knows its title behind VK’s escaping, but rather takes one that is it to the letter', () => {
    const groups = [aGroup({ name: 'Чай &amp; кофе' })];
    const escaped = anAlbum({ id: 3, title: 'Чай &amp; кофе' });
    const exact = anAlbum({ id: 8, title: 'Чай & кофе' });
    expect(stepsOf(world([3], { albums: [escaped], groups }))).toMatchObject([{ kind: 'link-album', albumId: 3 }]);
    expect(stepsOf(world([8], { albums: [escaped, exact], groups }))).toMatchObject([
      { kind: 'link-album', albumId: 8 },
    ]);
  });

  it('knows an album that VK was asked to make for it under an earlier title, and gives it the new one', () => {
    const askedAlbums = [{ ...GROUP, title: 'Чаи' }];
    const albums = [anAlbum({ id: 4, title: 'Чаи' })];
    expect(stepsOf(world([], { albums, askedAlbums }))).toMatchObject([
      { kind: 'rename-album', albumId: 4, title: 'Чай' },
      { kind: 'add-to-album', albumId: 4 },
    ]);
    const right = anAlbum({ id: 9 });
    expect(stepsOf(world([9], { albums: [...albums, right], askedAlbums }))).toMatchObject([
      { kind: 'link-album', albumId: 9 },
    ]);
    const others = [anAlbumLink({ groupId: 'g2', albumId: 4 })];
    const groups = [aGroup(), aGroup({ id: 'g2', enabled: false })];
    expect(stepsOf(world([], { albums, askedAlbums, albumLinks: others, groups }))).toMatchObject([
      { kind: 'create-album' },
      { kind: 'add-to-album', albumId: null },
    ]);
  });

  it('may take the album of a group that Evotor no longer lists, unless its store could not be read', () => {
    const albumLinks = [anAlbumLink({ groupId: 'g2' })];
    expect(stepsOf(world([7], { albums: [anAlbum()], albumLinks }))).toMatchObject([
      { kind: 'link-album', albumId: 7 },
    ]);
    const unread = [anAlbumLink({ storeId: 'S2', groupId: 'g2' })];
    const stores = [aStore(), aStore({ id: 'S2', readable: false })];
    expect(stepsOf(world([7], { albums: [anAlbum()], albumLinks: unread, stores }))).toMatchObject([
      { kind: 'create-album' },
      { kind: 'remove-from-album', albumIds: [7] },
      { kind: 'add-to-album', albumId: null },
    ]);
  });

  it('gives one album to one group when two have the same title', () => {
    const groups = [aGroup(), aGroup({ id: 'a-Second' })];
    const products = [aProduct(), aProduct({ id: 'p2', parentId: 'A-SECOND' })];
    const albums = [anAlbum()];
    const steps = stepsOf(aMirrorInput({ groups, products, albums }));
    expect(steps.filter(({ kind }) => kind === 'create-album' || kind === 'link-album')).toEqual([
      { kind: 'create-album', group: { ...GROUP, groupId: 'a-Second' }, title: 'Чай' },
      { kind: 'link-album', group: GROUP, albumId: 7, title: 'Чай', shownTitle: 'Чай' },
    ]);
  });

  it('leaves an album that two groups are linked to with the first of them', () => {
    const groups = [aGroup(), aGroup({ id: 'a-Second', name: 'Кофе' })];
    const products = [aProduct(), aProduct({ id: 'p2', parentId: 'a-Second' })];
    const albumLinks = [anAlbumLink(), anAlbumLink({ groupId: 'a-Second', sentTitle: 'Кофе', shownTitle: 'Чай' })];
    const steps = stepsOf(aMirrorInput({ groups, products, albums: [anAlbum()], albumLinks }));
    expect(steps.filter(({ kind }) => kind.endsWith('-album') && kind !== 'add-to-album')).toEqual([
      { kind: 'create-album', group: { ...GROUP, groupId: 'a-Second' }, title: 'Кофе' },
    ]);
  });

  it('takes one by its title in place of the linked one that is gone, and notes it', () => {
    const albums = [anAlbum({ id: 8 })];
    expect(stepsOf(world([8], { albums, albumLinks: [anAlbumLink()] }))).toEqual([
      { kind: 'link-album', group: GROUP, albumId: 8, title: 'Чай', shownTitle: 'Чай' },
    ]);
  });

  it('makes an album again that was deleted in VK', () => {
    expect(stepsOf(world([], { albumLinks: [anAlbumLink()] }))).toEqual([
      { kind: 'create-album', group: GROUP, title: 'Чай' },
      { kind: 'add-to-album', product: KEY, itemId: 501, group: GROUP, albumId: null },
    ]);
  });

  const renamed = (title: string, link: Partial<Parameters<typeof anAlbumLink>[0]>, name = 'Чай') =>
    stepsOf(
      world([7], { groups: [aGroup({ name })], albums: [anAlbum({ title })], albumLinks: [anAlbumLink(link)] }),
    ).map((step) => step.kind);
  it.each<[string, string, Parameters<typeof anAlbumLink>[0], string, string[]]>([
    ['the group was renamed', 'Чай', {}, 'Чай и кофе', ['rename-album']],
    ['the group was renamed and VK shows it already', 'Кофе', {}, 'Кофе', ['link-album']],
    ['the album was renamed by hand', 'Моё', {}, 'Чай', ['rename-album']],
    [
      'VK stored it in its own way',
      'Чай &amp; кофе ',
      { sentTitle: 'Чай & кофе', shownTitle: null },
      'Чай & кофе',
      ['link-album'],
    ],
    ['VK shows it otherwise, as before', 'ЧАЙ', { shownTitle: 'ЧАЙ' }, 'Чай', []],
    ['VK shows it otherwise, not read back', 'ЧАЙ', { shownTitle: null }, 'Чай', ['rename-album']],
    ['nothing was remembered', 'Чай', { sentTitle: null, shownTitle: null }, 'Чай', ['link-album']],
  ])('titles: %s', (_, title, link, name, expected) => {
    expect(renamed(title, link ?? {}, name)).toEqual(expected);
  });
});

describe('who stands in which album (M11)', () => {
  const second = aGroup({ id: 'g2', name: 'Кофе' });
  const albums = [anAlbum(), anAlbum({ id: 8, title: 'Кофе' }), anAlbum({ id: 30, title: 'Мои' })];
  const albumLinks = [anAlbumLink(), anAlbumLink({ groupId: 'g2', albumId: 8, sentTitle: 'Кофе', shownTitle: 'Кофе' })];
  const groups = [aGroup(), second];

  it.each<[string, number[], string | null, Partial<Operation>[]]>([
    [
      'moved to another group',
      [7],
      'g2',
      [
        { kind: 'remove-from-album', albumIds: [7] },
        { kind: 'add-to-album', albumId: 8 },
      ],
    ],
    ['moved to no group', [8, 7, 30], null, [{ kind: 'remove-from-album', albumIds: [7, 8] }]],
    ['put into the merchant’s own album', [7, 30], GROUP_ID, []],
    ['taken out by hand', [], GROUP_ID, [{ kind: 'add-to-album', albumId: 7 }]],
    ['put into another group’s album by hand', [7, 8], GROUP_ID, [{ kind: 'remove-from-album', albumIds: [8] }]],
  ])('%s', (_, albumIds, parentId, expected) => {
    const products = [aProduct({ parentId })];
    const steps = stepsOf(world(albumIds, { products, groups, albums, albumLinks }));
    expect(steps).toMatchObject(expected);
    expect(steps).toHaveLength(expected.length);
  });

  it('puts what it adopts into the album, and leaves it in those of the merchant', () => {
    const own = aVkItem({ title: 'Чай чёрный «Утренний»', albumIds: [30] });
    expect(stepsOf(aMirrorInput({ products: [aProduct()], items: [own], groups, albums, albumLinks }))).toMatchObject([
      { kind: 'edit-item', itemId: 501, adopts: true },
      { kind: 'add-to-album', itemId: 501, albumId: 7 },
    ]);
  });

  it('takes items of others out of an album at once when a group takes it by its title', () => {
    const products = [aProduct({ parentId: 'g2' }), aProduct({ id: 'p2', name: 'Чай второй' })];
    const { item, link } = mirrored(products[0] ?? aProduct(), { albumIds: [7, 8] });
    const steps = stepsOf(
      aMirrorInput({
        ...{ products, groups, albums, items: [item], itemLinks: [link] },
        albumLinks: albumLinks.slice(1),
      }),
    );
    expect(steps.filter(({ kind }) => kind === 'link-album' || kind === 'remove-from-album')).toMatchObject([
      { kind: 'link-album', albumId: 7 },
      { kind: 'remove-from-album', itemId: 501, albumIds: [7] },
    ]);
  });

  it('takes items out of the album of a group that is switched off', () => {
    const off = [aGroup(), { ...second, enabled: false }];
    expect(stepsOf(world([7, 8], { groups: off, albums, albumLinks }))).toMatchObject([
      { kind: 'remove-from-album', albumIds: [8] },
    ]);
  });

  it('leaves hidden items where they are', () => {
    const products = [aProduct({ parentId: 'g2', switchedOff: true })];
    expect(stepsOf(world([7], { products, groups, albums, albumLinks }))).toMatchObject([{ kind: 'hide-item' }]);
  });

  it('leaves items and albums of a store that could not be read where they are', () => {
    const products = [aProduct({ parentId: 'g2' })];
    const stores = [aStore({ readable: false })];
    expect(stepsOf(world([7], { products, groups, albums, albumLinks, stores }))).toEqual([]);
  });
});

describe('the order of a plan', () => {
  it('is by store, then by product, in whatever order they were listed', () => {
    const stores = ['s2', 'S1'].map((id) => aStore({ id }));
    const products = ['s2', 'S1'].flatMap((storeId) =>
      ['b', 'A'].map((id) => aProduct({ storeId, id, parentId: null, name: `Чай ${storeId} ${id}` })),
    );
    const expected = ['S1 A', 'S1 b', 's2 A', 's2 b'];
    for (const listed of [products, products.toReversed()]) {
      const plan = planMirror(aMirrorInput({ stores, groups: [], products: listed }));
      expect(plan.decisions.map(({ product }) => `${product.storeId} ${product.productId}`)).toEqual(expected);
    }
  });

  it('makes albums by store and group, whatever their goods are called', () => {
    const groups = ['c', 'B', 'a'].map((id) => aGroup({ id, name: `Группа ${id}` }));
    const products = groups.map(({ id }, place) => aProduct({ id: `p${place}`, parentId: id, name: `Чай ${id}` }));
    const steps = stepsOf(aMirrorInput({ groups, products }));
    expect(steps.flatMap((step) => (step.kind === 'create-album' ? [step.title] : []))).toEqual([
      'Группа a',
      'Группа B',
      'Группа c',
    ]);
  });

  it('is albums, off sale, edits, new items, links, membership; inside a kind by store and product', () => {
    const products = ['p3', 'P2', 'p1'].map((id) => aProduct({ id, name: `Чай ${id}` }));
    const gone = { storeId: STORE_ID, productId: 'p0' };
    const edited = mirrored(aProduct({ id: 'p4', price: '5' }), { id: 604, albumIds: [8] });
    const linkedOnly = mirrored(aProduct({ id: 'p5' }), { id: 605 });
    const lost = mirrored(aProduct({ id: 'p0' }), { id: 600 });
    const input = aMirrorInput({
      groups: [aGroup(), aGroup({ id: 'g2', enabled: false })],
      products: [aProduct({ id: 'p5' }), aProduct({ id: 'p4', price: '6' }), ...products],
      goneProducts: [gone],
      items: [edited.item, linkedOnly.item, lost.item],
      itemLinks: [edited.link, lost.link],
      albums: [anAlbum({ id: 8 })],
      albumLinks: [anAlbumLink({ groupId: 'g2', albumId: 8 })],
    });
    const plan = planMirror(input);
    expect(
      plan.operations.map((step) => ('product' in step ? `${step.kind} ${step.product.productId}` : step.kind)),
    ).toEqual([
      'create-album',
      'hide-item p0',
      'edit-item p4',
      'create-item p1',
      'create-item P2',
      'create-item p3',
      'link-item p5',
      'remove-from-album p4',
      'add-to-album p1',
      'add-to-album P2',
      'add-to-album p3',
      'add-to-album p4',
      'add-to-album p5',
    ]);
    expect(plan.decisions.map(({ product }) => product.productId)).toEqual(['p0', 'p1', 'P2', 'p3', 'p4', 'p5']);
  });
});
