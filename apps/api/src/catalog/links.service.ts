import { idKey } from '@evosync/evotor';
import {
  type AlbumLink,
  type AskedAlbum,
  type ItemLink,
  type MirrorGroup,
  type MirrorProduct,
  type MirrorStore,
  type ProductKey,
  productKeyOf,
} from '@evosync/mirror';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, In, IsNull, Not } from 'typeorm';
import { fromStored, toStored } from '../common/stored-words.js';
import type { Words } from '../common/words.js';
import { CachedGroup } from './cached-group.entity.js';
import { CachedProduct, type CachedImage, type StoredSyncState } from './cached-product.entity.js';
import { CachedStore } from './cached-store.entity.js';
import { UNGROUPED } from './ungrouped.js';
import { FiltersService } from './filters.service.js';
import { PhotoLinks } from './photos/photo-links.js';
import { PlanGoods, type PlanRow } from './plan-row.mapper.js';
import { updateProducts } from './update-products.js';

/** The catalogue's half of what a plan is made from. */
export interface CatalogForPlan {
  stores: MirrorStore[];
  groups: MirrorGroup[];
  products: MirrorProduct[];
  goneProducts: ProductKey[];
  itemLinks: ItemLink[];
  albumLinks: AlbumLink[];
  askedAlbums: AskedAlbum[];
}

/** What came of a product, as the catalogue shows it until the next change. */
export interface ProductState extends ProductKey {
  state: StoredSyncState | null;
  reason: string | null;
  message: Words | null;
}

const ROWS_AT_ONCE = 2_000;

/** Which item of VK stands for which product, and which album for which group. */
@Injectable()
export class LinksService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly filters: FiltersService,
    readonly photos: PhotoLinks,
  ) {}

  /**
   * Everything a plan needs to know of the register: what is listed, what is enabled, what is linked. `skus` are those
   * that items in VK carry: by one of them even a product out of scope, or gone, may have an item.
   */
  async loadForPlan(userId: number, skus: ReadonlySet<string>): Promise<CatalogForPlan> {
    const [stores, groups, filters] = await Promise.all([
      this.dataSource.getRepository(CachedStore).findBy({ userId, removedAt: IsNull() }),
      this.dataSource.getRepository(CachedGroup).findBy({ userId }),
      this.filters.findAll(userId),
    ]);
    const enabled = new Set(filters.map((f) => `${f.entityType}:${idKey(f.storeId)}:${idKey(f.entityId)}`));
    const here = groups.filter((group) => !group.removedAt);
    const planStores: MirrorStore[] = stores.map((store) => ({
      id: store.id,
      enabled: enabled.has(`store:${idKey(store.id)}:${idKey(store.id)}`),
      readable: store.readable,
      ungroupedEnabled: enabled.has(`group:${idKey(store.id)}:${UNGROUPED}`),
    }));
    const planGroups: MirrorGroup[] = here.map((group) => ({
      storeId: group.storeId,
      id: group.id,
      name: group.name,
      parentId: group.parentId,
      isModification: group.isModification,
      enabled: enabled.has(`group:${idKey(group.storeId)}:${idKey(group.id)}`),
    }));
    const goods = new PlanGoods(planStores, planGroups, skus, await this.photos.forPlan(userId));
    for await (const rows of this.planRows(userId)) rows.forEach((row) => goods.add(row));
    return {
      stores: planStores,
      groups: planGroups,
      products: goods.products,
      goneProducts: goods.goneProducts,
      itemLinks: goods.itemLinks,
      albumLinks: groups.flatMap((group) =>
        group.vkAlbumId === null
          ? []
          : [
              {
                storeId: group.storeId,
                groupId: group.id,
                albumId: group.vkAlbumId,
                sentTitle: group.vkSentTitle,
                shownTitle: group.vkShownTitle,
              },
            ],
      ),
      askedAlbums: groups.flatMap((group) =>
        group.vkAlbumId === null && group.vkSentTitle !== null
          ? [{ storeId: group.storeId, groupId: group.id, title: group.vkSentTitle }]
          : [],
      ),
    };
  }

  /** A user's products, a few thousand rows at a time, so that the driver's rows are never all held at once. */
  private async *planRows(userId: number): AsyncGenerator<PlanRow[], void> {
    const stores = await this.dataSource.query<{ store_id: string }[]>(
      'SELECT DISTINCT store_id FROM cached_products WHERE user_id = ?',
      [userId],
    );
    for (const { store_id: storeId } of stores) {
      for (let after: string | undefined = ''; after !== undefined;) {
        const rows: PlanRow[] = await this.dataSource.query<PlanRow[]>(
          `SELECT store_id, id, name, type, price, quantity, measure_name, allow_to_sell, description, parent_id,
             is_age_limited, switched_off, removed_at IS NOT NULL AS removed, vk_product_id, vk_adopted, vk_hidden,
             vk_sent, vk_shown
           FROM cached_products WHERE user_id = ? AND store_id = ? AND id > ? ORDER BY id LIMIT ?`,
          [userId, storeId, after, ROWS_AT_ONCE],
        );
        yield rows;
        after = rows.length < ROWS_AT_ONCE ? undefined : rows.at(-1)?.id;
      }
    }
  }

  /** Ids of all items that some product of the user is linked to. */
  async linkedItemIds(userId: number): Promise<number[]> {
    const rows = await this.dataSource.query<{ vk_product_id: string }[]>(
      'SELECT vk_product_id FROM cached_products WHERE user_id = ? AND vk_product_id IS NOT NULL',
      [userId],
    );
    return rows.map((row) => Number(row.vk_product_id));
  }

  /** Writes the item that stands for each product, and what was sent and shown. */
  async saveItemLinks(userId: number, links: readonly ItemLink[]): Promise<void> {
    await updateProducts(
      this.dataSource,
      userId,
      ['vk_product_id', 'vk_adopted', 'vk_hidden', 'vk_sent', 'vk_shown'],
      links.map((link) => [
        link,
        [
          link.itemId,
          link.adopted ? 1 : 0,
          link.hidden ? 1 : 0,
          link.sent && JSON.stringify(link.sent),
          link.shown && JSON.stringify(link.shown),
        ],
      ]),
    );
  }

  /** Forgets the items of these products. */
  async dropItemLinks(userId: number, keys: readonly ProductKey[]): Promise<void> {
    await updateProducts(
      this.dataSource,
      userId,
      ['vk_product_id', 'vk_adopted', 'vk_hidden', 'vk_sent', 'vk_shown'],
      keys.map((key) => [key, [null, 0, 0, null, null]]),
    );
  }

  /** Writes what came of each product, where it differs from what stands there. */
  async saveStates(userId: number, states: readonly ProductState[]): Promise<void> {
    await updateProducts(
      this.dataSource,
      userId,
      ['sync_state', 'sync_reason', 'sync_message'],
      states.map((state) => [state, [state.state, state.reason, toStored(state.message)]]),
    );
  }

  /** What is stored as the state of each product that is not simply synced, by the comparable form of its key. */
  async openStates(userId: number): Promise<Map<string, ProductState>> {
    const rows = await this.dataSource.query<
      { store_id: string; id: string; s: StoredSyncState | null; r: string | null; m: string | null }[]
    >(
      `SELECT store_id, id, sync_state AS s, sync_reason AS r, sync_message AS m FROM cached_products
       WHERE user_id = ? AND (sync_state IS NULL OR sync_state <> 'synced')`,
      [userId],
    );
    return new Map(
      rows.map((row) => {
        const state = {
          storeId: row.store_id,
          productId: row.id,
          state: row.s,
          reason: row.r,
          message: fromStored(row.m),
        };
        return [productKeyOf(state), state];
      }),
    );
  }

  /** A setting changed that every product depends on: all of them wait for the next run. */
  async forgetStates(userId: number): Promise<void> {
    await this.dataSource
      .getRepository(CachedProduct)
      .update({ userId, syncState: Not(IsNull()) }, { syncState: null });
  }

  /** Writes the album that stands for a group. */
  async saveAlbumLink(userId: number, link: AlbumLink): Promise<void> {
    await this.dataSource
      .getRepository(CachedGroup)
      .update(
        { userId, storeId: link.storeId, id: link.groupId },
        { vkAlbumId: link.albumId, vkSentTitle: link.sentTitle, vkShownTitle: link.shownTitle },
      );
  }

  /** Writes that VK is about to be asked for these albums, so that they are known whatever becomes of the answers. */
  async noteAskedAlbums(userId: number, albums: readonly AskedAlbum[]): Promise<void> {
    for (const { storeId, groupId, title } of albums) {
      await this.dataSource
        .getRepository(CachedGroup)
        .update({ userId, storeId, id: groupId }, { vkAlbumId: null, vkSentTitle: title, vkShownTitle: null });
    }
  }

  /** The merchant chose another community: nothing there is known yet. */
  async forgetShop(userId: number): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await manager.query(
        `UPDATE cached_products SET vk_product_id = NULL, vk_adopted = 0, vk_hidden = 0, vk_sent = NULL,
           vk_shown = NULL, sync_state = NULL WHERE user_id = ?`,
        [userId],
      );
      await manager.update(CachedGroup, { userId }, { vkAlbumId: null, vkSentTitle: null, vkShownTitle: null });
    });
  }

  /** True when Evotor's listing carries pictures (it does so only with the right to see them). */
  listsImages(userId: number): Promise<boolean> {
    return this.dataSource.getRepository(CachedProduct).existsBy({ userId, images: Not(IsNull()) });
  }

  /** Pictures of these products in the Evotor Cloud, by product id in lower case; null: Evotor did not say. */
  async imagesOf(userId: number, storeId: string, ids: readonly string[]): Promise<Map<string, CachedImage[] | null>> {
    if (ids.length === 0) return new Map();
    const rows = await this.dataSource
      .getRepository(CachedProduct)
      .find({ select: { id: true, images: true }, where: { userId, storeId, id: In([...ids]) } });
    return new Map(rows.map((row) => [idKey(row.id), row.images]));
  }

  /** The products that these items stand for, by item id. */
  async productsOfItems(userId: number, itemIds: readonly number[]): Promise<Map<number, ProductKey>> {
    if (itemIds.length === 0) return new Map();
    const rows = await this.dataSource.query<{ store_id: string; id: string; vk_product_id: string }[]>(
      'SELECT store_id, id, vk_product_id FROM cached_products WHERE user_id = ? AND vk_product_id IN (?)',
      [userId, itemIds],
    );
    return new Map(rows.map((row) => [Number(row.vk_product_id), { storeId: row.store_id, productId: row.id }]));
  }

  /** The groups that these albums stand for, by album id. */
  async groupsOfAlbums(userId: number): Promise<Map<number, { storeId: string; groupId: string; name: string }>> {
    const groups = await this.dataSource
      .getRepository(CachedGroup)
      .findBy({ userId, vkAlbumId: Not(IsNull()), removedAt: IsNull() });
    return new Map(
      groups.map((group) => [group.vkAlbumId ?? 0, { storeId: group.storeId, groupId: group.id, name: group.name }]),
    );
  }
}
