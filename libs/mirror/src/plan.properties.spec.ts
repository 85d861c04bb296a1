import { describe, it } from '@jest/globals';
import fc from 'fast-check';
import { ModelShop, aGroup, aProduct, aStore, aVkItem, anAlbum, mirrorSettings } from '@evosync/testing';
import { itemFieldsOf, planMirror, plainGroupsOf, scopeOf, skipReasonOf, skuOf, storesById } from './index.js';
import type { MirrorGroup, MirrorInput, MirrorProduct, MirrorSettings, MirrorStore, Operation } from './index.js';
import { meansDescription, meansTitle } from './vk-text.js';

const RUNS = { numRuns: Number(process.env['MIRROR_PROPERTY_RUNS'] ?? 400) };
const STORES = ['S1-A', 'S2-B', 'S3-C'];
const GROUPS = ['g1', 'g2', 'g3', 'g4'];
const NAMES = [
  'Чай',
  'Чай зелёный',
  'Чай &quot;Утренний&quot; &amp; мёд',
  '  Кофе   в зёрнах ',
  'Ы',
  '',
  'A &amp;amp; B <br> C',
  'Торт 🎂 праздничный ₽',
  'Очень длинное название '.repeat(8),
  'я'.repeat(160),
  '🎂'.repeat(30),
];

/** A catalogue as Evotor may list it, without the shop. */
type Catalogue = Pick<MirrorInput, 'settings' | 'stores' | 'groups' | 'products'>;

const mixedCase = (id: string) => fc.boolean().map((upper) => (upper ? id.toUpperCase() : id));
const mostly = fc.integer({ min: 0, max: 9 }).map((dice) => dice < 8);

const settings: fc.Arbitrary<MirrorSettings> = fc.record({
  priceMultiplier: fc.constantFrom('1', '100', '1.5', '0.001'),
  stockMode: fc.constantFrom('fixed' as const, 'evotor' as const),
  stockAmount: fc.constantFrom(1000, 1),
  onRemoved: fc.constantFrom('hide' as const, 'delete' as const, 'keep' as const),
  adoptExisting: fc.constantFrom('title' as const, 'never' as const),
});

const store = (id: string): fc.Arbitrary<MirrorStore> =>
  fc
    .record({ enabled: mostly, readable: mostly, ungroupedEnabled: fc.boolean() })
    .map((flags) => aStore({ id, ...flags }));

const group = (storeId: string, id: string): fc.Arbitrary<MirrorGroup> =>
  fc
    .record({
      name: fc.constantFrom('Напитки', 'Еда &amp; вода', 'Разное', '', 'Группа '.repeat(30)),
      parentId: fc.option(fc.constantFrom(...GROUPS, 'нет-такой'), { nil: null }),
      isModification: fc.integer({ min: 0, max: 3 }).map((dice) => dice === 0),
      enabled: mostly,
    })
    .map((rest) => aGroup({ storeId, id, ...rest }));

const product: fc.Arbitrary<MirrorProduct> = fc
  .record({
    storeId: fc.constantFrom(...STORES).chain(mixedCase),
    id: fc.constantFrom('p1', 'p2', 'p3', 'p4', 'p5').chain(mixedCase),
    name: fc.constantFrom(...NAMES),
    type: fc.constantFrom('NORMAL', 'NORMAL', 'NORMAL', 'SERVICE', 'TOBACCO_MARKED', 'NOT_ALCOHOL_BEER_MARKED'),
    price: fc.constantFrom('10', '129.9', '0.005', '5', '0', null),
    quantity: fc.constantFrom('12', '0', '-3', '2.75', '9999999', null),
    measureName: fc.constantFrom('шт', 'кг.', ' ', 'м', null),
    allowToSell: mostly,
    description: fc.constantFrom(null, '', ' Вкусно \r\n и полезно ', 'Ж &lt;3 &amp; 🎂', 'дл '.repeat(2000)),
    parentId: fc.option(fc.constantFrom(...GROUPS, 'нет-такой').chain(mixedCase), { nil: null }),
    isAgeLimited: mostly.map((most) => !most),
    switchedOff: mostly.map((most) => !most),
  })
  .map((fields) => aProduct(fields));

const catalogue = (rules: MirrorSettings): fc.Arbitrary<Catalogue> =>
  fc.record({
    settings: fc.constant(rules),
    stores: fc.tuple(...STORES.slice(0, 2).map(store)),
    groups: fc.tuple(...STORES.slice(0, 2).flatMap((storeId) => GROUPS.map((id) => group(storeId, id)))),
    products: fc.uniqueArray(product, {
      maxLength: 12,
      selector: ({ storeId, id }) => `${storeId}:${id}`.toLowerCase(),
    }),
  });

/** How a VK may show what was sent: as it is; escaped, trimmed and with `<br>`; and losing what cp1251 lacks. */
const escaped = (text: string) =>
  text
    .trim()
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/\r?\n/g, '<br>');
const WAYS_TO_SHOW = [(text: string) => text, escaped, (text: string) => escaped(text.replace(/[🎂₽]/gu, ''))];

interface Story {
  showsAs: (text: string) => string;
  own: { titles: string[]; albums: string[] };
  past: Catalogue;
  hands: number[];
  now: Catalogue;
}

const story: fc.Arbitrary<Story> = settings.chain((rules) =>
  fc.record({
    showsAs: fc.constantFrom(...WAYS_TO_SHOW),
    own: fc.record({
      titles: fc.array(fc.constantFrom('Чай (шт)', 'Чай зелёный', 'Кофе в зёрнах', 'Своё'), { maxLength: 4 }),
      albums: fc.array(fc.constantFrom('Напитки', 'Разное', 'Мои'), { maxLength: 3 }),
    }),
    past: catalogue(rules),
    hands: fc.array(fc.nat(), { maxLength: 5 }),
    now: settings.chain((changed) => fc.boolean().chain((keep) => catalogue(keep ? rules : changed))),
  }),
);

/** The merchant changes things in VK by hand. */
function lendHands(shop: ModelShop, hands: readonly number[]): void {
  for (const hand of hands) {
    const item = [...shop.items.values()][hand % Math.max(shop.items.size, 1)];
    const album = [...shop.albums.values()][hand % Math.max(shop.albums.size, 1)];
    if (item && hand % 7 === 0) shop.items.delete(item.id);
    if (item && hand % 7 === 1) item.title = 'Чай зелёный';
    if (item && hand % 7 === 2) item.stockAmount = 17;
    if (item && hand % 7 === 3) item.sku = 'АРТ-1';
    if (item && hand % 7 === 4 && album) item.albumIds = [...new Set([...item.albumIds, album.id])];
    if (album && hand % 7 === 5) shop.albums.set(album.id, { ...album, title: 'Напитки' });
    if (album && hand % 7 === 6) {
      shop.albums.delete(album.id);
      for (const each of shop.items.values()) each.albumIds = each.albumIds.filter((id) => id !== album.id);
    }
  }
}

/** The shop after the past was mirrored and the merchant's hands were in it, and the input for the next run. */
function begin({ showsAs, own, past, hands }: Story): ModelShop {
  const shop = new ModelShop(showsAs);
  for (const title of own.albums) {
    const id = shop.nextId();
    shop.albums.set(id, anAlbum({ id, title }));
  }
  for (const title of own.titles) {
    const id = shop.nextId();
    const albumIds = [...shop.albums.keys()].slice(0, id % 3);
    shop.items.set(id, { ...aVkItem({ id, title }), albumIds });
  }
  shop.carryOut(planMirror(shop.inputFor(past)).operations);
  lendHands(shop, hands);
  return shop;
}

const callsVk = ({ kind }: Operation) => kind !== 'link-item' && kind !== 'link-album';

/** All that a buyer could see, whatever the ids of what was created. */
function seenByBuyers(shop: ModelShop): string[] {
  const albumNames = new Map([...shop.albums.values()].map((album) => [album.id, album.title]));
  const items = [...shop.items.values()].map(({ id, albumIds, ...rest }) =>
    JSON.stringify({ ...rest, own: id <= 1007, albums: albumIds.map((album) => albumNames.get(album)).sort() }),
  );
  const albums = [...shop.albums.values()].map((album) => {
    const skus = [...shop.items.values()].filter((item) => item.albumIds.includes(album.id)).map((item) => item.sku);
    return JSON.stringify({ title: album.title, skus: skus.sort() });
  });
  return [...items.sort(), ...albums.sort()];
}

function sameOrThrow<T>(left: T, right: T): void {
  const [one, other] = [JSON.stringify(left, null, 1), JSON.stringify(right, null, 1)];
  if (one !== other) throw new Error(`not the same:\n${one}\n---\n${other}`);
}

describe('planMirror', () => {
  it('gives the same plan for the same input in any order', () => {
    fc.assert(
      fc.property(
        story.chain((told) => {
          const input = begin(told).inputFor(told.now);
          const shuffled = <T>(list: readonly T[]) => fc.shuffledSubarray([...list], { minLength: list.length });
          const lists = {
            stores: shuffled(input.stores),
            groups: shuffled(input.groups),
            products: shuffled(input.products),
            goneProducts: shuffled(input.goneProducts),
            albums: shuffled(input.albums),
            items: shuffled(input.items),
            itemLinks: shuffled(input.itemLinks),
            albumLinks: shuffled(input.albumLinks),
          };
          return fc.tuple(fc.constant(input), fc.record(lists));
        }),
        ([input, lists]) => {
          const plan = planMirror(input);
          sameOrThrow(planMirror(structuredClone(input)), plan);
          sameOrThrow(planMirror({ ...input, ...lists }), plan);
        },
      ),
      RUNS,
    );
  });

  it('has nothing left to do after a plan was carried out, not even to write down after one more look', () => {
    fc.assert(
      fc.property(story, (told) => {
        const shop = begin(told);
        shop.carryOut(planMirror(shop.inputFor(told.now)).operations);
        const second = planMirror(shop.inputFor(told.now));
        sameOrThrow(second.operations.filter(callsVk), []);
        sameOrThrow(
          second.decisions.filter(({ action }) => action !== 'unchanged' && action !== 'skip'),
          [],
        );
        shop.carryOut(second.operations);
        sameOrThrow(planMirror(shop.inputFor(told.now)).operations, []);
      }),
      RUNS,
    );
  });

  it('ends in the undisturbed state wherever the process died, whether or not its answers were lost', () => {
    fc.assert(
      fc.property(story, fc.nat(), fc.boolean(), (told, instant, bookkeeping) => {
        const undisturbed = begin(told);
        const crashed = undisturbed.copy();
        const { operations } = planMirror(undisturbed.inputFor(told.now));
        undisturbed.carryOut(operations);

        planMirror(crashed.inputFor(told.now));
        crashed.carryOut(operations, { stopAfter: instant % (operations.length + 1), bookkeeping });
        crashed.carryOut(planMirror(crashed.inputFor(told.now)).operations);
        sameOrThrow(seenByBuyers(crashed), seenByBuyers(undisturbed));
        sameOrThrow(planMirror(crashed.inputFor(told.now)).operations.filter(callsVk), []);
      }),
      { numRuns: RUNS.numRuns * 2 },
    );
  });

  it('leaves items alone that are nobody’s or whose store could not be read', () => {
    fc.assert(
      fc.property(story, (told) => {
        const input = begin(told).inputFor(told.now);
        const { operations, decisions } = planMirror(input);
        const adopted = new Set(
          operations.flatMap((step) => (step.kind === 'edit-item' && step.adopts ? step.itemId : [])),
        );
        const keys = [...input.products.map(({ storeId, id }) => ({ storeId, productId: id })), ...input.goneProducts];
        const ours = new Set(keys.map(skuOf));
        const linked = new Set(input.itemLinks.map((link) => link.itemId));
        const unreadable = new Set(input.stores.filter((each) => !each.readable).map((each) => each.id.toLowerCase()));
        for (const operation of operations) {
          if ('product' in operation && unreadable.has(operation.product.storeId.toLowerCase())) {
            throw new Error(`touches a store that could not be read: ${JSON.stringify(operation)}`);
          }
          if (!('itemId' in operation) || operation.itemId === null) continue;
          const item = input.items.find(({ id }) => id === operation.itemId);
          const allowed = adopted.has(operation.itemId) || linked.has(operation.itemId) || ours.has(item?.sku ?? '');
          if (!allowed) throw new Error(`touches an item that is nobody’s: ${JSON.stringify(operation)}`);
          if (
            operation.kind === 'delete-item' &&
            input.itemLinks.some((l) => l.itemId === operation.itemId && l.adopted)
          ) {
            throw new Error('deletes an adopted item');
          }
        }
        for (const { product: key } of decisions) {
          if (unreadable.has(key.storeId.toLowerCase())) throw new Error('decides on a store that could not be read');
        }
      }),
      RUNS,
    );
  });

  it('leaves the shop as the rules say: what is in scope is shown right, what is not is off sale', () => {
    fc.assert(
      fc.property(story, (told) => {
        const shop = begin(told);
        const input = shop.inputFor(told.now);
        const hiddenBefore = new Set(input.itemLinks.filter((link) => link.hidden).map((link) => link.itemId));
        shop.carryOut(planMirror(input).operations);
        const stores = storesById(input.stores);
        const groups = plainGroupsOf(input.groups);
        for (const each of input.products) {
          if (stores.get(each.storeId.toLowerCase())?.readable === false) continue;
          const { inScope } = scopeOf(each, stores, groups);
          const reason = skipReasonOf(each, input.settings);
          const sku = skuOf({ storeId: each.storeId, productId: each.id });
          const carriers = [...shop.items.values()].filter((item) => item.sku === sku);
          const fields = itemFieldsOf(each, input.settings);
          const [item] = carriers;
          if (inScope && fields && (reason === null || (reason === 'not_for_sale' && item))) {
            if (carriers.length !== 1 || !item) throw new Error(`${carriers.length} items for ${JSON.stringify(each)}`);
            sameOrThrow([item.priceKopecks, item.stockAmount], [fields.priceKopecks, fields.stockAmount]);
            const texts = (text: string) => told.showsAs(text);
            const right =
              (meansTitle(item.title, fields.name) || item.title === texts(fields.name)) &&
              (meansDescription(item.description, fields.description) ||
                item.description === texts(fields.description));
            if (!right) throw new Error(`shows ${JSON.stringify(item)} for ${JSON.stringify(fields)}`);
          } else if (
            item &&
            input.settings.onRemoved !== 'keep' &&
            item.stockAmount !== 0 &&
            !hiddenBefore.has(item.id)
          ) {
            throw new Error(`still on sale: ${JSON.stringify(each)}`);
          }
        }
      }),
      RUNS,
    );
  });

  it('never writes when nothing is mirrored', () => {
    fc.assert(
      fc.property(catalogue(mirrorSettings()), (listed) => {
        const shop = new ModelShop();
        shop.items.set(501, { ...aVkItem(), albumIds: [] });
        shop.albums.set(7, anAlbum());
        const off = { ...listed, stores: listed.stores.map((each) => ({ ...each, enabled: false })) };
        sameOrThrow(planMirror(shop.inputFor(off)), { operations: [], decisions: [] });
      }),
      { numRuns: 50 },
    );
  });
});
