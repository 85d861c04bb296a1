import { containing } from '../common/sorting.js';
import { HAS_PICTURE, IN_SCOPE, IN_SHOP, OWN_PHOTO, SYNC_STATE } from './catalog.queries.js';
import type { ProductFilterDto } from './dto/product-filter.dto.js';

/** A condition on `cached_products p` joined with its filters (SCOPE_JOINS), and its parameters in order. */
interface Condition {
  sql: string;
  params: unknown[];
}

const ONLY = { chosen: IN_SCOPE, inShop: IN_SHOP } satisfies Record<NonNullable<ProductFilterDto['only']>, string>;

const PHOTO = {
  own: `${OWN_PHOTO} IS NOT NULL`,
  evotor: `${OWN_PHOTO} IS NULL AND ${HAS_PICTURE}`,
  none: `${OWN_PHOTO} IS NULL AND NOT ${HAS_PICTURE}`,
} satisfies Record<NonNullable<ProductFilterDto['photo']>, string>;

/** Which products of a store a filter means; the list shows them, bulk switching switches them. */
export function productsWhere(userId: number, storeId: string, filter: ProductFilterDto): Condition {
  const where = ['p.user_id = ?', 'p.store_id = ?', 'p.removed_at IS NULL'];
  const params: unknown[] = [userId, storeId];
  if (filter.groupId) {
    where.push('p.group_id = ?');
    params.push(filter.groupId);
  }
  if (filter.search?.trim()) {
    where.push('(p.name LIKE ? OR p.code LIKE ? OR p.article_number LIKE ? OR p.barcodes LIKE ?)');
    params.push(...Array<string>(4).fill(containing(filter.search)));
  }
  if (filter.syncState) {
    where.push(`${SYNC_STATE} = ?`);
    params.push(filter.syncState);
  }
  if (filter.syncReason) {
    where.push(`${IN_SCOPE} AND p.sync_state IS NOT NULL AND p.sync_reason = ?`);
    params.push(filter.syncReason);
  }
  if (filter.only) where.push(ONLY[filter.only]);
  if (filter.photo) where.push(PHOTO[filter.photo]);
  return { sql: where.join(' AND '), params };
}
