import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { looseId, type ProductInput } from '../evotor/index.js';
import { parseCsv } from './csv.js';
import { openBusiness } from './merchant.js';
import { openTeaShop } from './tea-shop/index.js';
import { groupIdOf, shareOf, type Stock } from './tea-shop/ordinary-goods.js';
import type { Scenario } from './world.js';

const BESIDE_THE_PROJECT = '../../../../../shared/data/goods-ru.csv';
const STORE = 'groceries';
const LONGEST_NAME = 160;

/** Where goods belong by a word in their names; the first that fits wins. */
const DEPARTMENTS: readonly { path: string[]; words: RegExp; type?: string }[] = [
  { path: ['Крепкое и пиво', 'Пиво'], words: /пиво(?!вар)/i, type: 'BEER_MARKED' },
  { path: ['Крепкое и пиво', 'Крепкое'], words: /водка|вино(?![а-я])|коньяк|шампанск/i, type: 'ALCOHOL_MARKED' },
  { path: ['Сладкое', 'Шоколад'], words: /шоколад/i },
  { path: ['Сладкое', 'Конфеты и печенье'], words: /конфет|печень|вафл|пряник|зефир|мармелад|халва|торт|крекер/i },
  { path: ['Молочное', 'Йогурты и творог'], words: /йогурт|твор[оо]|кефир|биой/i, type: 'DAIRY_MARKED' },
  { path: ['Молочное', 'Молоко, масло и сыр'], words: /молок|молоч|сыр(?!о)|масло слив|сметан/i, type: 'DAIRY_MARKED' },
  { path: ['Напитки', 'Вода и соки'], words: /вода|сок|нектар|морс|минеральн|квас|напиток|лимонад/i },
  { path: ['Напитки', 'Чай и кофе'], words: /чай|кофе|какао/i },
  { path: ['Бакалея', 'Крупы и макароны'], words: /круп|макарон|гречк|рис(?![а-я])|хлопья|мука|лапша|вермишель/i },
  { path: ['Бакалея', 'Соусы и консервы'], words: /соус|майонез|кетчуп|горчиц|консерв|шпрот|горошек|томат/i },
  { path: ['Мясо и рыба'], words: /колбас|сосис|мяс|рыб|сельд|икра|паштет|пельмен/i },
];

const SUNDRIES = ['Разное'];

/** A grocery with real goods from Open Food Facts where their table is at hand, else the tea shop. */
export const groceries: Scenario = async (sims) => {
  const file = process.env['SANDBOX_GOODS_CSV'] ?? fileURLToPath(new URL(BESIDE_THE_PROJECT, import.meta.url));
  if (!existsSync(file)) return [await openTeaShop(sims)];
  const stock = groceryStock(readFileSync(file, 'utf8'));
  return [
    openBusiness(sims, {
      key: 'groceries',
      name: 'Продукты у дома',
      number: 3,
      stores: [{ key: 'main', name: 'Продукты у дома', address: 'г. Тверь, пр. Чайковского, 21', stock }],
    }),
  ];
};

/** The goods of a table `barcode,name`, each in the department its name speaks of; prices are made up. */
export function groceryStock(csv: string): Stock {
  const rows = parseCsv(csv).slice(1);
  const products = rows.flatMap(([barcode, name], index) =>
    barcode && name ? [groceryProduct(barcode, name.slice(0, LONGEST_NAME), index)] : [],
  );
  const paths = new Map(
    [...DEPARTMENTS.map(({ path }) => path), SUNDRIES]
      .flatMap((path) => path.map((_, depth) => path.slice(0, depth + 1)))
      .map((path) => [groupIdOf(STORE, path), path]),
  );
  const groups = [...paths].map(([id, path]) => ({
    id,
    name: path.at(-1) ?? '',
    ...(path.length > 1 ? { parent_id: groupIdOf(STORE, path.slice(0, -1)) } : {}),
  }));
  return { groups, products };
}

function groceryProduct(barcode: string, name: string, index: number): ProductInput {
  const department = DEPARTMENTS.find(({ words }) => words.test(name));
  const path = department?.path ?? (index % 3 === 0 ? undefined : SUNDRIES);
  const share = shareOf(barcode);
  return {
    id: looseId(`${STORE} ${barcode} ${index}`),
    name,
    type: department?.type ?? 'NORMAL',
    price: Math.floor(2900 + share * 62_000) / 100,
    quantity: Math.floor(share * 60),
    measure_name: 'шт',
    tax: 'VAT_10',
    allow_to_sell: index % 40 !== 39,
    barcodes: [barcode],
    code: String(index + 1),
    ...(path ? { parent_id: groupIdOf(STORE, path) } : {}),
  };
}
