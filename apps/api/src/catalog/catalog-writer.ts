import { idKey, type EvotorGroup, type EvotorStore } from '@evosync/evotor';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, In, IsNull, Not } from 'typeorm';
import { CachedGroup } from './cached-group.entity.js';
import { CachedProduct } from './cached-product.entity.js';
import { CachedStore } from './cached-store.entity.js';
import { ProductListing } from './product-listing.js';
import type { StoreProblem } from './store-problem.js';

type GroupRow = Pick<CachedGroup, 'userId' | 'storeId' | 'id' | 'name' | 'parentId' | 'isModification' | 'removedAt'>;

/** What a list of groups says against what is known: rows to write, and ids no longer listed. */
export interface GroupChanges {
  changed: GroupRow[];
  gone: string[];
}

/** Writes what Evotor listed: only rows whose content changed; rows no longer listed are marked as removed. */
@Injectable()
export class CatalogWriter {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Stores that Evotor listed last. */
  findStores(userId: number): Promise<CachedStore[]> {
    return this.dataSource.getRepository(CachedStore).findBy({ userId, removedAt: IsNull() });
  }

  /** Stores as listed: only those that are new or changed are written. */
  async writeStores(userId: number, stores: readonly EvotorStore[]): Promise<void> {
    const repository = this.dataSource.getRepository(CachedStore);
    const known = new Map((await repository.findBy({ userId })).map((store) => [idKey(store.id), store]));
    for (const store of stores) {
      const before = known.get(idKey(store.id));
      const content = { name: store.name.slice(0, 500), address: store.address?.slice(0, 1000) ?? null };
      if (!before) await repository.insert({ userId, id: store.id, ...content });
      else if (before.removedAt || before.name !== content.name || before.address !== content.address) {
        await repository.update({ userId, id: before.id }, { ...content, removedAt: null });
      }
    }
  }

  /** Stores that are gone, and the groups and products in them. */
  async removeStores(userId: number, storeIds: readonly string[]): Promise<void> {
    if (storeIds.length === 0) return;
    const gone = In([...storeIds]);
    const removedAt = new Date();
    await this.dataSource.transaction(async (manager) => {
      await manager.update(CachedStore, { userId, id: gone }, { removedAt });
      await manager.update(CachedGroup, { userId, storeId: gone, removedAt: IsNull() }, { removedAt });
      await manager.update(CachedProduct, { userId, storeId: gone, removedAt: IsNull() }, { removedAt });
    });
  }

  /** Compares a whole list of a store's groups with what is known, and writes nothing yet. */
  async compareGroups(userId: number, storeId: string, groups: readonly EvotorGroup[]): Promise<GroupChanges> {
    const rows = await this.dataSource.getRepository(CachedGroup).findBy({ userId, storeId });
    const known = new Map(rows.map((group) => [idKey(group.id), group]));
    const changed: GroupRow[] = [];
    for (const group of groups) {
      const before = known.get(idKey(group.id));
      known.delete(idKey(group.id));
      const row = {
        ...{ userId, storeId, id: before?.id ?? group.id, name: group.name.slice(0, 500), parentId: group.parentId },
        ...{ isModification: group.isModification, removedAt: null },
      };
      if (!before || !sameGroup(before, row)) changed.push(row);
    }
    return { changed, gone: [...known.values()].filter((group) => !group.removedAt).map((group) => group.id) };
  }

  /** Writes what `compareGroups` found. */
  async writeGroups(userId: number, storeId: string, { changed, gone }: GroupChanges): Promise<void> {
    const repository = this.dataSource.getRepository(CachedGroup);
    for (let from = 0; from < changed.length; from += 500) {
      await repository
        .createQueryBuilder()
        .insert()
        .values(changed.slice(from, from + 500))
        .orUpdate(['name', 'parent_id', 'is_modification', 'removed_at'])
        .updateEntity(false)
        .execute();
    }
    if (gone.length > 0) await repository.update({ userId, storeId, id: In(gone) }, { removedAt: new Date() });
  }

  /** Whether some product of the store is linked to an item of VK. */
  async isInShop(userId: number, storeId: string): Promise<boolean> {
    return this.dataSource.getRepository(CachedProduct).existsBy({ userId, storeId, vkProductId: Not(IsNull()) });
  }

  /** Opens the listing of one store's products, to be written page by page. */
  openListing(userId: number, storeId: string): ProductListing {
    return new ProductListing(this.dataSource, userId, storeId);
  }

  /** Whether the last reading of the store came back empty although something was known. */
  wasEmpty(userId: number, storeId: string): Promise<boolean> {
    return this.dataSource.getRepository(CachedStore).existsBy({ userId, id: storeId, emptySeenAt: Not(IsNull()) });
  }

  /** The store was read; written only when it was not readable before. */
  async markRead(userId: number, storeId: string, now: Date): Promise<void> {
    await this.dataSource
      .createQueryBuilder()
      .update(CachedStore)
      .set({ readable: true, problemCode: null, subscriptionRequired: false, emptySeenAt: null, readAt: now })
      .where('user_id = :userId AND id = :storeId', { userId, storeId })
      .andWhere('(readable = 0 OR problem_code IS NOT NULL OR subscription_required = 1 OR empty_seen_at IS NOT NULL)')
      .execute();
  }

  /** A store that could not be read: everything in it stays as it is. */
  async markUnread(userId: number, storeId: string, problem: StoreProblem): Promise<void> {
    const { code, subscriptionRequired = false, empty = false } = problem;
    const values = {
      readable: false,
      problemCode: code,
      subscriptionRequired,
      ...(empty && { emptySeenAt: new Date() }),
    };
    await this.dataSource
      .createQueryBuilder()
      .update(CachedStore)
      .set(values)
      .where('user_id = :userId AND id = :storeId', { userId, storeId })
      .andWhere(
        '(readable = 1 OR NOT problem_code <=> :code OR subscription_required <> :subscriptionRequired OR :empty)',
        {
          ...{ code, subscriptionRequired, empty },
        },
      )
      .execute();
  }
}

function sameGroup(before: CachedGroup, row: GroupRow): boolean {
  return (
    !before.removedAt &&
    before.name === row.name &&
    before.parentId === row.parentId &&
    before.isModification === row.isModification
  );
}
