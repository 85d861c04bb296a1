import { idKey, type EvotorGroup, type EvotorStore } from '@evosync/evotor';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, In, IsNull } from 'typeorm';
import { CachedGroup } from './cached-group.entity.js';
import { CachedProduct } from './cached-product.entity.js';
import { CachedStore } from './cached-store.entity.js';
import { ProductListing } from './product-listing.js';

/** Writes what Evotor listed: only rows whose content changed; rows no longer listed are marked as removed. */
@Injectable()
export class CatalogWriter {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  async hasStores(userId: number): Promise<boolean> {
    return this.dataSource.getRepository(CachedStore).existsBy({ userId, removedAt: IsNull() });
  }

  /** A whole list of stores. Products of a store that is gone are gone with it. */
  async writeStores(userId: number, stores: readonly EvotorStore[]): Promise<void> {
    const repository = this.dataSource.getRepository(CachedStore);
    const known = new Map((await repository.findBy({ userId })).map((store) => [idKey(store.id), store]));
    const now = new Date();
    for (const store of stores) {
      const before = known.get(idKey(store.id));
      known.delete(idKey(store.id));
      const content = { name: store.name.slice(0, 500), address: store.address?.slice(0, 1000) ?? null };
      if (!before) await repository.insert({ userId, id: store.id, ...content });
      else if (before.removedAt || before.name !== content.name || before.address !== content.address) {
        await repository.update({ userId, id: before.id }, { ...content, removedAt: null });
      }
    }
    const gone = [...known.values()].filter((store) => !store.removedAt).map((store) => store.id);
    if (gone.length === 0) return;
    await this.dataSource.transaction(async (manager) => {
      await manager.update(CachedStore, { userId, id: In(gone) }, { removedAt: now });
      await manager.update(CachedGroup, { userId, storeId: In(gone), removedAt: IsNull() }, { removedAt: now });
      await manager.update(CachedProduct, { userId, storeId: In(gone), removedAt: IsNull() }, { removedAt: now });
    });
  }

  /** A whole list of a store's groups; those no longer listed are marked only when `believeGone`. */
  async writeGroups(
    userId: number,
    storeId: string,
    groups: readonly EvotorGroup[],
    believeGone: boolean,
  ): Promise<void> {
    const repository = this.dataSource.getRepository(CachedGroup);
    const known = new Map((await repository.findBy({ userId, storeId })).map((group) => [idKey(group.id), group]));
    const changed: Partial<CachedGroup>[] = [];
    for (const group of groups) {
      const before = known.get(idKey(group.id));
      known.delete(idKey(group.id));
      const row = {
        userId,
        storeId,
        id: before?.id ?? group.id,
        name: group.name.slice(0, 500),
        parentId: group.parentId,
        isModification: group.isModification,
        removedAt: null,
      };
      if (
        !before ||
        before.removedAt ||
        before.name !== row.name ||
        before.parentId !== row.parentId ||
        before.isModification !== row.isModification
      ) {
        changed.push(row);
      }
    }
    for (let from = 0; from < changed.length; from += 500) {
      await repository
        .createQueryBuilder()
        .insert()
        .values(changed.slice(from, from + 500))
        .orUpdate(['name', 'parent_id', 'is_modification', 'removed_at'])
        .updateEntity(false)
        .execute();
    }
    const gone = [...known.values()].filter((group) => !group.removedAt).map((group) => group.id);
    if (believeGone && gone.length > 0) {
      await repository.update({ userId, storeId, id: In(gone) }, { removedAt: new Date() });
    }
  }

  /** Opens the listing of one store's products, to be written page by page and closed at its end. */
  openListing(userId: number, storeId: string): Promise<ProductListing> {
    return ProductListing.open(this.dataSource, userId, storeId);
  }

  /** A store that could not be read: everything in it stays as it is. */
  async markUnread(userId: number, storeId: string, code: string, subscriptionRequired: boolean): Promise<void> {
    await this.dataSource
      .getRepository(CachedStore)
      .update({ userId, id: storeId }, { readable: false, problemCode: code, subscriptionRequired });
  }
}
