import { idKey } from '@evosync/evotor';
import { type DataSource, In } from 'typeorm';
import { CachedProduct } from './cached-product.entity.js';
import type { ProductRow } from './cached-product.mapper.js';

const CHUNK = 500;
const SCAN = 5_000;

const OVERWRITTEN = [
  'name',
  'type',
  'price',
  'quantity',
  'measure_name',
  'allow_to_sell',
  'description',
  'code',
  'article_number',
  'barcodes',
  'parent_id',
  'group_id',
  'is_age_limited',
  'images',
  'content_hash',
  'removed_at',
  'sync_state',
];

interface KnownRow {
  id: string;
  content_hash: string;
  removed: number | string;
}

/**
 * One reading of one store's products. Pages are compared and written as they come; of the shop as a whole only the
 * ids are kept, so that memory does not grow with what stands in it.
 */
export class ProductListing {
  private readonly seen = new Set<string>();

  /** A whole page held nothing but what had been listed before: what is not listed proves nothing. */
  repeatedPage = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly userId: number,
    private readonly storeId: string,
  ) {}

  /** How many different products were listed so far. */
  get seenCount(): number {
    return this.seen.size;
  }

  /** Writes those rows of a page whose content changed. */
  async write(page: readonly ProductRow[]): Promise<void> {
    const before = this.seen.size;
    for (const row of page) this.seen.add(idKey(row.id));
    if (page.length > 0 && this.seen.size === before) this.repeatedPage = true;
    const changed = await this.changedOf(page);
    for (let from = 0; from < changed.length; from += CHUNK) {
      await this.dataSource
        .getRepository(CachedProduct)
        .createQueryBuilder()
        .insert()
        .values(changed.slice(from, from + CHUNK).map((row) => ({ ...row, removedAt: null, syncState: null })))
        .orUpdate(OVERWRITTEN)
        .updateEntity(false)
        .execute();
    }
  }

  /** Ids of products that are known and were not listed; to be asked for when the listing was read to its end. */
  async missing(): Promise<string[]> {
    if ((await this.countKnown()) === this.seen.size) return [];
    const missing: string[] = [];
    let after = '';
    for (;;) {
      const rows = await this.dataSource.query<{ id: string }[]>(
        `SELECT id FROM cached_products WHERE user_id = ? AND store_id = ? AND id > ? AND removed_at IS NULL
         ORDER BY id LIMIT ?`,
        [this.userId, this.storeId, after, SCAN],
      );
      for (const { id } of rows) if (!this.seen.has(idKey(id))) missing.push(id);
      if (rows.length < SCAN) return missing;
      after = rows.at(-1)?.id ?? '';
    }
  }

  /** Marks these products as no longer listed. */
  async markRemoved(ids: readonly string[]): Promise<void> {
    const removedAt = new Date();
    for (let from = 0; from < ids.length; from += CHUNK) {
      await this.dataSource
        .getRepository(CachedProduct)
        .update({ userId: this.userId, storeId: this.storeId, id: In(ids.slice(from, from + CHUNK)) }, { removedAt });
    }
  }

  private async changedOf(page: readonly ProductRow[]): Promise<ProductRow[]> {
    if (page.length === 0) return [];
    const rows = await this.dataSource.query<KnownRow[]>(
      `SELECT id, content_hash, removed_at IS NOT NULL AS removed FROM cached_products
       WHERE user_id = ? AND store_id = ? AND id IN (?)`,
      [this.userId, this.storeId, page.map((row) => row.id)],
    );
    const present = new Map<string, string>();
    for (const row of rows) if (!Number(row.removed)) present.set(idKey(row.id), row.content_hash);
    return page.filter((row) => present.get(idKey(row.id)) !== row.contentHash);
  }

  /** Everything listed stands in the table by now: equal numbers mean that nothing is missing. */
  private async countKnown(): Promise<number> {
    const [row] = await this.dataSource.query<{ n: string }[]>(
      'SELECT COUNT(*) AS n FROM cached_products WHERE user_id = ? AND store_id = ? AND removed_at IS NULL',
      [this.userId, this.storeId],
    );
    return Number(row?.n ?? 0);
  }
}
