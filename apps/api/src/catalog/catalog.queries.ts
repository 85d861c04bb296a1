/** A product is in scope when its store and its group are enabled and it is not switched off itself (M1). */
export const SCOPE_JOINS = `
  LEFT JOIN sync_filters sf ON sf.user_id = p.user_id AND sf.entity_type = 'store' AND sf.store_id = p.store_id
    AND sf.entity_id = p.store_id
  LEFT JOIN sync_filters gf ON gf.user_id = p.user_id AND gf.entity_type = 'group' AND gf.store_id = p.store_id
    AND gf.entity_id = p.group_id`;

/** M1, as a condition. */
const IN_SCOPE = `(sf.user_id IS NOT NULL AND gf.user_id IS NOT NULL AND p.switched_off = 0)`;

/** Shown by the VK shop, chosen or not. */
export const SHOWN_BY_SHOP = '(p.vk_product_id IS NOT NULL AND p.vk_hidden = 0)';

/** Chosen, and shown by the VK shop. */
export const IN_SHOP = `(${IN_SCOPE} AND ${SHOWN_BY_SHOP})`;

/** The state that the catalogue shows, from the stored outcome and the scope. */
export const SYNC_STATE = `CASE WHEN NOT ${IN_SCOPE} THEN 'off' ELSE COALESCE(p.sync_state, 'pending') END`;

const COUNTS = `
  COUNT(*) AS product_count,
  SUM(${IN_SCOPE}) AS chosen_count,
  SUM(${IN_SHOP}) AS in_shop_count,
  SUM(${IN_SCOPE} AND p.sync_state IS NULL) AS pending_count,
  SUM(${IN_SCOPE} AND COALESCE(p.sync_state, '') = 'synced') AS synced_count,
  SUM(${IN_SCOPE} AND COALESCE(p.sync_state, '') = 'skipped') AS skipped_count,
  SUM(${IN_SCOPE} AND COALESCE(p.sync_state, '') = 'failed') AS failed_count`;

/** Counts per store; parameter: user id. */
export const COUNTS_BY_STORE = `
  SELECT p.store_id, ${COUNTS} FROM cached_products p ${SCOPE_JOINS}
  WHERE p.user_id = ? AND p.removed_at IS NULL GROUP BY p.store_id`;

/** Counts per plain group of a store; parameters: user id, store id. */
export const COUNTS_BY_GROUP = `
  SELECT p.group_id, ${COUNTS} FROM cached_products p ${SCOPE_JOINS}
  WHERE p.user_id = ? AND p.store_id = ? AND p.removed_at IS NULL GROUP BY p.group_id`;

/** One row of the counts above; MariaDB gives sums as strings. */
export interface CountRow {
  store_id: string;
  group_id: string;
  product_count: string;
  chosen_count: string;
  in_shop_count: string;
  pending_count: string;
  synced_count: string;
  skipped_count: string;
  failed_count: string;
}

/** The hash of the photo that the merchant gave the product `p`; null: none. */
export const OWN_PHOTO = `(SELECT ph.hash FROM product_photos ph
  WHERE ph.user_id = p.user_id AND ph.store_id = p.store_id AND ph.product_id = p.id)`;

/** Whether the register has a picture of the product `p`, as far as Evotor said. */
export const HAS_PICTURE = '(COALESCE(JSON_LENGTH(p.images), 0) > 0)';

/** Whether the merchant switched the store of the product `p` on. */
export const STORE_IS_ON = `EXISTS (SELECT 1 FROM sync_filters f WHERE f.user_id = p.user_id
  AND f.entity_type = 'store' AND f.store_id = p.store_id AND f.entity_id = p.store_id)`;

/** Whether the merchant switched the group of the product `p` on. */
export const GROUP_IS_ON = `EXISTS (SELECT 1 FROM sync_filters f WHERE f.user_id = p.user_id
  AND f.entity_type = 'group' AND f.store_id = p.store_id AND f.entity_id = p.group_id)`;

/** Whether Evotor lists the store of the product `p` now. */
export const STORE_IS_LISTED = `EXISTS (SELECT 1 FROM cached_stores s
  WHERE s.user_id = p.user_id AND s.id = p.store_id AND s.removed_at IS NULL)`;
