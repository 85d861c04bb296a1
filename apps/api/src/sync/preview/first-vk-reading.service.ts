import { Injectable, Logger } from '@nestjs/common';
import { LinksService } from '../../catalog/links.service.js';
import { ConnectionsService } from '../../connections/connections.service.js';
import { RefreshVkCatalogService } from '../../vk-catalog/refresh-vk-catalog.service.js';
import { MirrorLocks } from '../mirror/mirror-locks.js';
import { runEndOf } from '../run-errors.js';
import { RunsService } from '../runs.service.js';

/** Somebody waits at a screen. */
const PATIENCE_MS = 15_000;

/**
 * Reads a VK shop that no run has read yet, so that the first preview knows what stands in it: goods to take over,
 * albums to use. Later readings are left to runs, which keep count of calls whose outcome is not known yet; before the
 * first one there are none.
 */
@Injectable()
export class FirstVkReading {
  private readonly logger = new Logger(FirstVkReading.name);
  private readonly readings = new Map<number, Promise<void>>();

  constructor(
    private readonly connections: ConnectionsService,
    private readonly links: LinksService,
    private readonly vkCatalog: RefreshVkCatalogService,
    private readonly runs: RunsService,
    private readonly locks: MirrorLocks,
  ) {}

  /**
   * Resolves when the shop was read, now or before. Nothing is read beside a run, which reads it anyway, and where VK
   * does not let us the shop stays unread.
   */
  async ensure(userId: number): Promise<void> {
    if (!(await this.isUnread(userId)) || (await this.runs.findActive(userId))) return;
    const reading = this.readings.get(userId) ?? this.read(userId).finally(() => this.readings.delete(userId));
    this.readings.set(userId, reading);
    await reading;
  }

  private async read(userId: number): Promise<void> {
    const patience = AbortSignal.timeout(PATIENCE_MS);
    try {
      await this.locks.hold(userId, patience, async (lost) => {
        // A run may have come in between.
        const access = (await this.isUnread(userId)) ? await this.connections.vkAccess(userId) : null;
        if (!access) return;
        const known = await this.links.linkedItemIds(userId);
        await this.vkCatalog.refresh(access, known, AbortSignal.any([patience, lost]));
      });
    } catch (error) {
      const end = runEndOf(error);
      if (!end && !patience.aborted) throw error;
      this.logger.warn({ userId, err: error }, 'the shop was not read for a preview');
      if (end?.connection) await this.connections.markNeedsAttention(userId, 'vk', end.connection.problem);
    }
  }

  private async isUnread(userId: number): Promise<boolean> {
    const connection = await this.connections.findVk(userId);
    return connection !== null && connection.status === 'ok' && connection.readAt === null;
  }
}
