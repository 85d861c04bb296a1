import { planMirror, type Decision, type MirrorInput, type Plan } from '@evosync/mirror';
import { Injectable } from '@nestjs/common';
import { LinksService } from '../catalog/links.service.js';
import { pageOf } from '../common/pagination.js';
import { Settings } from '../config/settings.js';
import { VkCatalogService } from '../vk-catalog/vk-catalog.service.js';
import type { PreviewDto, PreviewQuery } from './dto/run.dto.js';
import { noCounts, type RunCounts } from './run.js';
import { SyncSettingsService } from './sync-settings.service.js';

/** A plan together with what it was made from. */
export interface PlannedMirror {
  plan: Plan;
  input: MirrorInput;
}

const COUNTED: Record<Decision['action'], keyof RunCounts> = {
  create: 'created',
  update: 'updated',
  adopt: 'adopted',
  hide: 'hidden',
  delete: 'deleted',
  skip: 'skipped',
  unchanged: 'unchanged',
};

/** Makes the plan from the cached catalogues; preview and run show and execute the same one. */
@Injectable()
export class PlanService {
  constructor(
    private readonly settings: Settings,
    private readonly links: LinksService,
    private readonly vkCatalog: VkCatalogService,
    private readonly syncSettings: SyncSettingsService,
  ) {}

  async plan(userId: number): Promise<PlannedMirror> {
    const [catalog, vk, settings] = await Promise.all([
      this.links.loadForPlan(userId),
      this.vkCatalog.loadForPlan(userId),
      this.syncSettings.find(userId),
    ]);
    const input: MirrorInput = {
      ...catalog,
      ...vk,
      settings: {
        priceMultiplier: settings.priceMultiplier,
        stockMode: settings.stockMode,
        stockAmount: this.settings.vkStockAmount,
        onRemoved: settings.onRemoved,
        adoptExisting: settings.adoptExisting,
      },
    };
    return { plan: planMirror(input), input };
  }

  /** What the next run would do with each product, changes only unless one kind is asked for. */
  async preview(userId: number, query: PreviewQuery): Promise<PreviewDto> {
    const { plan } = await this.plan(userId);
    const counts = noCounts();
    for (const decision of plan.decisions) counts[COUNTED[decision.action]] += 1;
    counts.albumsCreated = plan.operations.filter((operation) => operation.kind === 'create-album').length;
    const wanted = plan.decisions.filter(
      (decision) =>
        (query.action ? decision.action === query.action : decision.action !== 'unchanged') &&
        (!query.search || decision.name.toLowerCase().includes(query.search.toLowerCase())),
    );
    const from = (query.page - 1) * query.pageSize;
    const items = wanted.slice(from, from + query.pageSize).map(({ product, name, action, reason, itemId }) => ({
      productId: product.productId,
      storeId: product.storeId,
      name,
      action,
      reason,
      vkProductId: itemId,
    }));
    return { counts, ...pageOf(items, wanted.length, query) };
  }
}
