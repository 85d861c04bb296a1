import type { Fingerprint, ItemLink, MirrorProduct } from '@evosync/mirror';

/** A product as the plan's query gives it. */
export interface PlanRow {
  store_id: string;
  id: string;
  name: string;
  type: string;
  price: string | null;
  quantity: string | null;
  measure_name: string | null;
  allow_to_sell: number;
  description: string | null;
  parent_id: string | null;
  is_age_limited: number;
  switched_off: number;
  removed: number | string;
  vk_product_id: string | number | null;
  vk_adopted: number;
  vk_hidden: number;
  vk_sent: string | Fingerprint | null;
  vk_shown: string | Fingerprint | null;
}

export function toMirrorProduct(row: PlanRow): MirrorProduct {
  return {
    storeId: row.store_id,
    id: row.id,
    name: row.name,
    type: row.type,
    price: row.price,
    quantity: row.quantity,
    measureName: row.measure_name,
    allowToSell: Boolean(row.allow_to_sell),
    description: row.description,
    parentId: row.parent_id,
    isAgeLimited: Boolean(row.is_age_limited),
    switchedOff: Boolean(row.switched_off),
  };
}

export function toItemLink(row: PlanRow): ItemLink {
  return {
    storeId: row.store_id,
    productId: row.id,
    itemId: Number(row.vk_product_id),
    adopted: Boolean(row.vk_adopted),
    hidden: Boolean(row.vk_hidden),
    sent: fingerprintOf(row.vk_sent),
    shown: fingerprintOf(row.vk_shown),
  };
}

function fingerprintOf(stored: string | Fingerprint | null): Fingerprint | null {
  return typeof stored === 'string' ? (JSON.parse(stored) as Fingerprint) : stored;
}
