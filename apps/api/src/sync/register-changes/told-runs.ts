import { Injectable, Logger } from '@nestjs/common';
import { Problem } from '../../common/problem.js';
import { FiltersService } from '../../catalog/filters.service.js';
import { ConnectionsService } from '../../connections/connections.service.js';
import { RunsService } from '../runs.service.js';
import { SyncSettingsService } from '../sync-settings.service.js';
import { RegisterChanges } from './register-changes.js';

/** How soon to look again whether a run has ended: the sooner, the younger it is. */
const LOOK_AGAIN_MS = { least: 400, most: 5000 };

/** Starts the runs that changes at a register ask for. */
@Injectable()
export class ToldRuns {
  private readonly logger = new Logger(ToldRuns.name);

  constructor(
    private readonly changes: RegisterChanges,
    private readonly runs: RunsService,
    private readonly connections: ConnectionsService,
    private readonly settings: SyncSettingsService,
    private readonly filters: FiltersService,
  ) {}

  /**
   * Starts a run for the changes that wait. Answers when to ask again: while a burst goes on, or a run is on its way,
   * which may have read before the change; null when there is nothing left to do.
   */
  async start(userId: number, now = new Date()): Promise<Date | null> {
    const { stockMode, refreshCatalogEnabled } = await this.settings.find(userId);
    const due = await this.changes.dueAt(userId, stockMode === 'evotor');
    if (!due) return null;
    const isChosen = (await this.filters.findAll(userId)).length > 0;
    if (!isChosen || !refreshCatalogEnabled || !(await this.connections.findVk(userId))) {
      await this.changes.drop(userId);
      return null;
    }
    if (due > now) return due;
    const active = await this.runs.findActive(userId);
    if (active) {
      const { least, most } = LOOK_AGAIN_MS;
      const age = now.getTime() - active.createdAt.getTime();
      return new Date(now.getTime() + Math.min(most, Math.max(least, age / 4)));
    }
    try {
      await this.runs.start(userId, 'webhook');
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.logger.debug({ userId, code: error.code }, 'no run for the changes at a register');
    }
    return null;
  }
}
