import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, IsNull } from 'typeorm';
import { validationFailed } from '../common/input.pipe.js';
import { Problem } from '../common/problem.js';
import { CachedGroup } from './cached-group.entity.js';
import { CachedProduct } from './cached-product.entity.js';
import { CachedStore } from './cached-store.entity.js';
import type { SwitchProductsDto } from './dto/product-filter.dto.js';
import { productsWhere } from './product-filter.js';
import { UNGROUPED } from './ungrouped.js';
import { SyncFilter } from './sync-filter.entity.js';

const ONE_OF_BOTH = {
  field: 'productIds',
  message: { ru: 'Укажите либо товары, либо фильтр', en: 'Give either products or a filter' },
};

/** The merchant's switches: which stores, groups and products are mirrored. Everything starts off. */
@Injectable()
export class FiltersService {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Throws a 404 Problem for a store that Evotor does not list. */
  async switchStore(userId: number, storeId: string, enabled: boolean): Promise<string> {
    const store = await this.findStore(userId, storeId);
    await this.put(userId, 'store', store.id, [store.id], enabled);
    return store.id;
  }

  /** Throws a 404 Problem for an unknown store or group. Groups inside it are not touched. */
  async switchGroup(userId: number, storeId: string, groupId: string, enabled: boolean): Promise<string> {
    const store = await this.findStore(userId, storeId);
    const id = groupId.toLowerCase() === UNGROUPED ? UNGROUPED : (await this.findGroup(userId, store.id, groupId)).id;
    await this.put(userId, 'group', store.id, [id], enabled);
    return id;
  }

  /** All groups of a store, and its ungrouped products, at once. Throws a 404 Problem for an unknown store. */
  async switchAllGroups(userId: number, storeId: string, enabled: boolean): Promise<void> {
    const store = await this.findStore(userId, storeId);
    if (!enabled) {
      await this.dataSource.getRepository(SyncFilter).delete({ userId, entityType: 'group', storeId: store.id });
      return;
    }
    const groups = await this.dataSource
      .getRepository(CachedGroup)
      .find({ select: { id: true }, where: { userId, storeId: store.id, isModification: false, removedAt: IsNull() } });
    await this.put(userId, 'group', store.id, [UNGROUPED, ...groups.map((group) => group.id)], true);
  }

  /** A product's own switch. Throws a 404 Problem for an unknown product. */
  async switchProduct(userId: number, storeId: string, productId: string, enabled: boolean): Promise<string> {
    const store = await this.findStore(userId, storeId);
    const products = this.dataSource.getRepository(CachedProduct);
    const where = { userId, storeId: store.id, id: productId, removedAt: IsNull() };
    const product = await products.findOne({ select: { id: true }, where });
    if (!product)
      throw Problem.notFound('product_not_found', {
        ru: 'Такого товара нет в этом магазине.',
        en: 'There is no such product in this store.',
      });
    await products.update({ userId, storeId: store.id, id: product.id }, { switchedOff: !enabled, syncState: null });
    return product.id;
  }

  /**
   * Many products' own switches in one statement: those named, or all that a filter shows. Answers how many changed.
   * Throws a 404 Problem for an unknown store, a 400 one unless exactly one of both ways is used.
   */
  async switchProducts(userId: number, storeId: string, wanted: SwitchProductsDto): Promise<number> {
    const { enabled, productIds, filter } = wanted;
    if ((productIds === undefined) === (filter === undefined)) throw validationFailed([ONE_OF_BOTH]);
    const store = await this.findStore(userId, storeId);
    const { sql, params } = productsWhere(userId, store.id, filter ?? {});
    const named = productIds ? ' AND p.id IN (?)' : '';
    const result = await this.dataSource.query<{ affectedRows: number }>(
      `UPDATE cached_products p SET p.switched_off = ?, p.sync_state = NULL
       WHERE ${sql}${named} AND p.switched_off = ?`,
      [enabled ? 0 : 1, ...params, ...(productIds ? [productIds] : []), enabled ? 1 : 0],
    );
    return result.affectedRows;
  }

  /** The filters as the planner needs them. */
  findAll(userId: number): Promise<SyncFilter[]> {
    return this.dataSource.getRepository(SyncFilter).findBy({ userId });
  }

  /** A store that Evotor lists now. Throws a 404 Problem otherwise. */
  async findStore(userId: number, storeId: string): Promise<CachedStore> {
    const store = await this.dataSource
      .getRepository(CachedStore)
      .findOneBy({ userId, id: storeId, removedAt: IsNull() });
    if (!store)
      throw Problem.notFound('store_not_found', { ru: 'Такого магазина нет.', en: 'There is no such store.' });
    return store;
  }

  private async findGroup(userId: number, storeId: string, groupId: string): Promise<CachedGroup> {
    const group = await this.dataSource
      .getRepository(CachedGroup)
      .findOneBy({ userId, storeId, id: groupId, isModification: false, removedAt: IsNull() });
    if (!group)
      throw Problem.notFound('group_not_found', {
        ru: 'Такой группы нет в этом магазине.',
        en: 'There is no such group in this store.',
      });
    return group;
  }

  private async put(
    userId: number,
    entityType: 'store' | 'group',
    storeId: string,
    ids: string[],
    enabled: boolean,
  ): Promise<void> {
    const filters = this.dataSource.getRepository(SyncFilter);
    if (!enabled) {
      for (const entityId of ids) await filters.delete({ userId, entityType, storeId, entityId });
      return;
    }
    const rows = ids.map((entityId) => ({ userId, entityType, storeId, entityId }));
    await filters.createQueryBuilder().insert().values(rows).orIgnore().updateEntity(false).execute();
  }
}
