import { describe, expect, it } from '@jest/globals';
import { STORE_ID, aMirrorInput, aProduct, aStore, aVkItem, anItemLink, mirrorSettings } from '@evosync/testing';
import { fingerprint, itemFieldsOf, planMirror, shownFingerprint, skuOf } from './index.js';
import type { ItemFields, MirrorInput, MirrorItem, MirrorProduct, Operation } from './index.js';

const UNGROUPED = { parentId: null };
const KEY = { storeId: STORE_ID, productId: aProduct().id };
const SKU = skuOf(KEY);

function fieldsOf(changes: Partial<MirrorProduct> = {}): ItemFields {
  const fields = itemFieldsOf(aProduct({ ...UNGROUPED, ...changes }), mirrorSettings());
  if (!fields) throw new Error('a product with a price was expected');
  return fields;
}

/** The product's item, shown as it was sent. */
function itsItem(changes: Partial<MirrorItem> = {}): MirrorItem {
  const { name, ...rest } = fieldsOf();
  return aVkItem({ ...rest, title: name, ...changes });
}

const itsLink = () => anItemLink({ sent: fingerprint(fieldsOf()), shown: shownFingerprint(itsItem()) });
const stepsOf = (input: MirrorInput) => planMirror(input).operations;
const kindsOf = (input: MirrorInput) =>
  stepsOf(input).map((step) => ('itemId' in step ? [step.kind, step.itemId] : [step.kind]));
const decisionOf = (input: MirrorInput) => {
  const [decision, ...others] = planMirror(input).decisions;
  expect(others).toEqual([]);
  return decision && [decision.action, decision.reason, decision.itemId];
};
const input = (product: Partial<MirrorProduct>, rest: Parameters<typeof aMirrorInput>[0] = {}) =>
  aMirrorInput({ products: [aProduct({ ...UNGROUPED, ...product })], ...rest });

describe('identity (M7)', () => {
  it.each<[string, MirrorItem[], Parameters<typeof anItemLink>[0] | null, number]>([
    ['the item with its sku, without a link', [itsItem({ id: 9 })], null, 9],
    ['the item with its sku, whatever the link says', [itsItem({ id: 9 }), aVkItem()], {}, 9],
    ['the linked one of several with its sku', [itsItem({ id: 9 }), itsItem({ id: 501 })], {}, 501],
    ['the oldest of several with its sku', [itsItem({ id: 12 }), itsItem({ id: 9 }), itsItem({ id: 10 })], null, 9],
    ['the linked item whose sku was changed by hand', [itsItem({ sku: 'АРТ-1' })], {}, 501],
    ['the linked item with an unknown sku of ours', [itsItem({ sku: 'EV-unknown' })], {}, 501],
  ])('%s', (_, items, link, expected) => {
    const plan = planMirror(input({}, { items, itemLinks: link ? [anItemLink(link)] : [] }));
    expect(plan.decisions.map((decision) => decision.itemId)).toEqual([expected]);
    expect(plan.operations.filter((step) => step.kind === 'create-item')).toEqual([]);
  });

  it('is not the linked item when that carries the sku of another product, listed or gone', () => {
    const other = { storeId: STORE_ID, productId: 'p2' };
    const items = [itsItem({ sku: skuOf(other), stockAmount: 0 })];
    expect(kindsOf(input({}, { items, itemLinks: [anItemLink()], goneProducts: [other] }))).toEqual([
      ['create-item'],
      ['link-item', 501],
    ]);
  });

  it('is one product’s only, where two are linked to one item', () => {
    const products = [aProduct({ ...UNGROUPED, id: 'p1', name: 'Первый' }), aProduct({ ...UNGROUPED, id: 'p2' })];
    const itemLinks = products.map(({ id }) => anItemLink({ productId: id }));
    const items = [itsItem({ sku: 'АРТ-1' })];
    expect(kindsOf(aMirrorInput({ products, items, itemLinks }))).toEqual([['edit-item', 501], ['create-item']]);
  });

  it('remembers nothing of an item that is not the product’s any more', () => {
    const itemLinks = [{ ...itsLink(), itemId: 7, hidden: true, adopted: true }];
    const settings = { onRemoved: 'delete' as const };
    const off = { switchedOff: true };
    expect(stepsOf(input(off, { items: [itsItem()], itemLinks, settings }))).toMatchObject([
      { kind: 'delete-item', itemId: 501 },
    ]);
    expect(stepsOf(input(off, { items: [itsItem()], itemLinks }))).toMatchObject([
      { kind: 'hide-item', itemId: 501, adopted: false },
    ]);
  });

  it('creates again what was deleted in VK by hand', () => {
    expect(kindsOf(input({}, { itemLinks: [itsLink()] }))).toEqual([['create-item']]);
  });

  it('knows ids in any case and spells them as they were given', () => {
    const link = anItemLink({ storeId: STORE_ID.toLowerCase(), productId: KEY.productId.toUpperCase() });
    const [decision] = planMirror(input({}, { items: [itsItem({ sku: null })], itemLinks: [link] })).decisions;
    expect(decision).toMatchObject({ product: KEY, itemId: 501 });
  });
});

describe('adoption (M8)', () => {
  const own = aVkItem({ title: ' Чай  чёрный &laquo;' });
  const name = 'Кружка &quot;Волна&quot;';
  const twin = aVkItem({ title: 'Кружка &quot;Волна&quot; ' });

  it('takes over the one item of nobody’s with exactly its name, and sets its sku', () => {
    const [edit, ...rest] = stepsOf(input({ name }, { items: [twin, own] }));
    const fields = fieldsOf({ name });
    expect(rest).toEqual([]);
    expect(edit).toEqual({
      kind: 'edit-item',
      product: KEY,
      itemId: 501,
      adopts: true,
      adopted: true,
      forSale: true,
      fields,
      changes: { description: fields.description, priceKopecks: 12_990, stockAmount: 1000, sku: SKU },
    });
    expect(decisionOf(input({ name }, { items: [twin] }))).toEqual(['adopt', 'adopted', 501]);
  });

  it.each<[string, Parameters<typeof aMirrorInput>[0], Partial<MirrorProduct>]>([
    ['two items have that title', { items: [twin, { ...twin, id: 9 }] }, {}],
    ['the item carries a sku of ours', { items: [{ ...twin, sku: 'EV-0123456789ab' }] }, {}],
    ['adopting is switched off', { items: [twin], settings: { adoptExisting: 'never' } }, {}],
    ['the title differs', { items: [{ ...twin, title: 'кружка "волна"' }] }, {}],
  ])('creates instead when %s', (_, rest, changes) => {
    expect(kindsOf(input({ name, ...changes }, rest))).toEqual([['create-item']]);
  });

  it('leaves alone what is another product’s by link', () => {
    const other = { storeId: STORE_ID, productId: 'p2' };
    const itemLinks = [anItemLink({ ...other, hidden: true })];
    expect(kindsOf(input({ name }, { items: [twin], itemLinks, goneProducts: [other] }))).toEqual([['create-item']]);
  });

  it('knows the title behind VK’s escaping, but rather takes one that is it to the letter', () => {
    const named = { name: 'Сироп &amp;quot;Клён&amp;quot;' };
    const literal = aVkItem({ id: 7, title: 'Сироп &quot;Клён&quot;', sku: null });
    expect(kindsOf(input(named, { items: [literal] }))).toEqual([['edit-item', 7]]);
    const quoted = { name: 'Сироп "Клён"' };
    expect(kindsOf(input(quoted, { items: [literal] }))).toEqual([['edit-item', 7]]);
    const exact = aVkItem({ id: 9, title: 'Сироп "Клён"', sku: null });
    expect(kindsOf(input(quoted, { items: [literal, exact] }))).toEqual([['edit-item', 9]]);
    expect(kindsOf(input(quoted, { items: [{ ...exact, title: 'Сироп  "Клён"' }] }))).toEqual([['create-item']]);
  });

  it('gives each item to one product, and each product one item', () => {
    const literal = aVkItem({ id: 7, title: 'Сироп &quot;Клён&quot;', sku: null });
    const named = [
      aProduct({ ...UNGROUPED, id: 'p1', name: 'Сироп &amp;quot;Клён&amp;quot;' }),
      aProduct({ ...UNGROUPED, id: 'p2', name: 'Сироп "Клён"' }),
    ];
    expect(kindsOf(aMirrorInput({ products: named, items: [literal] }))).toEqual([['edit-item', 7], ['create-item']]);
    const escaped = aVkItem({ id: 9, title: 'Сироп &amp;quot;Клён&amp;quot;', sku: null });
    expect(kindsOf(aMirrorInput({ products: named.slice(0, 1), items: [literal, escaped] }))).toEqual([
      ['edit-item', 7],
    ]);
  });

  it('does not adopt while another product in scope has that name, even one that is restricted', () => {
    const restricted = aProduct({ ...UNGROUPED, id: 'p2', name, type: 'BEER' });
    const both = [aProduct({ ...UNGROUPED, name }), restricted];
    expect(kindsOf(aMirrorInput({ products: both, items: [twin] }))).toEqual([['create-item']]);
    const outOfScope = [aProduct({ ...UNGROUPED, name }), { ...restricted, switchedOff: true }];
    expect(kindsOf(aMirrorInput({ products: outOfScope, items: [twin] }))).toEqual([['edit-item', 501]]);
  });

  it('adopts nothing for what is not for sale, restricted or without a price', () => {
    for (const changes of [{ allowToSell: false }, { isAgeLimited: true }, { price: '0' }]) {
      expect(stepsOf(input({ name, ...changes }, { items: [twin] }))).toEqual([]);
    }
  });
});

describe('creating (M9) and skipping', () => {
  it('creates what is for sale and has no item', () => {
    expect(stepsOf(input({}))).toEqual([{ kind: 'create-item', product: KEY, fields: fieldsOf() }]);
    expect(decisionOf(input({}))).toEqual(['create', null, null]);
  });

  it('creates with stock 0 what the register has run out of', () => {
    const [create] = stepsOf(input({ quantity: '0' }, { settings: { stockMode: 'evotor' } }));
    expect(create).toMatchObject({ kind: 'create-item', fields: { stockAmount: 0 } });
  });

  it.each<[Partial<MirrorProduct>, string]>([
    [{ allowToSell: false }, 'not_for_sale'],
    [{ price: '0.004' }, 'no_price'],
    [{ price: null, allowToSell: false }, 'no_price'],
    [{ type: 'TOBACCO_MARKED', price: null, allowToSell: false }, 'restricted_goods'],
  ])('skips %j: %s', (changes, reason) => {
    expect(stepsOf(input(changes))).toEqual([]);
    expect(decisionOf(input(changes))).toEqual(['skip', reason, null]);
  });

  it('says nothing of products that are out of scope', () => {
    expect(planMirror(input({ switchedOff: true }))).toEqual({ operations: [], decisions: [] });
  });
});

describe('updating (M10)', () => {
  it('does nothing when nothing differs', () => {
    const unchanged = input({}, { items: [itsItem()], itemLinks: [itsLink()] });
    expect(stepsOf(unchanged)).toEqual([]);
    expect(decisionOf(unchanged)).toEqual(['unchanged', null, 501]);
  });

  it('sends only what differs', () => {
    const dearer = input({ price: '130' }, { items: [itsItem()], itemLinks: [itsLink()] });
    expect(stepsOf(dearer)).toMatchObject([
      { kind: 'edit-item', itemId: 501, changes: { priceKopecks: 13_000 }, forSale: true },
    ]);
    expect(Object.keys((stepsOf(dearer)[0] as Extract<Operation, { kind: 'edit-item' }>).changes)).toEqual([
      'priceKopecks',
    ]);
    expect(decisionOf(dearer)).toEqual(['update', null, 501]);
  });

  it('shows stock 0 for an item that is no longer for sale', () => {
    const off = input({ allowToSell: false }, { items: [itsItem()], itemLinks: [itsLink()] });
    expect(stepsOf(off)).toMatchObject([{ kind: 'edit-item', changes: { stockAmount: 0 }, forSale: false }]);
    expect(decisionOf(off)).toEqual(['update', null, 501]);
  });

  it('writes down the link of an item found by its sku, without a call', () => {
    const [link, ...rest] = stepsOf(input({}, { items: [itsItem({ id: 9 })] }));
    expect(rest).toEqual([]);
    expect(link).toEqual({
      kind: 'link-item',
      product: KEY,
      itemId: 9,
      adopted: false,
      hidden: false,
      sent: fingerprint(fieldsOf()),
      shown: shownFingerprint(itsItem()),
    });
  });

  it('brings back what was hidden when the product is back', () => {
    const itemLinks = [{ ...itsLink(), hidden: true, adopted: true }];
    expect(stepsOf(input({}, { items: [itsItem({ stockAmount: 0 })], itemLinks }))).toMatchObject([
      { kind: 'edit-item', changes: { stockAmount: 1000 }, adopted: true, adopts: false },
    ]);
    expect(stepsOf(input({}, { items: [itsItem()], itemLinks }))).toMatchObject([{ kind: 'link-item', hidden: false }]);
  });
});

describe('what is gone (M12)', () => {
  type Case = [string, Partial<MirrorProduct>, Parameters<typeof aMirrorInput>[0], string];
  const cases: Case[] = [
    ['switched off', { switchedOff: true }, {}, 'out_of_scope'],
    ['its store is off', {}, { stores: [aStore({ enabled: false })] }, 'out_of_scope'],
    ['its store is unknown', {}, { stores: [] }, 'out_of_scope'],
    ['its group is off', {}, { stores: [aStore({ ungroupedEnabled: false })] }, 'out_of_scope'],
    ['deleted in Evotor', {}, { products: [], goneProducts: [KEY] }, 'out_of_scope'],
    ['restricted', { isAgeLimited: true }, {}, 'restricted_goods'],
    ['without a price', { price: null }, {}, 'no_price'],
  ];
  const world = ([, product, rest]: Case, more: Parameters<typeof aMirrorInput>[0]) =>
    input(product, { items: [itsItem()], itemLinks: [itsLink()], ...rest, ...more });

  it.each(cases)('is hidden: %s', (...row) => {
    const reason = row[3];
    const hide = { kind: 'hide-item', product: KEY, itemId: 501, adopted: false, reason };
    expect(stepsOf(world(row, {}))).toEqual([hide]);
    expect(decisionOf(world(row, {}))).toEqual(['hide', reason, 501]);
    expect(stepsOf(world(row, { itemLinks: [] }))).toEqual([hide]);
  });

  it.each(cases)('is hidden once: %s', (...row) => {
    const hidden = world(row, { itemLinks: [{ ...itsLink(), hidden: true }] });
    expect(stepsOf(hidden)).toEqual([]);
    expect(decisionOf(hidden)).toEqual(row[3] === 'out_of_scope' ? undefined : ['skip', row[3], 501]);
  });

  it.each(cases)('is only written down when it is off sale already: %s', (...row) => {
    const off = world(row, { items: [itsItem({ stockAmount: 0 })] });
    expect(stepsOf(off)).toMatchObject([{ kind: 'link-item', hidden: true }]);
    // What else stands there may be an edit by hand, which is put back when the product returns.
    expect(stepsOf(off)).toMatchObject([{ sent: itsLink().sent, shown: itsLink().shown }]);
    expect(planMirror(off).decisions.filter((decision) => decision.action !== 'skip')).toEqual([]);
  });

  it.each(cases)('is deleted: %s', (...row) => {
    const settings = { onRemoved: 'delete' as const };
    expect(stepsOf(world(row, { settings }))).toEqual([
      { kind: 'delete-item', product: KEY, itemId: 501, reason: row[3] },
    ]);
    expect(decisionOf(world(row, { settings }))).toEqual(['delete', row[3], 501]);
    const adopted = world(row, { settings, itemLinks: [{ ...itsLink(), adopted: true }] });
    expect(stepsOf(adopted)).toMatchObject([{ kind: 'hide-item', adopted: true }]);
    expect(decisionOf(adopted)).toEqual(['hide', row[3], 501]);
  });

  it.each(cases)('is kept: %s', (...row) => {
    const kept = world(row, { settings: { onRemoved: 'keep' } });
    expect(stepsOf(kept)).toEqual([]);
    expect(decisionOf(kept)).toEqual(row[3] === 'out_of_scope' ? undefined : ['skip', row[3], 501]);
  });

  it.each(cases.filter(([, , rest]) => !rest?.stores))(
    'stays as it is while its store cannot be read: %s',
    (...row) => {
      expect(planMirror(world(row, { stores: [aStore({ readable: false })] }))).toEqual({
        operations: [],
        decisions: [],
      });
    },
  );

  it('names a product that the register still has as the register does', () => {
    const items = [itsItem({ title: 'РАСПРОДАЖА' })];
    const { decisions } = planMirror(input({ isAgeLimited: true }, { items, itemLinks: [itsLink()] }));
    expect(decisions.map((decision) => decision.name)).toEqual([aProduct().name]);
  });

  it('names a product that Evotor no longer knows as VK shows it', () => {
    const items = [itsItem({ title: 'Чай &quot;Утро&quot;' })];
    const { decisions } = planMirror(aMirrorInput({ goneProducts: [KEY], items, itemLinks: [itsLink()] }));
    expect(decisions.map((decision) => decision.name)).toEqual(['Чай "Утро"']);
  });
});

describe("the merchant's own photo (M10)", () => {
  const photo = (wanted: string | null, sent: string | null, sentItemId: number | null = 501) => ({
    photo: { wanted, sent, sentItemId },
  });
  const rest = { items: [itsItem()], itemLinks: [itsLink()] };

  it.each<[string, ReturnType<typeof photo>, string | null]>([
    ['given to a product whose item is there', photo('red', null, null), 'red'],
    ['changed', photo('green', 'red'), 'green'],
    ['taken away while VK shows it', photo(null, 'red'), null],
    ['sent to an item that the product has no more', photo('red', 'red', 7), 'red'],
  ])('%s: sent with an edit that changes nothing else', (_, product, hash) => {
    const [step, ...others] = stepsOf(input(product, rest));
    expect(others).toEqual([]);
    expect(step).toMatchObject({ kind: 'edit-item', itemId: 501, changes: {}, photo: { hash } });
    expect(decisionOf(input(product, rest))).toEqual(['update', null, 501]);
  });

  it.each<[string, ReturnType<typeof photo>]>([
    ['VK shows it already', photo('red', 'red')],
    ['taken away before it was sent', photo(null, null, null)],
    ['taken away, and it stood on an item that is no more', photo(null, 'red', 7)],
  ])('%s: nothing to do', (_, product) => {
    expect(stepsOf(input(product, rest))).toEqual([]);
    expect(decisionOf(input(product, rest))).toEqual(['unchanged', null, 501]);
  });

  it('goes together with whatever else differs, and with an adoption', () => {
    const [dearer] = stepsOf(input({ ...photo('red', null, null), price: '200' }, rest));
    expect(dearer).toMatchObject({ kind: 'edit-item', changes: { priceKopecks: 20_000 }, photo: { hash: 'red' } });
    const [adopted] = stepsOf(input(photo('red', null, null), { items: [itsItem({ sku: null })] }));
    expect(adopted).toMatchObject({ kind: 'edit-item', adopts: true, photo: { hash: 'red' } });
  });

  it('does not bring back what is hidden', () => {
    const off = input({ ...photo('red', null, null), switchedOff: true }, rest);
    expect(kindsOf(off)).toEqual([['hide-item', 501]]);
  });
});
