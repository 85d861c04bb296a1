import type { EvotorSim, GroupInput, ProductInput, Sandbox } from '@evosync/sandbox';
import { albumTitle, itemName } from './oracle-words.js';

type StoreRecord = ReturnType<EvotorSim['addStore']>;

/** A source of chance that goes the same way for the same seed. */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** From 0 up to 1. */
  share(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let bits = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  }

  upTo(most: number): number {
    return Math.floor(this.share() * (most + 1));
  }

  once(inHowMany: number): boolean {
    return this.upTo(inHowMany - 1) === 0;
  }

  of<T>(choices: readonly T[]): T {
    if (choices.length === 0) throw new Error('Nothing to choose from');
    return choices[this.upTo(choices.length - 1)] as T;
  }

  id(): string {
    const hex = Array.from({ length: 32 }, () => this.of([...'0123456789abcdef'])).join('');
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  }
}

const WORDS = [
  ...[
    'чай',
    'Ёлочка',
    'кофе в зёрнах',
    'йод',
    'и\u0306од',
    'ѓурђевдан',
    'Ґанок',
    'съёмный',
    'Щ',
    'я',
    '№ 5',
    '«Волна»',
    '—',
  ],
  ...[
    'milk',
    'Red Bull',
    'a',
    'naïve',
    'Café',
    'ZZ',
    '0,5 л',
    '100%',
    '½ кг',
    '199 ₽',
    '★',
    'm²',
    '10°',
    '…',
    '±',
    '±0.5',
  ],
  ...['☀️', '🎁', '👨‍👩‍👧‍👦', '🇷🇺', '龍井', 'עברית', 'ﬁ', '𝒳', '\u200b', 'а\u00adб'],
  ...[
    '&quot;Мишка&quot;',
    '&amp;',
    '&lt;b&gt;',
    '&amp;quot;',
    '&amp;amp;lt;',
    '&#39;',
    '&apos;',
    '&nbsp;',
    'a&nbsp;&nbsp;b',
  ],
  ...[
    '&laquo;',
    '&#8381;',
    '&QUOT;',
    '&',
    '<b>',
    '"',
    "'",
    '\\',
    '\\n',
    '`',
    '${x}',
    "'); return 1;//",
    '{"a":1}',
    '%00',
    'null',
  ],
];
const LETTERS = [...'абвгдеёжзийклмнопрстуфхцчшщъыьэюяabcdefghijklmnopqrstuvwxyz0123456789-/'];
const GAPS = [' ', ' ', ' ', ' ', '  ', '\u00a0', '\t', '\n', '', '\u2028', ' \u00a0 '];
const MEASURES = [
  'шт',
  'шт.',
  ' кг ',
  'г',
  'упак.',
  'пара',
  ' компл. ',
  'стакан 200 мл',
  'м²',
  '',
  ' ',
  null,
  undefined,
  '🍵',
];
const PRICES = [
  0, 0.001, 0.004, 0.005, 0.01, 0.015, 1.005, 2.675, 8.615, 0.1, 19.999, 100, 1234.5, 9_999_999.99, 9_999_999.995,
];
const QUANTITIES = [0, 1, 0.999, 7.9, -3, -0.5, 412.75, 999_999, 1_000_000.5, 9_999_999, null, undefined];
const TYPES = [
  ...['SERVICE', 'ALCOHOL_MARKED', 'ALCOHOL_NOT_MARKED', 'BEER_MARKED', 'BEER_MARKED_KEG', 'NOT_ALCOHOL_BEER_MARKED'],
  ...[
    'TOBACCO_MARKED',
    'TOBACCO_PRODUCTS_MARKED',
    'NICOTINE_MARKED',
    'MEDICINE_MARKED',
    'SHOES_MARKED',
    'WATER_MARKED',
  ],
  'SPACE_FOOD',
];

/** A name of up to 170 characters in which anything may stand. */
export function nastyName(chance: Chance): string {
  const kind = chance.upTo(9);
  if (kind === 0) return chance.of(['', ' ', '\u00a0', 'я', 'Мёд', '🎁', '₽', 'аб', '&amp;', '&nbsp;я', 'Сок', 'Чай ']);
  if (kind === 1) return longWord(chance, 95 + chance.upTo(20));
  const length = chance.of([5, 12, 30, 60, 90, 105, 130, 170]);
  let name = '';
  while (name.length < length) {
    const word = chance.once(8) ? longWord(chance, 10 + chance.upTo(70)) : chance.of(WORDS);
    name += (name === '' && !chance.once(6) ? '' : chance.of(GAPS)) + word;
  }
  return [...name].slice(0, 170).join('').slice(0, 170).toWellFormed().replaceAll('\ufffd', '');
}

/** What may change about a product, besides its group. */
export function nastyFields(chance: Chance, knownNames: readonly string[] = []): ProductInput {
  const name = knownNames.length > 0 && chance.once(12) ? chance.of(knownNames) : nastyName(chance);
  return {
    name,
    measure_name: chance.of(MEASURES),
    price: nastyPrice(chance),
    quantity: chance.once(3) ? chance.of(QUANTITIES) : Math.round(chance.share() * 100_000) / 1000,
    type: chance.once(5) ? chance.of(TYPES) : 'NORMAL',
    allow_to_sell: !chance.once(7),
    description: nastyDescription(chance),
    ...(chance.once(15) && { is_age_limited: chance.once(2) }),
  };
}

/** Roubles with up to three decimals, from nothing to the most a register takes. */
export function nastyPrice(chance: Chance): number {
  if (chance.once(3)) return chance.of(PRICES);
  return Number((chance.share() * 10 ** chance.upTo(7)).toFixed(chance.upTo(3)));
}

function nastyDescription(chance: Chance): string | null | undefined {
  const kind = chance.upTo(5);
  if (kind === 0) return undefined;
  if (kind === 1) return chance.of([null, '', ' \n ', '&nbsp;', 'ок']);
  if (kind === 2) return `${nastyName(chance)}\r\n\r\n  ${nastyName(chance)}\t `;
  if (kind === 3 && chance.once(3))
    return `${chance.of(WORDS)} `
      .repeat(2500)
      .slice(0, 4100 + chance.upTo(900))
      .toWellFormed();
  return ` ${nastyName(chance)} `;
}

function longWord(chance: Chance, length: number): string {
  return Array.from({ length }, () => chance.of(LETTERS)).join('');
}

/**
 * Fills the empty shop with two stores of about 150 nasty products together (unless told otherwise), in groups that nest, run in circles, are
 * gone, hold variants and are spelt in another case; and VK with goods of the merchant's own, some of the same names.
 */
export function fillNastyWorld(sandbox: Sandbox, chance: Chance, goodsPerStore = 75): void {
  const [merchant] = sandbox.world.merchants;
  const first = merchant?.storeIds[0];
  if (!merchant || first === undefined) throw new Error('The world has no merchant');
  const second = sandbox.evotor.addStore(merchant.evotorUserId, { name: 'Второй' });
  merchant.storeIds.push(second.id);
  const main = sandbox.evotor.state.store(first);
  const stores = [main, second];
  for (const store of stores) {
    const groups = nastyGroups(chance);
    for (const group of groups) sandbox.evotor.upsertGroup(store.id, group);
    for (let count = goodsPerStore; count > 0; count -= 1) addNastyProduct(sandbox, store, chance);
  }
  for (const product of [...main.products.values()].slice(0, 8)) {
    const id = chance.once(2) ? product.id.toUpperCase() : product.id;
    sandbox.evotor.upsertProduct(second.id, { ...nastyFields(chance), id, parent_id: parentFor(second, chance) });
  }
  const twice = [...second.products.values()].find(({ id }) => id !== id.toUpperCase());
  if (twice) sandbox.evotor.upsertProduct(second.id, { ...twice.fields, id: twice.id.toUpperCase() });
  fillShop(sandbox, merchant.groupId, stores, chance);
}

/** One more product, in any group of the store or in none. */
export function addNastyProduct(sandbox: Sandbox, store: StoreRecord, chance: Chance): void {
  const names = [...store.products.values()].map(({ fields }) => fields.name);
  const fields = nastyFields(chance, names);
  const id = chance.once(9) ? chance.id().toUpperCase() : chance.id();
  sandbox.evotor.upsertProduct(store.id, { ...fields, id, parent_id: parentFor(store, chance) });
}

/** The id of a group in any spelling, of a group that is gone, or nothing. */
export function parentFor(store: StoreRecord, chance: Chance): string | null | undefined {
  if (chance.once(8)) return chance.of([undefined, null, chance.id()]);
  const id = chance.of([...store.groups.keys()]);
  return chance.once(4) ? id.toUpperCase() : id;
}

function nastyGroups(chance: Chance): GroupInput[] {
  const attributes = [{ id: chance.id(), name: 'Вес', choices: [{ id: chance.id(), name: '50 г' }] }];
  const plain: GroupInput[] = [];
  for (let count = 10; count > 0; count -= 1) {
    const parent = plain.length > 0 && chance.once(2) ? { parent_id: chance.of(plain).id?.toUpperCase() } : {};
    const name = chance.once(4) && plain.length > 0 ? (chance.of(plain).name ?? '') : nastyGroupName(chance);
    plain.push({ id: chance.id(), name, ...parent });
  }
  const [a, b, c, d] = [chance.id(), chance.id(), chance.id(), chance.id()];
  const variants = plain
    .slice(0, 3)
    .map(({ id }) => ({ id: chance.id(), name: 'Варианты', parent_id: id, attributes }));
  return [
    ...plain,
    ...variants,
    { id: chance.id(), name: 'Варианты вариантов', parent_id: variants[0]?.id, attributes },
    { id: chance.id(), name: 'Ничьи варианты', attributes },
    { id: chance.id(), name: 'Варианты пропавшей группы', parent_id: chance.id(), attributes },
    { id: chance.id(), name: 'Группа пропавшей группы', parent_id: chance.id(), attributes: null },
    { id: a, name: 'По кругу раз', parent_id: b },
    { id: b, name: 'По кругу два', parent_id: a },
    { id: c, name: 'Варианты по кругу раз', parent_id: d, attributes },
    { id: d, name: 'Варианты по кругу два', parent_id: c, attributes },
  ];
}

/** A group's name; VK refuses an album without a title, so there is always something to read. */
export function nastyGroupName(chance: Chance): string {
  return `${chance.of(['Отдел', 'Ряд', '&quot;Уголок&quot;'])} ${nastyName(chance)}`;
}

/** A title in which VK's own way of showing texts cannot be told from what was typed. */
const ENTITY_LEFT = /&#?\w+;/;

function fillShop(sandbox: Sandbox, groupId: number, stores: StoreRecord[], chance: Chance): void {
  const goods = stores.flatMap((store) => [...store.products.values()]);
  const own = sandbox.vk.hands.addAlbum(groupId, 'Моё');
  const groups = stores.flatMap((store) => [...store.groups.values()].map(({ fields }) => albumTitle(fields.name)));
  const title = groups.find((one) => !ENTITY_LEFT.test(one));
  if (title !== undefined) sandbox.vk.hands.addAlbum(groupId, title);
  for (let count = 15; count > 0; count -= 1) {
    const draft = { name: itemName(chance.of(goods).fields), description: 'Сделано руками', price: 12_300, stock: 4 };
    if (ENTITY_LEFT.test(draft.name)) continue;
    const albums = chance.once(2) ? [own.id] : [];
    sandbox.vk.hands.addItem(groupId, draft, albums);
    if (chance.once(4)) sandbox.vk.hands.addItem(groupId, draft, albums);
  }
  sandbox.vk.hands.addItem(groupId, { name: 'Подарочная карта', price: 100_000, sku: 'CARD-1' }, [own.id]);
}
