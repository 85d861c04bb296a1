import { describe, expect, it } from '@jest/globals';
import { aVkItem } from '@evosync/testing';
import { differenceOf, remembersOtherwise } from './diff.js';
import { fingerprint, shownFingerprint } from './fingerprint.js';
import type { ItemFields, ItemLink, MirrorItem } from './types.js';

const WANTED: ItemFields = {
  name: 'Кружка "Волна" & блюдце',
  description: 'Кружка "Волна" & блюдце (цена за 1 шт.)\n\nКерамика',
  priceKopecks: 69_000,
  stockAmount: 1000,
  sku: 'EV-0123456789ab',
};
const shows = (changes: Partial<MirrorItem> = {}): MirrorItem => {
  const { name, ...rest } = WANTED;
  return aVkItem({ title: name, ...rest, ...changes });
};
const link = (sent: ItemFields | null, shown: MirrorItem | null, hidden = false) => ({
  sent: sent && fingerprint(sent),
  shown: shown && shownFingerprint(shown),
  hidden,
});
const OTHER = { ...WANTED, name: 'Старое имя', priceKopecks: 50_000, stockAmount: 7 };
const ESCAPED = shows({
  title: 'Кружка &quot;Волна&quot; &amp; блюдце ',
  description: 'Кружка &quot;Волна&quot; &amp; блюдце (цена за 1 шт.)<br><br/>Керамика\r\n',
});
const FOLDED = shows({ description: 'Кружка "Волна" & блюдце (цена за 1 шт.)\nКерамика' });
const STRANGE = shows({ title: 'Кружка Волна и блюдце' });

describe('differenceOf (M10)', () => {
  const cases: [string, MirrorItem, ReturnType<typeof link> | null, Partial<ItemFields>][] = [
    ['nothing, never linked', shows(), null, {}],
    ['stored in VK’s own way, never linked', ESCAPED, null, {}],
    ['sent, not read back, stored in VK’s own way', ESCAPED, link(WANTED, null), {}],
    ['sent, not read back, stored with its blanks folded', FOLDED, link(WANTED, null), {}],
    ['blanks that were shown before and are gone', FOLDED, link(WANTED, shows()), { description: WANTED.description }],
    ['blanks folded of what was never sent', FOLDED, null, { description: WANTED.description }],
    [
      'blanks folded, and another text was sent',
      FOLDED,
      link({ ...WANTED, description: 'Старое' }, null),
      { description: WANTED.description },
    ],
    [
      'edited by hand before it was read back',
      shows({ description: 'Моё' }),
      link(WANTED, null),
      {
        description: WANTED.description,
      },
    ],
    ['lines ended in VK’s own way', shows({ description: WANTED.description.replace(/\n/g, '\r\n') }), null, {}],
    ['stored so that it reads otherwise, as shown before', STRANGE, link(WANTED, STRANGE), {}],
    ['reads otherwise, not read back', STRANGE, link(WANTED, null), { name: WANTED.name }],
    ['reads otherwise, never linked', STRANGE, null, { name: WANTED.name }],
    ['reads otherwise than shown before: by hand', STRANGE, link(WANTED, shows()), { name: WANTED.name }],
    ['shown otherwise than before, but right', shows(), link(WANTED, STRANGE), {}],
    ['price by hand', shows({ priceKopecks: 1 }), link(WANTED, shows()), { priceKopecks: 69_000 }],
    ['stock by hand', shows({ stockAmount: 999 }), link(WANTED, shows()), { stockAmount: 1000 }],
    ['sku by hand', shows({ sku: 'АРТ-1' }), link(WANTED, shows()), { sku: WANTED.sku }],
    ['description by hand', shows({ description: 'Моё' }), link(WANTED, shows()), { description: WANTED.description }],
    [
      'another wish, and VK shows the old one',
      shows({ priceKopecks: 50_000 }),
      link(OTHER, null),
      { priceKopecks: 69_000 },
    ],
    ['another wish, and VK shows it already', shows(), link(OTHER, shows()), {}],
    ['stock and sku not shown, sent before', shows({ stockAmount: null, sku: null }), link(WANTED, null), {}],
    [
      'stock and sku not shown, never sent',
      shows({ stockAmount: null, sku: null }),
      null,
      { stockAmount: 1000, sku: WANTED.sku },
    ],
    ['stock not shown, another one sent', shows({ stockAmount: null }), link(OTHER, null), { stockAmount: 1000 }],
    [
      'hidden, and back',
      shows({ stockAmount: 0 }),
      link(WANTED, shows({ stockAmount: 0 }), true),
      { stockAmount: 1000 },
    ],
    ['hidden, and its stock not shown', shows({ stockAmount: null }), link(WANTED, null, true), { stockAmount: 1000 }],
  ];
  it.each(cases)('%s', (_, item, remembered, expected) => {
    expect(differenceOf(WANTED, item, remembered).changes).toEqual(expected);
  });

  it('sends a wish that was escaped twice as it is, and knows it again', () => {
    const wanted = { ...WANTED, name: 'A &amp; B', description: 'x &lt;br&gt; <br> y' };
    const escape = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
    const plain = shows({ title: wanted.name, description: wanted.description });
    const escaped = shows({ title: escape(wanted.name), description: escape(wanted.description) });
    expect(differenceOf(wanted, plain, null).changes).toEqual({});
    expect(differenceOf(wanted, escaped, null).changes).toEqual({});
    expect(differenceOf(wanted, shows({ title: 'A B', description: wanted.description }), null).changes).toEqual({
      name: 'A &amp; B',
    });
  });

  it('knows a text by whose no-break spaces VK keeps plain ones', () => {
    const wanted = { ...WANTED, description: 'Керамика, 350\u00a0мл' };
    expect(differenceOf(wanted, shows({ description: 'Керамика, 350 мл' }), null).changes).toEqual({});
  });

  it('knows entities that the register itself has, though VK trims around them, or escapes and folds them', () => {
    const wanted = { ...WANTED, name: 'A &amp; B', description: 'x &lt;b&gt;\n\ny "z"' };
    const trimmed = shows({ title: ' A &amp; B', description: 'x &lt;b&gt;\r\n\r\ny "z" ' });
    expect(differenceOf(wanted, trimmed, null).changes).toEqual({});
    const unread = link(wanted, null);
    for (const description of ['x &lt;b&gt;\ny "z"', 'x &amp;lt;b&amp;gt;<br>y &quot;z&quot;']) {
      expect(differenceOf(wanted, shows({ title: wanted.name, description }), unread).changes).toEqual({});
    }
  });

  it('knows stock 0 where VK shows none: sent unless it was hidden', () => {
    const wanted = { ...WANTED, stockAmount: 0 };
    const unseen = shows({ stockAmount: null });
    expect(differenceOf(wanted, unseen, null).changes).toEqual({ stockAmount: 0 });
    expect(differenceOf(wanted, unseen, link(WANTED, null, true)).changes).toEqual({});
  });

  it('reads the numeric entities by which VK keeps what cp1251 lacks', () => {
    const wanted = { ...WANTED, name: 'Торт 🎂 за 5 ₽' };
    expect(differenceOf(wanted, shows({ title: 'Торт &#127874; за 5 &#x20BD;' }), null).changes).toEqual({});
    for (const title of ['Торт &#127875; за 5 &#9999999;', 'Торт &#1114112; за 5 &#8381;']) {
      expect(differenceOf(wanted, shows({ title }), null).changes).toEqual({ name: wanted.name });
    }
    const once = { ...WANTED, name: 'A &amp; B' };
    expect(differenceOf(once, shows({ title: 'A &#38;amp; B' }), null).changes).toEqual({});
    expect(differenceOf(once, shows({ title: 'A &#38; B' }), null).changes).toEqual({ name: once.name });
  });
});

describe('remembersOtherwise', () => {
  const right: ItemLink = {
    storeId: 's',
    productId: 'p',
    itemId: 501,
    adopted: false,
    ...link(WANTED, shows()),
  };
  it.each<[string, ItemLink | null, MirrorItem, boolean]>([
    ['all as remembered', right, shows(), false],
    ['no link', null, shows(), true],
    ['was hidden', { ...right, hidden: true }, shows(), true],
    ['sent unknown', { ...right, sent: null }, shows(), true],
    ['shown unknown', { ...right, shown: null }, shows(), true],
    ['shown in another way', right, ESCAPED, true],
    ['stock no longer shown', right, shows({ stockAmount: null }), true],
  ])('%s', (_, remembered, item, expected) => {
    expect(remembersOtherwise(remembered, differenceOf(WANTED, item, remembered))).toBe(expected);
  });
});
