import { datedId, strictId } from '../evotor/index.js';
import type { Sims, WorldMerchant } from './world.js';
import type { Stock } from './tea-shop/ordinary-goods.js';

/** A merchant to open a business for. */
export interface Business {
  /** Short Latin name; ids and tokens are derived from it. */
  key: string;
  name: string;
  /** Running number, from 1, of which the ids in both clouds are made. */
  number: number;
  stores: { key: string; name: string; address?: string; paid?: boolean; stock: Stock }[];
}

/** Opens stores in the register and an empty shop in VK, whose administrator the merchant is. */
export function openBusiness({ evotor, vk }: Sims, business: Business): WorldMerchant {
  const evotorUserId = `01-${String(417_202 + business.number).padStart(15, '0')}`;
  const evotorToken = strictId(`cloud token of ${business.key}`);
  evotor.addMerchant({ userId: evotorUserId, token: evotorToken });
  const storeIds = business.stores.map(({ key, name, address, paid, stock }) => {
    const id = datedId('20230514', `store ${business.key} ${key}`);
    evotor.addStore(evotorUserId, { id, name, ...(address ? { address } : {}), ...(paid === false ? { paid } : {}) });
    for (const product of stock.products) evotor.upsertProduct(id, product);
    for (const group of stock.groups) evotor.upsertGroup(id, group);
    return id;
  });

  const groupId = 210_000_000 + business.number;
  const vkUserId = 700_000_000 + business.number;
  const vkToken = `vk1.a.sandbox-${business.key}-${strictId(`vk token of ${business.key}`).slice(0, 8)}`;
  vk.seed({
    communities: [{ groupId, name: business.name, screenName: `${business.key.replaceAll('-', '_')}_sandbox` }],
    users: [{ id: vkUserId, firstName: 'Анна', lastName: 'Чайкина', roles: { [groupId]: 3 } }],
    tokens: [{ token: vkToken, userId: vkUserId }],
  });
  return { name: business.name, evotorUserId, evotorToken, vkToken, vkUserId, groupId, storeIds };
}
