import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { LinksService } from '../catalog/links.service.js';
import type { SaveSyncSettingsDto, SyncSettingsDto } from './dto/settings.dto.js';
import { SyncConfig } from './sync-config.entity.js';

const DEFAULTS: SyncSettingsDto = {
  refreshCatalogEnabled: true,
  refreshVkCatalogEnabled: true,
  mirrorEnabled: true,
  priceMultiplier: '1',
  stockMode: 'fixed',
  onRemoved: 'hide',
  adoptExisting: 'title',
};

/** The multiplier of M3 for the product `p`, as a column. */
export const PRICE_MULTIPLIER = `COALESCE(
  (SELECT config.price_multiplier FROM sync_configs config WHERE config.user_id = p.user_id),
  ${DEFAULTS.priceMultiplier})`;

/** How one merchant wants the mirror to behave. */
@Injectable()
export class SyncSettingsService {
  constructor(
    @InjectRepository(SyncConfig) private readonly repository: Repository<SyncConfig>,
    private readonly links: LinksService,
  ) {}

  async find(userId: number): Promise<SyncSettingsDto> {
    const config = await this.repository.findOneBy({ userId });
    if (!config) return { ...DEFAULTS };
    return {
      refreshCatalogEnabled: config.refreshCatalogEnabled,
      refreshVkCatalogEnabled: config.refreshVkCatalogEnabled,
      mirrorEnabled: config.mirrorEnabled,
      priceMultiplier: config.priceMultiplier.includes('.')
        ? config.priceMultiplier.replace(/\.?0+$/, '')
        : config.priceMultiplier,
      stockMode: config.stockMode,
      onRemoved: config.onRemoved,
      adoptExisting: config.adoptExisting,
    };
  }

  /** Fields left out keep their values. Every product then waits for the next run. */
  async save(userId: number, changes: SaveSyncSettingsDto): Promise<SyncSettingsDto> {
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
    await this.repository.upsert({ userId, ...(await this.find(userId)), ...given }, ['userId']);
    await this.links.forgetStates(userId);
    return this.find(userId);
  }
}
