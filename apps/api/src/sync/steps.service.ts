import { Injectable } from '@nestjs/common';
import { FiltersService } from '../catalog/filters.service.js';
import { LinksService } from '../catalog/links.service.js';
import { RefreshCatalogService, type RefreshOutcome } from '../catalog/refresh-catalog.service.js';
import { ConnectionsService } from '../connections/connections.service.js';
import { RefreshVkCatalogService } from '../vk-catalog/refresh-vk-catalog.service.js';
import { MirrorService } from './mirror/mirror.service.js';
import { RunTrack } from './run-track.js';
import { NO_STORE_PAID, someFailed, storesUnread } from './run-words.js';
import type { RunCounts, RunError } from './run.js';
import { RegisterChanges } from './register-changes/register-changes.js';
import { RunsService } from './runs.service.js';
import type { SyncRun } from './sync-run.entity.js';
import { SyncSettingsService } from './sync-settings.service.js';

/** What each step of the pipeline does for a run. A step that is switched off, or lacks a connection, is passed over. */
@Injectable()
export class StepsService {
  constructor(
    private readonly runs: RunsService,
    private readonly settings: SyncSettingsService,
    private readonly connections: ConnectionsService,
    private readonly filters: FiltersService,
    private readonly links: LinksService,
    private readonly catalog: RefreshCatalogService,
    private readonly vkCatalog: RefreshVkCatalogService,
    private readonly mirror: MirrorService,
    private readonly changes: RegisterChanges,
  ) {}

  /** Evotor's stores, groups and products into the cached tables. */
  async refreshCatalog(run: SyncRun, signal: AbortSignal): Promise<void> {
    const { refreshCatalogEnabled, stockMode } = await this.settings.find(run.userId);
    if (!refreshCatalogEnabled) return;
    const track = new RunTrack(this.runs, run, signal);
    await track.begin('catalog');
    const onProgress = (done: number, total: number) => track.advance(done, total);
    const changed = await this.changes.take(run, stockMode === 'evotor');
    const outcome = changed
      ? await this.catalog.refreshStores(run.userId, changed, { signal, onProgress })
      : await this.catalog.refresh(run.userId, { whole: run.trigger === 'manual', signal, onProgress });
    if (!outcome) return;
    await this.connections.markHealthy(run.userId, 'evotor');
    const warning = await this.warningOf(run.userId, outcome);
    if (warning) await track.warn(warning);
    await track.flush();
  }

  /** VK's albums and items into the cached tables. */
  async refreshVkCatalog(run: SyncRun, signal: AbortSignal): Promise<void> {
    const { refreshVkCatalogEnabled } = await this.settings.find(run.userId);
    const access = refreshVkCatalogEnabled ? await this.connections.vkAccess(run.userId) : null;
    if (!access) return;
    const track = new RunTrack(this.runs, run, signal);
    await track.begin('vk-catalog');
    const { items } = await this.vkCatalog.refresh(access, await this.links.linkedItemIds(run.userId), signal);
    await this.connections.markHealthy(run.userId, 'vk');
    await track.advance(items, items);
    await track.flush();
  }

  /** Plans and pushes the difference, and ends the run. */
  async mirrorToVk(run: SyncRun, signal: AbortSignal): Promise<void> {
    const { mirrorEnabled } = await this.settings.find(run.userId);
    const [evotor, access] = await Promise.all([
      this.connections.findEvotor(run.userId),
      this.connections.vkAccess(run.userId),
    ]);
    if (mirrorEnabled && evotor && access) {
      await this.mirror.execute(access, new RunTrack(this.runs, run, signal));
    }
    const { failed } = run.counts;
    const error = run.warning ?? (failed > 0 ? itemsFailed(failed) : null);
    await this.runs.finish(run.id, error ? 'partial' : 'succeeded', error);
    await this.changes.settle(run, hasChanged(run.counts));
  }

  /** A store without a subscription is passed over in silence, unless nothing else was chosen. */
  private async warningOf(userId: number, outcome: RefreshOutcome): Promise<RunError | null> {
    const unread = outcome.unread.filter((store) => store.code !== 'subscription_required');
    const first = unread[0];
    if (first) {
      const names = unread.map((store) => store.name).filter(Boolean);
      const who = first.code === 'evotor_bad_request' ? 'evosync' : 'wait';
      return { code: first.code, message: storesUnread(names), who };
    }
    const unpaid = new Set(outcome.unread.map((store) => store.storeId.toLowerCase()));
    if (unpaid.size === 0) return null;
    const chosen = (await this.filters.findAll(userId)).filter((filter) => filter.entityType === 'store');
    if (chosen.length === 0 || chosen.some((filter) => !unpaid.has(filter.storeId.toLowerCase()))) return null;
    return { code: 'subscription_required', message: NO_STORE_PAID, who: 'merchant' };
  }
}

function hasChanged({ created, updated, hidden, deleted, adopted }: RunCounts): boolean {
  return created + updated + hidden + deleted + adopted > 0;
}

function itemsFailed(count: number): RunError {
  return { code: 'items_failed', message: someFailed(count), who: 'merchant' };
}
