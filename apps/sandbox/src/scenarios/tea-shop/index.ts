import type { ProductInput } from '../../evotor/index.js';
import { openBusiness } from '../merchant.js';
import type { Scenario, Sims, WorldMerchant } from '../world.js';
import { awkwardStock } from './awkward-goods.js';
import { stockOf, type Stock } from './ordinary-goods.js';
import { KIOSK_SHELVES, MAIN_SHELVES } from './shelves.js';
import { stockVkShop } from './vk-shop.js';

const PICTURED = [
  'Кружка «Берег», 250 мл',
  'Кружка «Лес», 350 мл',
  'Гайвань белая, 100 мл',
  'Чайник чугунный «Аре», 600 мл',
  'Да Хун Пао, 50 г',
  'Шу пуэр Менхай 2018, блин 357 г',
  'Эфиопия Иргачеффе, 250 г',
  'Мёд липовый, 250 г',
  'Набор «Шесть улунов»',
  'Чай «Доброе утро» ☀️🍵',
];

/** The stock of the store on Садовая: more than 250 goods, all awkward cases among them, ten with pictures. */
export function mainStock(): Stock {
  const ordinary = stockOf('sadovaya', MAIN_SHELVES);
  const awkward = awkwardStock();
  const products = [...ordinary.products, ...awkward.products].map((product): ProductInput =>
    PICTURED.includes(product.name ?? '') ? { ...product, picture: true } : product,
  );
  return { groups: [...ordinary.groups, ...awkward.groups], products };
}

/** The stock of the kiosk at the station; five goods carry the ids they have on Садовая, at other prices. */
export function kioskStock(): Stock {
  const own = stockOf('kiosk', KIOSK_SHELVES);
  const shared = mainStock()
    .products.slice(0, 5)
    .map((product, index) => ({ ...product, price: (product.price ?? 0) + 15, parent_id: own.groups[index % 2]?.id }));
  return { groups: own.groups, products: [...own.products, ...shared] };
}

/** A tea shop with two stores and a VK community that already holds a few goods of its own. */
export const teaShop: Scenario = async (sims) => [await openTeaShop(sims)];

/** The tea shop; `kioskPaid: false` makes its second store answer 402. */
export async function openTeaShop(sims: Sims, { kioskPaid = true } = {}): Promise<WorldMerchant> {
  const merchant = openBusiness(sims, {
    key: 'tea-shop',
    name: 'Чайная на Садовой',
    number: 1,
    stores: [
      { key: 'sadovaya', name: 'Чайная на Садовой', address: 'г. Казань, ул. Садовая, 8', stock: mainStock() },
      { key: 'kiosk', name: 'Киоск у вокзала', paid: kioskPaid, stock: kioskStock() },
    ],
  });
  await stockVkShop(sims.vk, merchant.groupId);
  return merchant;
}
