import { idKey } from '@evosync/evotor';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, IsNull } from 'typeorm';
import { containing } from '../common/sorting.js';
import { pageOf, type Page, type PageQuery } from '../common/pagination.js';
import { ConnectionsService } from '../connections/connections.service.js';
import { CachedGroup } from './cached-group.entity.js';
import { CachedStore } from './cached-store.entity.js';
import { COUNTS_BY_GROUP, COUNTS_BY_STORE, SCOPE_JOINS, SYNC_STATE, type CountRow } from './catalog.queries.js';
import type { GroupDto, ProductDto, ProductQuery, StoreDto } from './dto/catalog.dto.js';
import { UNGROUPED } from './ungrouped.js';
import { FiltersService } from './filters.service.js';
import { toProductDto, type ProductListRow } from './product-list.mapper.js';

const PRODUCT_ORDER: Record<string, string> = {
  name: 'p.name ASC',
  '-name': 'p.name DESC',
  price: 'p.price ASC',
  '-price': 'p.price DESC',
};

/** What Evotor holds, as the merchant looks at it. */
@Injectable()
export class CatalogService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly filters: FiltersService,
    private readonly connections: ConnectionsService,
  ) {}

  async listStores(userId: number, query: PageQuery): Promise<Page<StoreDto>> {
    const [stores, filters, counts, groups] = await Promise.all([
      this.dataSource
        .getRepository(CachedStore)
        .find({ where: { userId, removedAt: IsNull() }, order: { name: 'ASC' } }),
      this.filters.findAll(userId),
      this.dataSource.query<CountRow[]>(COUNTS_BY_STORE, [userId]),
      this.dataSource.query<{ store_id: string; n: string }[]>(
        `SELECT store_id, COUNT(*) AS n FROM cached_groups
         WHERE user_id = ? AND removed_at IS NULL AND is_modification = 0 GROUP BY store_id`,
        [userId],
      ),
    ]);
    const enabled = new Set(filters.filter((f) => f.entityType === 'store').map((f) => idKey(f.storeId)));
    const countOf = new Map(counts.map((row) => [idKey(row.store_id), row]));
    const groupsOf = new Map(groups.map((row) => [idKey(row.store_id), Number(row.n)]));
    const found = stores
      .filter((store) => matches(store.name, query.search))
      .map((store) => ({
        id: store.id,
        name: store.name,
        address: store.address,
        enabled: enabled.has(idKey(store.id)),
        subscriptionRequired: store.subscriptionRequired,
        readAt: store.readAt,
        groupCount: groupsOf.get(idKey(store.id)) ?? 0,
        productCount: Number(countOf.get(idKey(store.id))?.product_count ?? 0),
        chosenCount: Number(countOf.get(idKey(store.id))?.chosen_count ?? 0),
        inShopCount: Number(countOf.get(idKey(store.id))?.in_shop_count ?? 0),
        failedCount: Number(countOf.get(idKey(store.id))?.failed_count ?? 0),
      }));
    return slicePage(found, query);
  }

  /** Plain groups of a store, and `none` when there are products without one. Throws a 404 Problem for an unknown store. */
  async listGroups(userId: number, storeId: string, query: PageQuery): Promise<Page<GroupDto>> {
    const store = await this.filters.findStore(userId, storeId);
    const [groups, filters, counts] = await Promise.all([
      this.dataSource.getRepository(CachedGroup).find({
        where: { userId, storeId: store.id, isModification: false, removedAt: IsNull() },
        order: { name: 'ASC', id: 'ASC' },
      }),
      this.filters.findAll(userId),
      this.dataSource.query<CountRow[]>(COUNTS_BY_GROUP, [userId, store.id]),
    ]);
    const enabled = new Set(
      filters
        .filter((f) => f.entityType === 'group' && idKey(f.storeId) === idKey(store.id))
        .map((f) => idKey(f.entityId)),
    );
    const countOf = new Map(counts.map((row) => [idKey(row.group_id), row]));
    const known = new Set(groups.map((group) => idKey(group.id)));
    const show = (id: string, name: string, parentId: string | null): GroupDto => ({
      id,
      storeId: store.id,
      name,
      parentId: parentId !== null && known.has(idKey(parentId)) ? parentId : null,
      enabled: enabled.has(idKey(id)),
      productCount: Number(countOf.get(idKey(id))?.product_count ?? 0),
      inShopCount: Number(countOf.get(idKey(id))?.in_shop_count ?? 0),
      failedCount: Number(countOf.get(idKey(id))?.failed_count ?? 0),
    });
    const found = groups.map((group) => show(group.id, group.name, group.parentId));
    if (countOf.has(UNGROUPED) || enabled.has(UNGROUPED)) found.push(show(UNGROUPED, 'Без группы', null));
    return slicePage(
      found.filter((group) => matches(group.name, query.search)),
      query,
    );
  }

  /** Products of a store, filtered. Throws a 404 Problem for an unknown store. */
  async listProducts(userId: number, storeId: string, query: ProductQuery): Promise<Page<ProductDto>> {
    const store = await this.filters.findStore(userId, storeId);
    const where = ['p.user_id = ?', 'p.store_id = ?', 'p.removed_at IS NULL'];
    const params: unknown[] = [userId, store.id];
    if (query.groupId) {
      where.push('p.group_id = ?');
      params.push(query.groupId);
    }
    if (query.search) {
      where.push('(p.name LIKE ? OR p.code LIKE ? OR p.article_number LIKE ? OR p.barcodes LIKE ?)');
      params.push(...Array<string>(4).fill(containing(query.search)));
    }
    if (query.syncState) {
      where.push(`${SYNC_STATE} = ?`);
      params.push(query.syncState);
    }
    const from = `FROM cached_products p ${SCOPE_JOINS} WHERE ${where.join(' AND ')}`;
    const order = PRODUCT_ORDER[query.sort ?? ''] ?? 'p.name ASC';
    const [rows, total, vk] = await Promise.all([
      this.dataSource.query<ProductListRow[]>(
        `SELECT p.*, ${SYNC_STATE} AS shown_state, (SELECT g.name FROM cached_groups g WHERE g.user_id = p.user_id
           AND g.store_id = p.store_id AND g.id = p.group_id) AS group_name
         ${from} ORDER BY ${order}, p.id LIMIT ? OFFSET ?`,
        [...params, query.pageSize, (query.page - 1) * query.pageSize],
      ),
      this.dataSource.query<{ n: string }[]>(`SELECT COUNT(*) AS n ${from}`, params),
      this.connections.findVk(userId),
    ]);
    return pageOf(
      rows.map((row) => toProductDto(row, vk?.groupId ?? null)),
      Number(total[0]?.n ?? 0),
      query,
    );
  }
}

function matches(name: string, search: string | undefined): boolean {
  return !search || name.toLowerCase().includes(search.toLowerCase());
}

function slicePage<T>(all: T[], query: PageQuery): Page<T> {
  const from = (query.page - 1) * query.pageSize;
  return pageOf(all.slice(from, from + query.pageSize), all.length, query);
}
