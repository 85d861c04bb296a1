import { planMirror, type MirrorInput, type Plan } from '@evosync/mirror';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { LinksService } from '../catalog/links.service.js';
import { ShopSide } from '../catalog/shop-side.js';
import { Settings } from '../config/settings.js';
import { VkCatalogService } from '../vk-catalog/vk-catalog.service.js';
import { PRICE_MULTIPLIER, SyncSettingsService } from './sync-settings.service.js';

/** A plan together with what it was made from. */
export interface PlannedMirror {
  plan: Plan;
  input: MirrorInput;
}

/** Makes the plan from the cached catalogues; preview and run show and execute the same one. */
@Injectable()
export class PlanService implements OnModuleInit {
  constructor(
    private readonly settings: Settings,
    private readonly links: LinksService,
    private readonly vkCatalog: VkCatalogService,
    private readonly syncSettings: SyncSettingsService,
    private readonly shop: ShopSide,
  ) {}

  onModuleInit(): void {
    this.shop.tellMultiplier(PRICE_MULTIPLIER);
  }

  async plan(userId: number): Promise<PlannedMirror> {
    const [vk, settings] = await Promise.all([this.vkCatalog.loadForPlan(userId), this.syncSettings.find(userId)]);
    const skus = new Set(vk.items.flatMap(({ sku }) => (sku === null ? [] : [sku])));
    const catalog = await this.links.loadForPlan(userId, skus);
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
}
