import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { pageOf, type Page } from '../common/pagination.js';
import { orderOf } from '../common/sorting.js';
import { ConnectionsService } from '../connections/connections.service.js';
import { HAS_PICTURE, OFF_BY, OWN_PHOTO, SCOPE_JOINS, SYNC_STATE } from './catalog.queries.js';
import type { ProductDto } from './dto/catalog.dto.js';
import type { ProductQuery } from './dto/product-filter.dto.js';
import { FiltersService } from './filters.service.js';
import { productsWhere } from './product-filter.js';
import { toProductDto, type ProductListRow } from './product-list.mapper.js';
import { ShopSide } from './shop-side.js';

const SORTABLE = { name: 'p.name', price: 'p.price', quantity: 'p.quantity', code: 'p.code' };

/** What a row of the list needs; descriptions and pictures of the register stay where they are. */
const COLUMNS = `p.id, p.store_id, p.name, p.code, p.article_number, p.barcodes, p.group_id, p.type, p.price, p.quantity,
  p.measure_name, p.allow_to_sell, p.switched_off, p.sync_reason, p.sync_message, p.vk_product_id, p.vk_sent,
  ${OFF_BY} AS off_by, ${SYNC_STATE} AS shown_state,
  (SELECT g.name FROM cached_groups g WHERE g.user_id = p.user_id AND g.store_id = p.store_id AND g.id = p.group_id)
    AS group_name, ${OWN_PHOTO} AS own_photo, ${HAS_PICTURE} AS has_picture`;

/** A store's products as the merchant looks through them. */
@Injectable()
export class ProductListService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly filters: FiltersService,
    private readonly connections: ConnectionsService,
    private readonly shop: ShopSide,
  ) {}

  /**
   * A page of products, by name unless told; whole rows are read only of those that are shown.
   * Throws a 404 Problem for an unknown store, 400 for an unknown order.
   */
  async list(userId: number, storeId: string, query: ProductQuery): Promise<Page<ProductDto>> {
    const { column, direction } = orderOf(query.sort ?? 'name', SORTABLE);
    const { sql, params } = productsWhere(userId, storeId, query);
    const from = `FROM cached_products p ${SCOPE_JOINS} WHERE ${sql}`;
    const order = `ORDER BY ${column} ${direction}, p.id`;
    const [, rows, total, vk, priceMultiplier] = await Promise.all([
      this.filters.findStore(userId, storeId),
      this.dataSource.query<ProductListRow[]>(
        `SELECT ${COLUMNS}
         FROM (SELECT p.user_id, p.store_id, p.id ${from} ${order} LIMIT ? OFFSET ?) page
           JOIN cached_products p USING (user_id, store_id, id) ${SCOPE_JOINS} ${order}`,
        [...params, query.pageSize, (query.page - 1) * query.pageSize],
      ),
      this.dataSource.query<{ n: string }[]>(`SELECT COUNT(*) AS n ${from}`, params),
      this.connections.findVk(userId),
      this.shop.priceMultiplier(userId),
    ]);
    const itemIds = rows.flatMap((row) => (row.vk_product_id === null ? [] : [Number(row.vk_product_id)]));
    const photos = await this.shop.photos(userId, itemIds);
    const view = { vkGroupId: vk?.groupId ?? null, priceMultiplier, photos };
    return pageOf(
      rows.map((row) => toProductDto(row, view)),
      Number(total[0]?.n ?? 0),
      query,
    );
  }
}
