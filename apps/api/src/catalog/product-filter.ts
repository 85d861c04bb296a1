import { containing } from '../common/sorting.js';
import { HAS_PICTURE, OWN_PHOTO, SHOWN_BY_SHOP } from './catalog.queries.js';
import type { ProductFilterDto, SyncState } from './dto/product-filter.dto.js';
import { nameContains } from './name-search.js';

/** A condition on `cached_products p`, and its parameters in order. */
interface Condition {
  sql: string;
  params: unknown[];
}

const PHOTO = {
  own: `${OWN_PHOTO} IS NOT NULL`,
  evotor: `${OWN_PHOTO} IS NULL AND ${HAS_PICTURE}`,
  none: `${OWN_PHOTO} IS NULL AND NOT ${HAS_PICTURE}`,
} satisfies Record<NonNullable<ProductFilterDto['photo']>, string>;

/** Which products of a store a filter means; the list shows them, bulk switching switches them. */
export function productsWhere(userId: number, storeId: string, filter: ProductFilterDto): Condition {
  const scope = scopeOf(userId, storeId);
  const conditions: Condition[] = [
    { sql: 'p.user_id = ? AND p.store_id = ? AND p.removed_at IS NULL', params: [userId, storeId] },
  ];
  if (filter.groupId) conditions.push({ sql: 'p.group_id = ?', params: [filter.groupId] });
  if (filter.search?.trim()) {
    const { sql, patterns } = nameContains('p.name', filter.search, '?');
    conditions.push({
      sql: `(${sql} OR p.code LIKE ? OR p.article_number LIKE ? OR p.barcodes LIKE ?)`,
      params: Array<string>(patterns + 3).fill(containing(filter.search)),
    });
  }
  if (filter.syncState) conditions.push(stateIs(filter.syncState, scope));
  if (filter.syncReason) {
    conditions.push({ sql: 'p.sync_state IS NOT NULL AND p.sync_reason = ?', params: [filter.syncReason] }, scope);
  }
  if (filter.only === 'inShop') conditions.push({ sql: SHOWN_BY_SHOP, params: [] });
  if (filter.only) conditions.push(scope);
  if (filter.photo) conditions.push({ sql: PHOTO[filter.photo], params: [] });
  return allOf(conditions);
}

/**
 * M1 without SCOPE_JOINS: with them MariaDB would sort all products of a store before it looks which are in scope.
 * `IS TRUE` keeps it from making a join of it after all.
 */
function scopeOf(userId: number, storeId: string): Condition {
  return {
    sql: `(p.switched_off = 0
      AND EXISTS (SELECT 1 FROM sync_filters f
        WHERE f.user_id = ? AND f.entity_type = 'store' AND f.store_id = ? AND f.entity_id = ?)
      AND p.group_id IN (SELECT f.entity_id FROM sync_filters f
        WHERE f.user_id = ? AND f.entity_type = 'group' AND f.store_id = ?)) IS TRUE`,
    params: [userId, storeId, storeId, userId, storeId],
  };
}

/** What SYNC_STATE shows, the other way round; the cheapest test stands first. */
function stateIs(state: SyncState, scope: Condition): Condition {
  if (state === 'off') return { sql: `NOT (${scope.sql})`, params: scope.params };
  if (state === 'pending') return allOf([{ sql: 'p.sync_state IS NULL', params: [] }, scope]);
  return allOf([{ sql: 'p.sync_state = ?', params: [state] }, scope]);
}

function allOf(conditions: readonly Condition[]): Condition {
  return { sql: conditions.map(({ sql }) => sql).join(' AND '), params: conditions.flatMap(({ params }) => params) };
}
