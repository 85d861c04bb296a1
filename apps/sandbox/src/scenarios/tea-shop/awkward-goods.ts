import { looseId, strictId, type GroupInput, type ProductInput } from '../../evotor/index.js';
import { groupIdOf, type Stock } from './ordinary-goods.js';

const STORE = 'sadovaya';
const group = (...path: string[]): string => groupIdOf(STORE, path);
const id = (seed: string): string => strictId(`${STORE} awkward ${seed}`);

const LONG_NAME =
  'Подарочный чайный набор «Большое путешествие по провинции Юньнань»: шу пуэр, шен пуэр, красный чай, белый чай, ' +
  'две пиалы и чабань в деревянной коробке с гравировкой';

/** A name of exactly 160 characters, as many as the register takes. */
export const NAME_OF_160 = LONG_NAME.padEnd(160, '.').slice(0, 160);

const ODDITIES = ['Странности'];
const SHELF = group(...ODDITIES);
const base = { measure_name: 'шт', quantity: 5, parent_id: SHELF };

const names: ProductInput[] = [
  { ...base, name: 'Мёд', price: 350 },
  { name: 'Ёж', price: 120, parent_id: SHELF },
  { ...base, name: NAME_OF_160, price: 7900 },
  { ...base, name: `Чай${'пуэршупуэр'.repeat(11)}`, price: 210 },
  { ...base, name: 'Конфеты &quot;Мишка в лесу&quot; &amp; орехи', price: 480 },
  { ...base, name: 'Соус &lt;Острый&gt;&nbsp;100&nbsp;г &#39;домашний&#39;', price: 95.5 },
  { ...base, name: 'Сироп &amp;quot;Клён&amp;quot;', price: 260 },
  { ...base, name: 'Чай «Доброе утро» ☀️🍵', price: 330 },
  { ...base, name: `Открытка ${'🎁🍵'.repeat(12)}`, price: 90 },
  { ...base, name: 'Пастила ½ кг за 199 ₽ ★ выгодно', price: 199 },
  { ...base, name: '龍井 Лунцзин премиум', price: 1490 },
  { ...base, name: '  Леденцы   на  палочке ', price: 45 },
  { ...base, name: 'Чай "Беседа" с \'мятой\' и <лимоном> & мёдом', price: 175 },
];

const twins: ProductInput[] = [
  { ...base, name: 'Сахар тростниковый, 500 г', price: 160, quantity: 12 },
  { ...base, name: 'Сахар тростниковый, 500 г', price: 165, quantity: 3, parent_id: group('Сладости') },
  { ...base, name: 'САХАР ТРОСТНИКОВЫЙ, 500 Г', price: 170, parent_id: group('Сладости') },
];

const prices: ProductInput[] = [
  { ...base, name: 'Пробник чая (бесплатно)', price: 0 },
  { ...base, name: 'Спичка каминная', price: 0.01 },
  { ...base, name: 'Пакет бумажный', price: 1.005 },
  { ...base, name: 'Чай коллекционный 1958 года', price: 9_999_999.99, quantity: 1 },
  { ...base, name: 'Матча на вес', price: 18.4, quantity: 412.75, measure_name: 'г' },
  { ...base, name: 'Чернослив в шоколаде', price: 890.9, quantity: 0.435, measure_name: 'кг' },
  { ...base, name: 'Пакетик бумажный для чая', price: 3, quantity: -12 },
  { ...base, name: 'Палочки для размешивания', price: 2.5, quantity: -0.5, measure_name: 'упак.' },
  { ...base, name: 'Варежки для чайника', price: 540, measure_name: 'пара' },
];

const notForSale: ProductInput[] = [
  { ...base, name: 'Чайник «Витринный образец»', price: 3900, allow_to_sell: false, quantity: 1 },
  { ...base, name: 'Набор «Прошлогодний»', price: 1200, allow_to_sell: false, quantity: 0 },
  { ...base, name: 'Кружка «Волна», 250 мл', price: 590, allow_to_sell: false, parent_id: group('Посуда') },
];

const restricted: ProductInput[] = [
  { ...base, name: 'Пиво светлое «Садовое», 0,5 л', type: 'BEER_MARKED', price: 145, alcohol_by_volume: 4.7 },
  { ...base, name: 'Пиво разливное, кег', type: 'BEER_MARKED_KEG', price: 260, measure_name: 'л', quantity: 18.5 },
  { ...base, name: 'Пиво безалкогольное «Ноль»', type: 'NOT_ALCOHOL_BEER_MARKED', price: 120 },
  {
    ...base,
    name: 'Вино сухое красное, 0,75 л',
    type: 'ALCOHOL_MARKED',
    price: 899,
    quantity: -1,
    alcocodes: ['0012345678901234567'],
    alcohol_by_volume: 12.5,
    alcohol_product_kind_code: 403,
    tare_volume: 0.75,
  },
  { ...base, name: 'Медовуха домашняя', type: 'ALCOHOL_NOT_MARKED', price: 220 },
  { ...base, name: 'Табак трубочный, 50 г', type: 'TOBACCO_MARKED', price: 1100, is_excisable: true },
  { ...base, name: 'Сироп от кашля', type: 'MEDICINE_MARKED', price: 310 },
  { ...base, name: 'Энергетик «Бодрость», 0,45 л', type: 'NORMAL', price: 130, is_age_limited: true },
].map((product) => ({ ...product, parent_id: group('Напитки и прочее') }));

const sparse: ProductInput[] = [
  { name: 'Открытка почтовая', price: 60 },
  { name: 'Магнит «Казань»', price: 150, parent_id: null, measure_name: null, quantity: null, barcodes: null },
  { name: 'Свеча восковая', price: 85, description: null, article_number: null, code: null, attributes_choices: null },
  { name: 'Купон на дегустацию', type: 'SERVICE', price: 500, tax: 'VAT_22' },
  { name: 'Доставка по городу', type: 'SERVICE', price: 250, measure_name: 'ед' },
  { ...base, name: 'Еда космонавта «Борщ»', type: 'SPACE_FOOD_MARKED', tax: 'VAT_20', price: 640, traceable: { a: 1 } },
  { ...base, name: 'Туфли чайного мастера', type: 'SHOES_MARKED', price: 4200, barcodes: ['(01)0461', 'abc-1'] },
  { ...base, name: 'Блюдце без хозяина', price: 130, parent_id: looseId(`${STORE} a group that is gone`) },
  { ...base, name: 'Поднос из старой группы', price: 930, parent_id: group('Архив') },
  {
    ...base,
    name: 'Книга «Канон чая»',
    price: 780,
    description: `&laquo;Чайный канон&raquo; &mdash; &quot;первая&quot; книга о чае. ${'Лу Юй писал о воде, огне и листе. '.repeat(130)}`,
  },
  { ...base, name: 'Кружка «Волна», 350 мл', price: 690, quantity: 14, parent_id: group('Посуда') },
];

const WEIGHT = looseId('attribute weight');
const [G50, G100] = [looseId('choice 50'), looseId('choice 100')];
const OOLONG = id('modifications of oolong');
const SCARF = id('modifications of scarf');
const COLOUR = looseId('attribute colour');

const modificationGroups: GroupInput[] = [
  {
    id: OOLONG,
    name: 'Улун «Те Гуань Инь»',
    parent_id: group('Чай', 'Улуны'),
    attributes: [{ id: WEIGHT, name: 'Вес', choices: [{ id: G50, name: '50 г' }, { id: G100, name: '100 г' }] }], // prettier-ignore
  },
  {
    id: SCARF,
    name: 'Фартук бариста',
    attributes: [{ id: COLOUR, name: 'Цвет', choices: [{ id: looseId('choice red'), name: 'Красный' }] }],
  },
];

const modifications: ProductInput[] = [
  {
    ...base,
    name: 'Улун «Те Гуань Инь», 50 г',
    price: 420.5,
    parent_id: OOLONG,
    attributes_choices: { [WEIGHT]: G50 },
  },
  {
    ...base,
    name: 'Улун «Те Гуань Инь», 100 г',
    price: 790,
    parent_id: OOLONG,
    attributes_choices: { [WEIGHT]: G100 },
  },
  {
    ...base,
    name: 'Улун «Те Гуань Инь», пробник',
    price: 60,
    parent_id: OOLONG,
    attributes_choices: { [WEIGHT]: looseId('choice nobody knows') },
  },
  {
    ...base,
    name: 'Фартук бариста, красный',
    price: 1450,
    parent_id: SCARF,
    attributes_choices: { [COLOUR]: looseId('choice red') },
  },
];

const groups: GroupInput[] = [
  { id: group(...ODDITIES), name: 'Странности' },
  { id: group('Напитки и прочее'), name: 'Напитки &amp; прочее 🍺' },
  { id: group('Архив'), name: 'Архив', parent_id: looseId(`${STORE} a group above that is gone`) },
  { id: group('Пустая группа'), name: 'Скоро в продаже' },
  { id: group('Посуда', 'Подарочное'), name: 'Подарочное', parent_id: group('Посуда') },
  { id: group('Сладости', 'Подарочное'), name: 'Подарочное', parent_id: group('Сладости') },
  { id: group('Длинная'), name: `Сезонные предложения ${'и кое-что ещё '.repeat(9)}`.trim(), parent_id: group('Чай') },
];

const inTwinGroups: ProductInput[] = [
  { ...base, name: 'Коробка подарочная для кружки', price: 120, parent_id: group('Посуда', 'Подарочное') },
  { ...base, name: 'Коробка подарочная для конфет', price: 140, parent_id: group('Сладости', 'Подарочное') },
  { ...base, name: 'Чай «Ёлочный», 80 г', price: 390, parent_id: group('Длинная') },
];

/** Everything that ever broke a shop's export, one product each, in the store on Садовая. */
export function awkwardStock(): Stock {
  const products = [
    ...names,
    ...twins,
    ...prices,
    ...notForSale,
    ...restricted,
    ...sparse,
    ...modifications,
    ...inTwinGroups,
  ];
  return {
    groups: [...groups, ...modificationGroups],
    products: products.map((product, index) => ({ id: id(`${index} ${product.name ?? ''}`), ...product })),
  };
}
