import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { pageOf, type Page } from '../common/pagination.js';
import { orderOf } from '../common/sorting.js';
import type { Language } from '../common/words.js';
import { VK_GROUP_ID } from '../connections/vk-url.js';
import { GROUP_IS_ON, HAS_PICTURE, OWN_PHOTO, STORE_IS_LISTED, STORE_IS_ON } from './catalog.queries.js';
import type { ProductDto } from './dto/catalog.dto.js';
import type { ProductQuery } from './dto/product-filter.dto.js';
import { FiltersService } from './filters.service.js';
import { productsWhere } from './product-filter.js';
import { toProductDto, type ProductListRow } from './product-list.mapper.js';
import { ShopSide } from './shop-side.js';

const SORTABLE = { name: 'p.name', price: 'p.price', quantity: 'p.quantity', code: 'p.code' };

/**
 * What a row of the list needs. All that is not of the product itself stands in queries of its own, which MariaDB asks
 * for the rows of the page alone; joined, it would be asked for all products of the store.
 */
const COLUMNS = `p.id, p.store_id, p.name, p.code, p.article_number, p.barcodes, p.group_id, p.type, p.price, p.quantity,
  p.measure_name, p.allow_to_sell, p.switched_off, p.sync_state, p.sync_reason, p.sync_message, p.vk_product_id,
  JSON_VALUE(p.vk_sent, '$.priceKopecks') AS sent_kopecks,
  ${STORE_IS_ON} AS store_is_on, ${GROUP_IS_ON} AS group_is_on, ${STORE_IS_LISTED} AS store_is_listed,
  (SELECT g.name FROM cached_groups g WHERE g.user_id = p.user_id AND g.store_id = p.store_id AND g.id = p.group_id)
    AS group_name, ${OWN_PHOTO} AS own_photo, ${HAS_PICTURE} AS has_picture, ${VK_GROUP_ID} AS vk_group_id`;

/** A store's products as the merchant looks through them. */
@Injectable()
export class ProductListService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly filters: FiltersService,
    private readonly shop: ShopSide,
  ) {}

  /**
   * A page of products, by name unless told.
   * Throws a 404 Problem for an unknown store, 400 for an unknown order.
   */
  async list(userId: number, storeId: string, query: ProductQuery, language: Language): Promise<Page<ProductDto>> {
    const { column, direction } = orderOf(query.sort ?? 'name', SORTABLE);
    const { sql, params } = productsWhere(userId, storeId, query);
    const from = `FROM cached_products p WHERE ${sql}`;
    const { photo, priceMultiplier } = this.shop.columns;
    const [rows, total] = await Promise.all([
      this.dataSource.query<ProductListRow[]>(
        `SELECT ${COLUMNS}, ${photo} AS shop_photo, ${priceMultiplier} AS price_multiplier
         ${from} ORDER BY ${column} ${direction}, p.id LIMIT ? OFFSET ?`,
        [...params, query.pageSize, (query.page - 1) * query.pageSize],
      ),
      this.dataSource.query<{ n: string }[]>(`SELECT COUNT(*) AS n ${from}`, params),
    ]);
    if (!rows[0]?.store_is_listed) await this.filters.findStore(userId, storeId);
    return pageOf(
      rows.map((row) => toProductDto(row, language)),
      Number(total[0]?.n ?? 0),
      query,
    );
  }
}
