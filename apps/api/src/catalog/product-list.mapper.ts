import { itemPrice } from '@evosync/mirror';
import { fromStored } from '../common/stored-words.js';
import { type Language, say } from '../common/words.js';
import { vkItemUrl } from '../connections/vk-url.js';
import type { StoredSyncState } from './cached-product.entity.js';
import { fromKopecks, plainDecimal, roubles } from './decimals.js';
import { photoUrl } from './photos/photo-url.js';
import type { ProductDto } from './dto/catalog.dto.js';

/** A row of the product list's query, as the driver gives it. */
export interface ProductListRow {
  id: string;
  store_id: string;
  name: string;
  code: string | null;
  article_number: string | null;
  barcodes: string | null;
  group_id: string;
  group_name: string | null;
  type: string;
  price: string | null;
  quantity: string | null;
  measure_name: string | null;
  allow_to_sell: number;
  switched_off: number;
  sync_state: StoredSyncState | null;
  sync_reason: string | null;
  sync_message: string | null;
  vk_product_id: string | number | null;
  sent_kopecks: string | null;
  store_is_on: number;
  group_is_on: number;
  store_is_listed: number;
  own_photo: string | null;
  has_picture: number | string | null;
  shop_photo: string | null;
  price_multiplier: string | number;
  /** Null: VK is not connected, so that nothing can be linked to. */
  vk_group_id: string | number | null;
}

/** A row as the REST contract shows it: money as decimal strings in roubles. */
export function toProductDto(row: ProductListRow, language: Language): ProductDto {
  const words = fromStored(row.sync_message);
  const vkProductId = row.vk_product_id === null ? null : Number(row.vk_product_id);
  const offBy = whatKeepsOff(row);
  const kopecks = itemPrice(row.price, String(row.price_multiplier));
  const told = offBy === null && row.sync_state !== null;
  return {
    id: row.id,
    storeId: row.store_id,
    name: row.name,
    code: row.code,
    articleNumber: row.article_number,
    barcodes: row.barcodes === null ? [] : row.barcodes.split(' '),
    groupId: row.group_id,
    groupName: row.group_name,
    type: row.type,
    price: row.price === null ? null : roubles(row.price),
    vkPrice: vkProductId !== null && row.sent_kopecks !== null ? fromKopecks(Number(row.sent_kopecks)) : null,
    nextVkPrice: kopecks === null ? null : fromKopecks(kopecks),
    quantity: row.quantity === null ? null : plainDecimal(row.quantity),
    measureName: row.measure_name,
    allowToSell: Number(row.allow_to_sell) === 1,
    enabled: Number(row.switched_off) === 0,
    offBy,
    syncState: offBy !== null ? 'off' : (row.sync_state ?? 'pending'),
    syncReason: told ? row.sync_reason : null,
    syncMessage: told && words !== null ? say(words, language) : null,
    photo: row.own_photo !== null ? 'own' : Number(row.has_picture) === 1 ? 'evotor' : 'none',
    ownPhotoUrl: row.own_photo === null ? null : photoUrl(row.store_id, row.id, row.own_photo),
    photoUrl: row.shop_photo,
    vkProductId,
    vkUrl: vkProductId !== null && row.vk_group_id !== null ? vkItemUrl(Number(row.vk_group_id), vkProductId) : null,
  };
}

/** What keeps a product from being chosen (M1), the widest first; null for a chosen one. */
function whatKeepsOff(row: ProductListRow): ProductDto['offBy'] {
  if (Number(row.store_is_on) === 0) return 'store';
  if (Number(row.group_is_on) === 0) return 'group';
  return Number(row.switched_off) === 1 ? 'product' : null;
}
