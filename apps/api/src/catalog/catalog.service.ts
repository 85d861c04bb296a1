import { idKey } from '@evosync/evotor';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, IsNull } from 'typeorm';
import { pageOf, type Page, type PageQuery } from '../common/pagination.js';
import { CachedGroup } from './cached-group.entity.js';
import { CachedStore } from './cached-store.entity.js';
import { COUNTS_BY_GROUP, COUNTS_BY_STORE, type CountRow } from './catalog.queries.js';
import type { GroupDto, ProductCountsDto, StoreDto } from './dto/catalog.dto.js';
import { UNGROUPED } from './ungrouped.js';
import { FiltersService } from './filters.service.js';
import { ReadingNotes } from './reading-notes.js';

/** The stores and groups that Evotor holds, with what of them is chosen and what came of it. */
@Injectable()
export class CatalogService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly filters: FiltersService,
    private readonly notes: ReadingNotes,
  ) {}

  async listStores(userId: number, query: PageQuery): Promise<Page<StoreDto>> {
    const [stores, filters, counts, groups, lastReading] = await Promise.all([
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
      this.notes.lastReadings(userId),
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
        readAt: lastReading(store),
        groupCount: groupsOf.get(idKey(store.id)) ?? 0,
        ...toCounts(countOf.get(idKey(store.id))),
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
      ...toCounts(countOf.get(idKey(id))),
    });
    const found = groups.map((group) => show(group.id, group.name, group.parentId));
    if (countOf.has(UNGROUPED) || enabled.has(UNGROUPED)) found.push(show(UNGROUPED, 'Без группы', null));
    return slicePage(
      found.filter((group) => matches(group.name, query.search)),
      query,
    );
  }
}

/** A row of counts as numbers; a store or group without products has no row. */
function toCounts(row: CountRow | undefined): ProductCountsDto {
  return {
    productCount: Number(row?.product_count ?? 0),
    chosenCount: Number(row?.chosen_count ?? 0),
    inShopCount: Number(row?.in_shop_count ?? 0),
    pendingCount: Number(row?.pending_count ?? 0),
    syncedCount: Number(row?.synced_count ?? 0),
    skippedCount: Number(row?.skipped_count ?? 0),
    failedCount: Number(row?.failed_count ?? 0),
  };
}

function matches(name: string, search: string | undefined): boolean {
  return !search || name.toLowerCase().includes(search.toLowerCase());
}

function slicePage<T>(all: T[], query: PageQuery): Page<T> {
  const from = (query.page - 1) * query.pageSize;
  return pageOf(all.slice(from, from + query.pageSize), all.length, query);
}
