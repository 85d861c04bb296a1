import { looseId, strictId } from '../evotor/index.js';
import { openBusiness } from './merchant.js';
import { openTeaShop } from './tea-shop/index.js';
import { stockOf, shareOf, type Stock } from './tea-shop/ordinary-goods.js';
import type { Shelf } from './tea-shop/shelves.js';
import type { Scenario } from './world.js';

const BOOKS: readonly Shelf[] = [
  {
    group: ['Книги', 'Классика'],
    names: ['Мёртвые души', 'Обломов', 'Белая гвардия', 'Вишнёвый сад', 'Левша', 'Капитанская дочка'],
    price: [210, 680],
  },
  {
    group: ['Книги', 'Детям'],
    names: ['Сказка о царе Салтане', 'Муха-Цокотуха', 'Денискины рассказы', 'Конёк-Горбунок'],
    price: [150, 540],
  },
  {
    group: ['Канцелярия'],
    names: ['Тетрадь в клетку', 'Карандаш чернографитный', 'Блокнот «Город»', 'Закладка магнитная'],
    sizes: { '1 шт': 1, 'набор 5 шт': 4 },
    price: [20, 160],
  },
];

const DEFAULT_SIZE = 5000;
const GROUPS_OF_BIG = 20;

/** A merchant with a store without goods and an empty VK community. */
export const emptyShop: Scenario = async (sims) => [
  openBusiness(sims, {
    key: 'empty-shop',
    name: 'Только открылись',
    number: 4,
    stores: [{ key: 'main', name: 'Только открылись', stock: { groups: [], products: [] } }],
  }),
];

/** The tea shop and a bookshop, to see that one's trouble is not the other's. */
export const twoMerchants: Scenario = async (sims) => [
  await openTeaShop(sims),
  openBusiness(sims, {
    key: 'bookshop',
    name: 'Книжная лавка «Переплёт»',
    number: 2,
    stores: [{ key: 'main', name: 'Переплёт', address: 'г. Псков, ул. Ленина, 3', stock: stockOf('books', BOOKS) }],
  }),
];

/** The tea shop whose second store is not paid for: it answers 402. */
export const unpaidStore: Scenario = async (sims) => [await openTeaShop(sims, { kioskPaid: false })];

/** One store with as many plain goods as asked (5000 unless told), in 20 groups. */
export const big: Scenario = async (sims, size = DEFAULT_SIZE) => [
  openBusiness(sims, {
    key: 'big',
    name: 'Оптовый склад',
    number: 5,
    stores: [{ key: 'main', name: 'Оптовый склад', stock: bigStock(size) }],
  }),
];

function bigStock(size: number): Stock {
  const groups = Array.from({ length: GROUPS_OF_BIG }, (_, index) => ({
    id: strictId(`big group ${index}`),
    name: `Отдел ${index + 1}`,
  }));
  const products = Array.from({ length: size }, (_, index) => ({
    id: looseId(`big ${index}`),
    name: `Товар складской № ${index + 1}`,
    price: Math.floor(1000 + shareOf(`big ${index}`) * 400_000) / 100,
    quantity: index % 50,
    measure_name: 'шт',
    barcodes: [String(4_600_000_000_000 + index)],
    parent_id: groups[index % GROUPS_OF_BIG]?.id,
  }));
  return { groups, products };
}
