import { itemPrice, type Fingerprint } from '@evosync/mirror';
import { vkItemUrl } from '../connections/vk-url.js';
import { fromKopecks, plainDecimal, roubles } from './decimals.js';
import { photoUrl } from './photos/photo-url.js';
import type { ProductDto } from './dto/catalog.dto.js';
import type { SyncState } from './dto/product-filter.dto.js';

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
  off_by: ProductDto['offBy'];
  shown_state: SyncState;
  sync_reason: string | null;
  sync_message: string | null;
  vk_product_id: string | number | null;
  vk_sent: string | Fingerprint | null;
  own_photo: string | null;
  has_picture: number | string | null;
}

/** What is known of the shop when a row is shown. */
interface ShopView {
  /** Null: VK is not connected, so that nothing can be linked to. */
  vkGroupId: number | null;
  priceMultiplier: string;
  /** By item id. */
  photos: ReadonlyMap<number, string>;
}

/** A row as the REST contract shows it: money as decimal strings in roubles. */
export function toProductDto(row: ProductListRow, { vkGroupId, priceMultiplier, photos }: ShopView): ProductDto {
  const vkProductId = row.vk_product_id === null ? null : Number(row.vk_product_id);
  const sent = typeof row.vk_sent === 'string' ? (JSON.parse(row.vk_sent) as Fingerprint) : row.vk_sent;
  const kopecks = itemPrice(row.price, priceMultiplier);
  const told = row.shown_state === 'skipped' || row.shown_state === 'failed' || row.shown_state === 'synced';
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
    vkPrice: vkProductId !== null && sent ? fromKopecks(sent.priceKopecks) : null,
    nextVkPrice: kopecks === null ? null : fromKopecks(kopecks),
    quantity: row.quantity === null ? null : plainDecimal(row.quantity),
    measureName: row.measure_name,
    allowToSell: Number(row.allow_to_sell) === 1,
    enabled: Number(row.switched_off) === 0,
    offBy: row.off_by,
    syncState: row.shown_state,
    syncReason: told ? row.sync_reason : null,
    syncMessage: told ? row.sync_message : null,
    photo: row.own_photo !== null ? 'own' : Number(row.has_picture) === 1 ? 'evotor' : 'none',
    ownPhotoUrl: row.own_photo === null ? null : photoUrl(row.store_id, row.id, row.own_photo),
    photoUrl: vkProductId === null ? null : (photos.get(vkProductId) ?? null),
    vkProductId,
    vkUrl: vkProductId !== null && vkGroupId !== null ? vkItemUrl(vkGroupId, vkProductId) : null,
  };
}
