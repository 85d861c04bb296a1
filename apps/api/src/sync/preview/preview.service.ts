import type { Decision } from '@evosync/mirror';
import { idKey } from '@evosync/evotor';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource, IsNull } from 'typeorm';
import { CachedStore } from '../../catalog/cached-store.entity.js';
import { FiltersService } from '../../catalog/filters.service.js';
import { ReadingNotes } from '../../catalog/reading-notes.js';
import { ShopSide } from '../../catalog/shop-side.js';
import { pageOf } from '../../common/pagination.js';
import { ConnectionsService } from '../../connections/connections.service.js';
import { vkItemUrl } from '../../connections/vk-url.js';
import { PlanService } from '../plan.service.js';
import { noCounts, type RunCounts } from '../run.js';
import { SyncSettingsService } from '../sync-settings.service.js';
import { PlanView, type PlannedProduct } from './planned-item.mapper.js';
import type { FreshnessDto, PreviewDto, PreviewQuery } from './preview.dto.js';

const COUNTED: Record<Decision['action'], keyof RunCounts> = {
  create: 'created',
  update: 'updated',
  adopt: 'adopted',
  hide: 'hidden',
  delete: 'deleted',
  skip: 'skipped',
  unchanged: 'unchanged',
};

/** What the next run would do, before anything is sent. */
@Injectable()
export class PreviewService {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly plans: PlanService,
    private readonly filters: FiltersService,
    private readonly shop: ShopSide,
    private readonly connections: ConnectionsService,
    private readonly syncSettings: SyncSettingsService,
    private readonly notes: ReadingNotes,
  ) {}

  /** The plan made from what was read last: counts of all of it, a page of its products, how old the data are. */
  async show(userId: number, query: PreviewQuery): Promise<PreviewDto> {
    const [planned, blocked, freshness, vk] = await Promise.all([
      this.plans.plan(userId),
      this.blockOf(userId),
      this.freshness(userId),
      this.connections.findVk(userId),
    ]);
    const view = new PlanView(planned);
    const counts = noCounts();
    for (const product of view.products) counts[COUNTED[product.action]] += 1;
    const albums = view.albums();
    counts.albumsCreated = albums.filter((album) => album.action === 'create').length;

    const wanted = view.products.filter(wantedBy(query));
    const from = (query.page - 1) * query.pageSize;
    const page = wanted.slice(from, from + query.pageSize);
    const photos = await this.shop.photos(
      userId,
      page.flatMap(({ itemId }) => (itemId === null ? [] : [itemId])),
    );
    const items = page.map((product) =>
      view.show(product, {
        photoUrl: photos.get(product.itemId ?? 0) ?? null,
        url: vk && product.itemId !== null ? vkItemUrl(vk.groupId, product.itemId) : null,
      }),
    );
    return { counts, blocked, freshness, albums, ...pageOf(items, wanted.length, query) };
  }

  /** How old the data are that a plan would be made from now. */
  async freshness(userId: number): Promise<FreshnessDto> {
    const [stores, filters, vk, lastReading] = await Promise.all([
      this.dataSource.getRepository(CachedStore).findBy({ userId, removedAt: IsNull() }),
      this.filters.findAll(userId),
      this.connections.findVk(userId),
      this.notes.lastReadings(userId),
    ]);
    const enabled = new Set(filters.filter((f) => f.entityType === 'store').map((f) => idKey(f.entityId)));
    const chosen = stores.filter((store) => enabled.has(idKey(store.id)));
    const oldest = chosen.reduce(
      (time, store) => Math.min(time, lastReading(store)?.getTime() ?? 0),
      chosen.length > 0 ? Infinity : 0,
    );
    return {
      catalogReadAt: oldest === 0 ? null : new Date(oldest),
      vkReadAt: vk?.readAt ?? null,
      unreadStores: chosen
        .filter((store) => !store.readable)
        .map(({ id, name, problemCode }) => ({ id, name, code: problemCode })),
    };
  }

  private async blockOf(userId: number): Promise<PreviewDto['blocked']> {
    const [evotor, vk, problem, settings] = await Promise.all([
      this.connections.findEvotor(userId),
      this.connections.findVk(userId),
      this.connections.blockingProblem(userId),
      this.syncSettings.find(userId),
    ]);
    if (!evotor) return 'evotor_not_connected';
    if (!vk) return 'vk_not_connected';
    if (problem) return 'connection_needs_attention';
    return settings.mirrorEnabled ? null : 'mirror_off';
  }
}

function wantedBy({ action, reason, search }: PreviewQuery): (product: PlannedProduct) => boolean {
  const text = search?.trim().toLowerCase() ?? '';
  return (product) =>
    (action ? product.action === action : product.action !== 'unchanged') &&
    (!reason || product.reason === reason) &&
    (text === '' || product.name.toLowerCase().includes(text));
}
