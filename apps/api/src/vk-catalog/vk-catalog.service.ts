import type { MirrorAlbum, MirrorItem } from '@evosync/mirror';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { LinksService } from '../catalog/links.service.js';
import { pageOf, type Page, type PageQuery } from '../common/pagination.js';
import { Problem } from '../common/problem.js';
import { containing } from '../common/sorting.js';
import { ConnectionsService } from '../connections/connections.service.js';
import { vkItemUrl } from '../connections/vk-url.js';
import type { VkAlbumDto, VkProductDto, VkProductQuery } from './dto/vk-catalog.dto.js';
import { VkCachedAlbum } from './vk-cached-album.entity.js';
import { VkCachedProduct } from './vk-cached-product.entity.js';

const ROWS_AT_ONCE = 2_000;

/** Picture of the item of the product `p` as VK showed it last, as a column; null: none. */
export const ITEM_PHOTO = `(SELECT item.photo_url FROM vk_cached_products item
  WHERE item.user_id = p.user_id AND item.id = p.vk_product_id)`;

/** What VK held when it was read last. */
@Injectable()
export class VkCatalogService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly links: LinksService,
    private readonly connections: ConnectionsService,
  ) {}

  /** VK's half of what a plan is made from. */
  async loadForPlan(userId: number): Promise<{ albums: MirrorAlbum[]; items: MirrorItem[] }> {
    const albums = await this.dataSource.query<{ id: string; title: string }[]>(
      'SELECT id, title FROM vk_cached_albums WHERE user_id = ?',
      [userId],
    );
    const items: MirrorItem[] = [];
    for await (const rows of this.itemRows(userId)) for (const row of rows) items.push(toMirrorItem(row));
    return { albums: albums.map((album) => ({ id: Number(album.id), title: album.title })), items };
  }

  /** A user's items, a few thousand rows at a time, so that the driver's rows are never all held at once. */
  private async *itemRows(userId: number): AsyncGenerator<ItemRow[], void> {
    for (let after: string | undefined = '0'; after !== undefined;) {
      const rows: ItemRow[] = await this.dataSource.query<ItemRow[]>(
        `SELECT id, title, description, price_kopecks, stock_amount, sku, album_ids
         FROM vk_cached_products WHERE user_id = ? AND id > ? ORDER BY id LIMIT ?`,
        [userId, after, ROWS_AT_ONCE],
      );
      yield rows;
      after = rows.length < ROWS_AT_ONCE ? undefined : rows.at(-1)?.id;
    }
  }

  /** Ids of the items that carry these skus; of several with one sku, the oldest. */
  async itemIdsBySku(userId: number, skus: readonly string[]): Promise<Map<string, number>> {
    if (skus.length === 0) return new Map();
    const rows = await this.dataSource.query<{ sku: string; id: string }[]>(
      'SELECT sku, MIN(id) AS id FROM vk_cached_products WHERE user_id = ? AND sku IN (?) GROUP BY sku',
      [userId, skus],
    );
    return new Map(rows.map((row) => [row.sku, Number(row.id)]));
  }

  /** Pictures of these items as VK showed them last, by item id; items without one are left out. */
  async photosOf(userId: number, itemIds: readonly number[]): Promise<Map<number, string>> {
    const rows = await this.dataSource.query<{ id: string; photo_url: string }[]>(
      'SELECT id, photo_url FROM vk_cached_products WHERE user_id = ? AND id IN (?) AND photo_url IS NOT NULL',
      [userId, itemIds],
    );
    return new Map(rows.map((row) => [Number(row.id), row.photo_url]));
  }

  async listAlbums(userId: number, query: PageQuery): Promise<Page<VkAlbumDto>> {
    const groups = await this.links.groupsOfAlbums(userId);
    const builder = this.dataSource
      .getRepository(VkCachedAlbum)
      .createQueryBuilder('album')
      .where('album.userId = :userId', { userId });
    if (query.search) builder.andWhere('album.title LIKE :search', { search: containing(query.search) });
    const [albums, total] = await builder
      .orderBy('album.title')
      .addOrderBy('album.id')
      .skip((query.page - 1) * query.pageSize)
      .take(query.pageSize)
      .getManyAndCount();
    const items = albums.map(({ id, title, count, photoUrl }) => ({
      id,
      title,
      count,
      photoUrl,
      linkedGroup: groups.get(id) ?? null,
    }));
    return pageOf(items, total, query);
  }

  /** Items of the shop, or of one album. Throws a 404 Problem for an unknown album. */
  async listProducts(userId: number, query: VkProductQuery, albumId?: number): Promise<Page<VkProductDto>> {
    const builder = this.dataSource
      .getRepository(VkCachedProduct)
      .createQueryBuilder('item')
      .where('item.userId = :userId', { userId });
    if (albumId !== undefined) {
      const album = await this.dataSource.getRepository(VkCachedAlbum).existsBy({ userId, id: albumId });
      if (!album)
        throw Problem.notFound('album_not_found', {
          ru: 'Такой подборки нет в вашем магазине ВКонтакте.',
          en: 'There is no such album in your VK shop.',
        });
      builder.andWhere('JSON_CONTAINS(item.albumIds, :albumId)', { albumId: String(albumId) });
    }
    if (query.search) {
      builder.andWhere('(item.title LIKE :search OR item.sku LIKE :search)', { search: containing(query.search) });
    }
    if (query.mine) {
      const linked = `EXISTS (SELECT 1 FROM cached_products p WHERE p.user_id = item.userId AND p.vk_product_id = item.id)`;
      builder.andWhere(query.mine === 'true' ? linked : `NOT ${linked}`);
    }
    const [rows, total] = await builder
      .orderBy('item.id', 'DESC')
      .skip((query.page - 1) * query.pageSize)
      .take(query.pageSize)
      .getManyAndCount();
    const ids = rows.map((row) => row.id);
    const [products, vk] = await Promise.all([
      this.links.productsOfItems(userId, ids),
      this.connections.findVk(userId),
    ]);
    const items = rows.map((row) => {
      const product = products.get(row.id);
      return {
        id: row.id,
        title: row.title,
        description: row.description,
        price: (row.priceKopecks / 100).toFixed(2),
        stockAmount: row.stockAmount,
        availability: row.availability,
        sku: row.sku,
        albumIds: row.albumIds,
        photoUrl: row.photoUrl,
        rejectReason: row.rejectReason,
        vkUrl: vk ? vkItemUrl(vk.groupId, row.id) : null,
        mine: product !== undefined,
        productId: product?.productId ?? null,
        storeId: product?.storeId ?? null,
      };
    });
    return pageOf(items, total, query);
  }

  /** The merchant chose another community: what was read of the old one is dropped. */
  async forgetShop(userId: number): Promise<void> {
    await this.dataSource.getRepository(VkCachedProduct).delete({ userId });
    await this.dataSource.getRepository(VkCachedAlbum).delete({ userId });
  }
}

function toMirrorItem(row: ItemRow): MirrorItem {
  return {
    id: Number(row.id),
    title: row.title,
    description: row.description,
    priceKopecks: Number(row.price_kopecks),
    stockAmount: row.stock_amount,
    sku: row.sku,
    albumIds: typeof row.album_ids === 'string' ? (JSON.parse(row.album_ids) as number[]) : row.album_ids,
  };
}

interface ItemRow {
  id: string;
  title: string;
  description: string;
  price_kopecks: string;
  stock_amount: number | null;
  sku: string | null;
  album_ids: string | number[];
}
