import { IN_SHOP, SCOPE_JOINS, SYNC_STATE } from '../../catalog/catalog.queries.js';
import type { SyncState } from '../../catalog/dto/product-filter.dto.js';
import type { GoodsDto } from './overview.dto.js';

/** Counts of the user's listed products by store, shown state and reason; parameter: user id. */
export const COUNT_GOODS = `
  SELECT p.store_id, ${SYNC_STATE} AS state, IF(p.sync_state IN ('skipped', 'failed'), p.sync_reason, NULL) AS reason,
    COUNT(*) AS n, SUM(${IN_SHOP}) AS in_shop, MIN(p.sync_message) AS message
  FROM cached_products p
    JOIN cached_stores s ON s.user_id = p.user_id AND s.id = p.store_id AND s.removed_at IS NULL ${SCOPE_JOINS}
  WHERE p.user_id = ? AND p.removed_at IS NULL
  GROUP BY p.store_id, state, reason`;

/** The user's listed stores; parameter: user id. */
export const LIST_STORES = `
  SELECT s.id, s.name, s.subscription_required, s.read_at, sf.user_id IS NOT NULL AS enabled FROM cached_stores s
    LEFT JOIN sync_filters sf ON sf.user_id = s.user_id AND sf.entity_type = 'store' AND sf.store_id = s.id
      AND sf.entity_id = s.id
  WHERE s.user_id = ? AND s.removed_at IS NULL ORDER BY s.name, s.id`;

/** A row of COUNT_GOODS as the driver gives it. */
export interface GoodsRow {
  store_id: string;
  state: SyncState;
  reason: string | null;
  n: string | number;
  in_shop: string | number;
  message: string | null;
}

/** A row of LIST_STORES as the driver gives it. */
export interface StoreRow {
  id: string;
  name: string;
  subscription_required: number;
  read_at: Date | null;
  enabled: string | number;
}

/** Adds the rows up. */
export function countGoods(rows: readonly GoodsRow[]): GoodsDto {
  const goods: GoodsDto = { total: 0, chosen: 0, inShop: 0, synced: 0, pending: 0, skipped: 0, failed: 0, off: 0 };
  for (const row of rows) {
    const count = Number(row.n);
    goods.total += count;
    goods[row.state] += count;
    goods.inShop += Number(row.in_shop);
    if (row.state !== 'off') goods.chosen += count;
  }
  return goods;
}

/** How many products of this state share each reason, the most frequent first. */
export function countReasons(
  rows: readonly GoodsRow[],
  state: 'skipped' | 'failed',
): { reason: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const row of rows) {
    if (row.state !== state || row.reason === null) continue;
    counts.set(row.reason, (counts.get(row.reason) ?? 0) + Number(row.n));
  }
  return [...counts].map(([reason, count]) => ({ reason, count })).sort((one, other) => other.count - one.count);
}
