import { InjectQueue } from '@nestjs/bullmq';
import { Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { Queue } from 'bullmq';
import { DataSource, IsNull } from 'typeorm';
import type { ChangedStore } from '../../catalog/refresh-catalog.service.js';
import type { RegisterNews } from '../../connections/connection-events.js';
import type { SyncRun } from '../sync-run.entity.js';
import { RegisterChange } from './register-change.entity.js';
import { dueAt, type Waiting } from './register-timing.js';

/** The job that starts a merchant's run when their changes have waited long enough. */
export const TOLD_RUN = 'start-told-run';

/** Runs that failed, or whose start was lost, are tried again as long as a change is this young; then the clock has it. */
const TRY_AGAIN_MS = 10 * 60_000;
const LOST_AFTER_MS = 20_000;

/**
 * Changes at registers on their way to VK: kept when Evotor tells of them, read by a run soon after, done when that run
 * has brought the shop up to date.
 */
@Injectable()
export class RegisterChanges {
  private readonly logger = new Logger(RegisterChanges.name);

  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    @InjectQueue('run-sync-pipeline') private readonly queue: Queue,
  ) {}

  /** Keeps a change and has a run started soon. What is told of a store while an earlier word of it waits is joined to it. */
  async note({ userId, storeId, stockOnly, at }: RegisterNews): Promise<void> {
    const store = storeId ?? '';
    const joined = await this.dataSource.query<{ affectedRows: number }>(
      `UPDATE register_changes SET last_told_at = GREATEST(last_told_at, ?), told_at = LEAST(told_at, ?),
         stock_only = stock_only AND ?, times = times + 1
       WHERE user_id = ? AND store_id = ? AND done_at IS NULL AND run_id IS NULL LIMIT 1`,
      [at, at, stockOnly, userId, store],
    );
    if (joined.affectedRows === 0) {
      const row = { userId, storeId: store, stockOnly, toldAt: at, lastToldAt: at };
      await this.dataSource.getRepository(RegisterChange).insert(row);
    }
    await this.startSoon(userId);
  }

  /** When the changes that no run has taken are to be read; null when there are none. */
  async dueAt(userId: number, stockMatters: boolean): Promise<Date | null> {
    const waiting = await this.dataSource
      .getRepository(RegisterChange)
      .findBy({ userId, doneAt: IsNull(), runId: IsNull() });
    if (waiting.length === 0) return null;
    return dueAt(waiting satisfies Waiting[], await this.lastToldRun(userId), stockMatters);
  }

  /**
   * Gives a run all changes that wait, those of runs that ended without doing them too. Answers the stores to read;
   * null: all of them.
   */
  async take(run: SyncRun, stockMatters: boolean): Promise<ChangedStore[] | null> {
    const { id: runId, userId } = run;
    await this.dataSource.query('UPDATE register_changes SET run_id = ? WHERE user_id = ? AND done_at IS NULL', [
      runId,
      userId,
    ]);
    if (run.trigger !== 'webhook') return null;
    const taken = await this.dataSource.getRepository(RegisterChange).findBy({ runId, doneAt: IsNull() });
    if (taken.length === 0 || taken.some(({ storeId }) => storeId === '')) return null;
    const stores = new Map<string, ChangedStore>();
    for (const { storeId, stockOnly } of taken) {
      const key = storeId.toLowerCase();
      const whole = (stockOnly && stockMatters) || (stores.get(key)?.whole ?? false);
      stores.set(key, { storeId, whole });
    }
    return [...stores.values()];
  }

  /**
   * The run has brought VK up to date with what it took; `changedVk`: there was something to change, so that the delay
   * says something. Changes told meanwhile get a run of their own.
   */
  async settle(run: SyncRun, changedVk: boolean): Promise<void> {
    await this.dataSource.query(
      `UPDATE register_changes SET done_at = ?, delay_ms = IF(?, GREATEST(0, TIMESTAMPDIFF(MICROSECOND, told_at, ?) DIV 1000), NULL)
       WHERE run_id = ? AND done_at IS NULL`,
      [new Date(), changedVk, new Date(), run.id],
    );
    const isWaiting = await this.dataSource
      .getRepository(RegisterChange)
      .existsBy({ userId: run.userId, doneAt: IsNull(), runId: IsNull() });
    if (isWaiting) await this.startSoon(run.userId);
  }

  /** Nothing will be read: it is switched off, nothing is chosen, or VK is not connected. */
  async drop(userId: number): Promise<void> {
    await this.dataSource
      .getRepository(RegisterChange)
      .update({ userId, doneAt: IsNull(), runId: IsNull() }, { doneAt: new Date() });
  }

  /** Starts again what was lost: the word to start, or the run itself. */
  async sweep(now = Date.now()): Promise<void> {
    const rows = await this.dataSource.query<{ user_id: number }[]>(
      `SELECT DISTINCT user_id FROM register_changes c
       WHERE done_at IS NULL AND told_at > ? AND last_told_at < ?
         AND NOT EXISTS (SELECT 1 FROM sync_runs r WHERE r.active_user_id = c.user_id OR r.id = c.run_id AND r.status = 'cancelled')`,
      [new Date(now - TRY_AGAIN_MS), new Date(now - LOST_AFTER_MS)],
    );
    for (const { user_id: userId } of rows) {
      await this.dataSource.query(
        'UPDATE register_changes SET run_id = NULL WHERE user_id = ? AND done_at IS NULL AND told_at > ?',
        [userId, new Date(now - TRY_AGAIN_MS)],
      );
      this.logger.log({ userId }, 'changes at a register are still to be read');
      await this.startSoon(userId);
    }
  }

  /** Forgets the changes of a closed account. */
  async forget(userId: number): Promise<void> {
    await this.dataSource.getRepository(RegisterChange).delete({ userId });
  }

  /** One job a merchant: while it waits, further words join it. */
  private async startSoon(userId: number): Promise<void> {
    const options = { jobId: `told-${userId}`, removeOnComplete: true, removeOnFail: true, attempts: 5 };
    await this.queue.add(TOLD_RUN, { userId }, options);
  }

  private async lastToldRun(userId: number): Promise<{ startedAt: Date; finishedAt: Date } | null> {
    const [run] = await this.dataSource.query<{ startedAt: Date; finishedAt: Date }[]>(
      `SELECT COALESCE(started_at, created_at) AS startedAt, finished_at AS finishedAt FROM sync_runs
       WHERE user_id = ? AND \`trigger\` = 'webhook' AND finished_at IS NOT NULL ORDER BY created_at DESC LIMIT 1`,
      [userId],
    );
    return run ?? null;
  }
}
