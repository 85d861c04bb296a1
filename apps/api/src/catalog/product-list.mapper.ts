import type { Fingerprint } from '@evosync/mirror';
import { vkItemUrl } from '../connections/vk-url.js';
import type { ProductDto, SyncState } from './dto/catalog.dto.js';

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
  shown_state: SyncState;
  sync_reason: string | null;
  sync_message: string | null;
  vk_product_id: string | number | null;
  vk_sent: string | Fingerprint | null;
}

/** A row as the REST contract shows it: money as decimal strings in roubles. */
export function toProductDto(row: ProductListRow, vkGroupId: number | null): ProductDto {
  const vkProductId = row.vk_product_id === null ? null : Number(row.vk_product_id);
  const sent = typeof row.vk_sent === 'string' ? (JSON.parse(row.vk_sent) as Fingerprint) : row.vk_sent;
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
    vkPrice: vkProductId !== null && sent ? (sent.priceKopecks / 100).toFixed(2) : null,
    quantity: row.quantity === null ? null : plainDecimal(row.quantity),
    measureName: row.measure_name,
    allowToSell: Number(row.allow_to_sell) === 1,
    enabled: Number(row.switched_off) === 0,
    syncState: row.shown_state,
    syncReason: told ? row.sync_reason : null,
    syncMessage: told ? row.sync_message : null,
    vkProductId,
    vkUrl: vkProductId !== null && vkGroupId !== null ? vkItemUrl(vkGroupId, vkProductId) : null,
  };
}

/** A stored decimal as money: at least two decimals, no trailing zeros beyond them. */
function roubles(stored: string): string {
  const [whole = '0', fraction = ''] = stored.split('.');
  return `${whole}.${fraction.replace(/0+$/, '').padEnd(2, '0')}`;
}

/** A stored decimal without trailing zeros. */
function plainDecimal(stored: string): string {
  return stored.includes('.') ? stored.replace(/\.?0+$/, '') : stored;
}
