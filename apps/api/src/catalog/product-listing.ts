import { idKey } from '@evosync/evotor';
import { type DataSource, In } from 'typeorm';
import { CachedProduct } from './cached-product.entity.js';
import type { ProductRow } from './cached-product.mapper.js';
import { CachedStore } from './cached-store.entity.js';

const CHUNK = 500;

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

interface KnownProduct {
  id: string;
  contentHash: string;
  removed: boolean;
  seen: boolean;
}

/** One reading of one store's products: pages are written as they come, removals only when it is closed. */
export class ProductListing {
  private constructor(
    private readonly dataSource: DataSource,
    private readonly userId: number,
    private readonly storeId: string,
    private readonly known: Map<string, KnownProduct>,
  ) {}

  /** How many different products were listed so far. */
  seenCount = 0;

  static async open(dataSource: DataSource, userId: number, storeId: string): Promise<ProductListing> {
    const rows = await dataSource.query<{ id: string; content_hash: string; removed: number }[]>(
      `SELECT id, content_hash, removed_at IS NOT NULL AS removed FROM cached_products WHERE user_id = ? AND store_id = ?`,
      [userId, storeId],
    );
    const known = new Map<string, KnownProduct>();
    for (const row of rows) {
      known.set(idKey(row.id), {
        id: row.id,
        contentHash: row.content_hash,
        removed: Number(row.removed) === 1,
        seen: false,
      });
    }
    return new ProductListing(dataSource, userId, storeId, known);
  }

  /** Writes those rows of a page whose content changed. */
  async write(page: readonly ProductRow[]): Promise<void> {
    const changed = page.filter((row) => this.note(row));
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

  /**
   * The listing was read to its end: marks what it no longer holds. Answers false, and marks nothing, when it
   * came back empty for the first time although products were known.
   */
  async close(): Promise<boolean> {
    const stores = this.dataSource.getRepository(CachedStore);
    const where = { userId: this.userId, id: this.storeId };
    const gone = [...this.known.values()].filter((product) => !product.seen && !product.removed);
    const read = { readable: true, problemCode: null, subscriptionRequired: false, readAt: new Date() };
    if (this.seenCount === 0 && gone.length > 0) {
      const store = await stores.findOneBy(where);
      if (store && !store.emptySeenAt) {
        await stores.update(where, { readable: false, problemCode: 'empty_answer', emptySeenAt: new Date() });
        return false;
      }
    }
    for (let from = 0; from < gone.length; from += CHUNK) {
      const ids = gone.slice(from, from + CHUNK).map((product) => product.id);
      await this.dataSource
        .getRepository(CachedProduct)
        .update({ userId: this.userId, storeId: this.storeId, id: In(ids) }, { removedAt: new Date() });
    }
    await stores.update(where, { ...read, emptySeenAt: null });
    return true;
  }

  private note(row: ProductRow): boolean {
    const before = this.known.get(idKey(row.id));
    if (!before?.seen) this.seenCount += 1;
    this.known.set(idKey(row.id), {
      id: before?.id ?? row.id,
      contentHash: row.contentHash,
      removed: false,
      seen: true,
    });
    return !before || before.removed || before.contentHash !== row.contentHash;
  }
}
