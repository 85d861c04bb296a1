import { InjectQueue } from '@nestjs/bullmq';
import { Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { JobsOptions, Queue } from 'bullmq';
import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { CachedStore } from '../catalog/cached-store.entity.js';
import { LinksService } from '../catalog/links.service.js';
import { SyncFilter } from '../catalog/sync-filter.entity.js';
import { ConnectionsService, type VkAccess } from '../connections/connections.service.js';
import { AccountClosing } from '../users/account-closing.js';
import { RefreshVkCatalogService } from '../vk-catalog/refresh-vk-catalog.service.js';
import { FarewellTrack } from './farewell-track.js';
import { MirrorService } from './mirror/mirror.service.js';
import { runEndOf } from './run-errors.js';
import { noCounts } from './run.js';
import { RunsService } from './runs.service.js';
import { SyncConfig } from './sync-config.entity.js';
import { SyncRun } from './sync-run.entity.js';
import { SyncSettingsService } from './sync-settings.service.js';

export const FAREWELL_QUEUE = 'farewell';

/** The job of one closed account. */
export interface FarewellJob {
  userId: number;
}

/** VK has half an hour to answer: 15, 30, 60 … seconds between the tries. */
const PATIENT = {
  attempts: 8,
  backoff: { type: 'exponential', delay: 15_000, jitter: 0.3 },
  removeOnComplete: true,
  removeOnFail: true,
} satisfies JobsOptions;

/** What the sync does last for a closed account: its run ends, its goods in VK are hidden if asked, its data go. */
@Injectable()
export class FarewellService {
  private readonly logger = new Logger('Farewell');

  constructor(
    @InjectQueue(FAREWELL_QUEUE) private readonly queue: Queue<FarewellJob>,
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly closing: AccountClosing,
    private readonly connections: ConnectionsService,
    private readonly links: LinksService,
    private readonly vkCatalog: RefreshVkCatalogService,
    private readonly settings: SyncSettingsService,
    private readonly runs: RunsService,
    private readonly mirror: MirrorService,
  ) {}

  /** Removes a closed account at once where nothing is left to do for it, else queues the work. */
  async begin(userId: number): Promise<void> {
    const goods = await this.closing.goodsOf(userId);
    if (goods === null) return;
    await this.runs.cancelActive(userId);
    const [active, vk] = await Promise.all([this.runs.findActive(userId), this.connections.findVk(userId)]);
    if (!active && (goods === 'keep' || !vk)) await this.closing.remove(userId);
    else await this.enqueue(userId);
  }

  /** Queues every closed account whose data are still there; one that is queued already stays where it is. */
  async resume(): Promise<void> {
    for (const userId of await this.closing.unfinished()) await this.enqueue(userId);
  }

  /** Asks a run that is still alive to stop. True when none is. */
  async isQuiet(userId: number): Promise<boolean> {
    await this.runs.cancelActive(userId);
    return (await this.runs.findActive(userId)) === null;
  }

  /**
   * Hides the goods, if that was asked for, and removes the account. What concerns the connection itself (a dead
   * token, a closed shop) cannot be mended any more: the data go all the same.
   * @throws whatever may pass; `isLastTry` gives the hiding up instead
   */
  async finish(userId: number, isLastTry: boolean, signal: AbortSignal): Promise<void> {
    if ((await this.closing.goodsOf(userId)) === 'hide') {
      try {
        await this.hideGoods(userId, signal);
      } catch (error) {
        signal.throwIfAborted();
        if (!isLastTry && !runEndOf(error)?.connection) throw error;
        this.logger.warn({ userId, err: error }, 'the goods of a closed account could not be hidden');
      }
    }
    await this.closing.remove(userId);
  }

  /** Deletes the user's runs with their items, and the settings of the sync. */
  async forgetRuns(userId: number): Promise<void> {
    await this.dataSource.query(
      'DELETE i FROM sync_run_items i JOIN sync_runs r ON r.id = i.run_id WHERE r.user_id = ?',
      [userId],
    );
    await this.dataSource.getRepository(SyncRun).delete({ userId });
    await this.dataSource.getRepository(SyncConfig).delete({ userId });
  }

  private async enqueue(userId: number): Promise<void> {
    await this.queue.add('farewell', { userId }, { ...PATIENT, jobId: `account-${userId}` });
  }

  /** An ordinary mirror of a merchant who has chosen nothing, in a shop read just now. Doing it again is no harm. */
  private async hideGoods(userId: number, signal: AbortSignal): Promise<void> {
    const access = await this.connections.vkAccess(userId);
    if (!access) return;
    await this.chooseNothing(userId);
    await this.vkCatalog.refresh(access, await this.links.linkedItemIds(userId), signal);
    const run = await this.noteRun(access);
    await this.mirror.execute(access, new FarewellTrack(this.runs, run, signal));
    if (run.counts.failed > 0) throw new Error(`${run.counts.failed} goods of a closed account could not be hidden`);
  }

  private async chooseNothing(userId: number): Promise<void> {
    await this.dataSource.getRepository(SyncFilter).delete({ userId });
    await this.settings.save(userId, { onRemoved: 'hide' });
    // Goods of a store that could not be read stay as they are, but not when the whole account goes.
    await this.dataSource.getRepository(CachedStore).update({ userId }, { readable: true });
  }

  /** The run has ended as far as the pipeline knows, so that it never takes it up. */
  private async noteRun({ connection }: VkAccess): Promise<SyncRun> {
    const repository = this.dataSource.getRepository(SyncRun);
    return repository.save(
      repository.create({
        id: randomUUID(),
        userId: connection.userId,
        activeUserId: null,
        trigger: 'manual',
        triggeredBy: null,
        status: 'running',
        stage: 'mirror',
        progressDone: 0,
        progressTotal: 0,
        counts: noCounts(),
        error: null,
        warning: null,
        cancelRequested: false,
        createdAt: new Date(),
        startedAt: new Date(),
        finishedAt: null,
      }),
    );
  }
}
