import type { VkAlbum, VkItem } from '@evosync/vk';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { hash } from 'node:crypto';
import { DataSource, In } from 'typeorm';
import { VkCachedAlbum } from './vk-cached-album.entity.js';
import { VkCachedProduct } from './vk-cached-product.entity.js';

const CHUNK = 500;
const ITEM_COLUMNS = [
  'title',
  'description',
  'price_kopecks',
  'stock_amount',
  'availability',
  'sku',
  'album_ids',
  'photo_url',
  'reject_reason',
  'content_hash',
];

/** Writes what VK listed: only rows whose content changed; rows no longer listed are deleted. */
@Injectable()
export class VkCatalogWriter {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** The whole list of albums. */
  async writeAlbums(userId: number, albums: readonly VkAlbum[]): Promise<void> {
    const repository = this.dataSource.getRepository(VkCachedAlbum);
    const known = await this.knownHashes('vk_cached_albums', userId);
    const rows = albums.map((album) => {
      const content = {
        title: album.title.slice(0, 1000),
        count: album.count,
        photoUrl: album.photoUrl?.slice(0, 1000) ?? null,
      };
      return { userId, id: album.id, ...content, contentHash: hashOf([content.title, content.count]) };
    });
    const changed = rows.filter((row) => known.get(row.id) !== row.contentHash);
    for (let from = 0; from < changed.length; from += CHUNK) {
      await repository
        .createQueryBuilder()
        .insert()
        .values(changed.slice(from, from + CHUNK))
        .orUpdate(['title', 'count', 'photo_url', 'content_hash'])
        .updateEntity(false)
        .execute();
    }
    for (const row of rows) known.delete(row.id);
    if (known.size > 0) await repository.delete({ userId, id: In([...known.keys()]) });
  }

  /** The whole list of items. Their rows are never all held at once. */
  async writeItems(userId: number, items: readonly VkItem[]): Promise<void> {
    const known = await this.knownHashes('vk_cached_products', userId);
    let changed: ItemRow[] = [];
    for (const item of items) {
      const row = toRow(userId, item);
      if (known.get(row.id) !== row.contentHash) changed.push(row);
      known.delete(row.id);
      if (changed.length < CHUNK) continue;
      await this.put(changed);
      changed = [];
    }
    await this.put(changed);
    await this.deleteItems(userId, [...known.keys()]);
  }

  /** Some items, read again. */
  async upsertItems(userId: number, items: readonly VkItem[]): Promise<void> {
    for (let from = 0; from < items.length; from += CHUNK) {
      await this.put(items.slice(from, from + CHUNK).map((item) => toRow(userId, item)));
    }
  }

  async deleteItems(userId: number, itemIds: readonly number[]): Promise<void> {
    for (let from = 0; from < itemIds.length; from += CHUNK) {
      await this.dataSource
        .getRepository(VkCachedProduct)
        .delete({ userId, id: In(itemIds.slice(from, from + CHUNK)) });
    }
  }

  private async put(rows: ItemRow[]): Promise<void> {
    if (rows.length === 0) return;
    await this.dataSource
      .getRepository(VkCachedProduct)
      .createQueryBuilder()
      .insert()
      .values(rows)
      .orUpdate(ITEM_COLUMNS)
      .updateEntity(false)
      .execute();
  }

  private async knownHashes(
    table: 'vk_cached_albums' | 'vk_cached_products',
    userId: number,
  ): Promise<Map<number, string>> {
    const rows = await this.dataSource.query<{ id: string; content_hash: string }[]>(
      `SELECT id, content_hash FROM ${table} WHERE user_id = ?`,
      [userId],
    );
    return new Map(rows.map((row) => [Number(row.id), row.content_hash]));
  }
}

type ItemRow = ReturnType<typeof toRow>;

/** VK's addresses of pictures change by themselves, so they are kept but do not count as a change. */
function toRow(userId: number, item: VkItem) {
  const content = {
    title: item.title.slice(0, 1000),
    description: item.description,
    priceKopecks: item.priceKopecks,
    stockAmount: item.stockAmount,
    availability: item.availability,
    sku: item.sku?.slice(0, 64) ?? null,
    albumIds: [...item.albumIds].sort((a, b) => a - b),
    rejectReason: item.rejectReason?.slice(0, 1000) ?? null,
  };
  const photoUrl = item.thumbUrl?.slice(0, 1000) ?? null;
  return { userId, id: item.id, ...content, photoUrl, contentHash: hashOf(content) };
}

function hashOf(content: unknown): string {
  return hash('sha1', JSON.stringify(content), 'base64').slice(0, 27);
}
