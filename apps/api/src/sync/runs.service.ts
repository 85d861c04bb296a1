import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { randomUUID } from 'node:crypto';
import { IsNull, MoreThanOrEqual, QueryFailedError, Repository } from 'typeorm';
import { pageOf, type Page } from '../common/pagination.js';
import { Problem } from '../common/problem.js';
import { ConnectionsService } from '../connections/connections.service.js';
import { Metrics } from '../health/metrics.js';
import { User } from '../users/user.entity.js';
import type { RunItemQuery, RunQuery } from './dto/run.dto.js';
import { Pipeline } from './pipeline/pipeline.js';
import { itemsWhere } from './run-report/items-where.js';
import { RunEvents, type EndedRun } from './run-events.js';
import { countRun } from './run-figures.js';
import { noCounts, type RunError, type RunStatus, type RunTrigger } from './run.js';
import { SyncRun } from './sync-run.entity.js';
import { SyncRunItem } from './sync-run-item.entity.js';

/** Lets the index of a user's runs by age be used. */
const LONGEST_RUN_MS = 24 * 3600 * 1000;

/** Starting, joining, showing, cancelling and ending runs. */
@Injectable()
export class RunsService {
  constructor(
    @InjectRepository(SyncRun) private readonly runs: Repository<SyncRun>,
    @InjectRepository(SyncRunItem) private readonly items: Repository<SyncRunItem>,
    private readonly connections: ConnectionsService,
    private readonly pipeline: Pipeline,
    private readonly events: RunEvents,
    private readonly metrics: Metrics,
  ) {}

  /**
   * Starts a run; while one is alive, answers that one. Throws a 409 Problem when the user is not active, the application
   * is not installed or not paid for in Evotor's market, or a dead token keeps their runs from starting. `triggeredBy` is the admin who asked in the merchant's stead.
   */
  async start(userId: number, trigger: RunTrigger, triggeredBy: number | null = null): Promise<SyncRun> {
    if (!(await this.isUserActive(userId))) throw userNotActive();
    const pause = await this.connections.pauseOf(userId);
    if (pause) throw Problem.conflict(pause.code, pause.message);
    const blocked = await this.connections.blockingProblem(userId);
    if (blocked) {
      throw Problem.conflict('connection_needs_attention', blocked.message, [
        { field: blocked.side, message: blocked.message },
      ]);
    }
    for (;;) {
      const active = await this.runs.findOneBy({ activeUserId: userId });
      if (active) return active;
      const run = await this.open(userId, trigger, triggeredBy);
      if (!run) continue;
      await this.pipeline.launch(run.id);
      await this.events.announce(run);
      return run;
    }
  }

  async list(userId: number, query: RunQuery): Promise<Page<SyncRun>> {
    const [found, total] = await this.runs.findAndCount({
      where: { userId, ...(query.status && { status: query.status }) },
      order: { createdAt: 'DESC', id: 'DESC' },
      skip: (query.page - 1) * query.pageSize,
      take: query.pageSize,
    });
    return pageOf(found, total, query);
  }

  /** Throws a 404 Problem for a run that is not this user's. */
  async find(userId: number, runId: string): Promise<SyncRun> {
    const run = await this.runs.findOneBy({ id: runId, userId });
    if (!run) throw Problem.notFound('run_not_found', { ru: 'Такого запуска нет.', en: 'There is no such run.' });
    return run;
  }

  /** The run that is alive now, if any. */
  findActive(userId: number): Promise<SyncRun | null> {
    return this.runs.findOneBy({ activeUserId: userId });
  }

  /** What came of each product; unchanged ones have no row. Throws a 404 Problem for a run that is not this user's. */
  async listItems(userId: number, runId: string, query: RunItemQuery): Promise<Page<SyncRunItem>> {
    const run = await this.find(userId, runId);
    const [found, total] = await itemsWhere(this.items, run.id, query)
      .orderBy(`FIELD(item.outcome, 'failed', 'done', 'skipped')`)
      .addOrderBy('item.id')
      .offset((query.page - 1) * query.pageSize)
      .limit(query.pageSize)
      .getManyAndCount();
    return pageOf(found, total, query);
  }

  /** Asks a run to stop after the batch that is on its way; one that waits is cancelled at once. */
  async cancel(userId: number, runId: string): Promise<SyncRun> {
    const run = await this.find(userId, runId);
    if (run.activeUserId === null) return run;
    await this.runs.update({ id: run.id }, { cancelRequested: true });
    if (run.status === 'queued') await this.finish(run.id, 'cancelled', null);
    return this.find(userId, run.id);
  }

  /** Cancels the run that is alive now, if any: its user may not sync any more. */
  async cancelActive(userId: number): Promise<void> {
    const active = await this.findActive(userId);
    if (active) await this.cancel(userId, active.id);
  }

  /** Whether this user's runs may go on: pending and suspended users have none. */
  isUserActive(userId: number): Promise<boolean> {
    return this.runs.manager.existsBy(User, { id: userId, status: 'active' });
  }

  /** The run while it is alive; null when it has ended. */
  findAlive(runId: string): Promise<SyncRun | null> {
    return this.runs
      .createQueryBuilder('run')
      .where('run.id = :runId AND run.activeUserId IS NOT NULL', { runId })
      .getOne();
  }

  /** Keeps what changed of a living run, and tells whoever watches. A run that has ended stays as it ended. */
  async note(run: SyncRun, changes: Partial<SyncRun>): Promise<void> {
    Object.assign(run, changes);
    await this.runs.update({ id: run.id, finishedAt: IsNull() }, changes);
    await this.events.announce(run);
  }

  /** Ends a run. Ending it twice changes nothing. */
  async finish(runId: string, status: RunStatus, error: RunError | null): Promise<void> {
    const finishedAt = new Date();
    const result = await this.runs
      .createQueryBuilder()
      .update()
      .set({ status, error, activeUserId: null, stage: null, finishedAt })
      .where('id = :runId AND active_user_id IS NOT NULL', { runId })
      .execute();
    if (!result.affected) return;
    const run = await this.runs.findOneBy({ id: runId });
    if (!run) return;
    countRun(this.metrics, run);
    await this.events.announce(run);
    await this.events.announceEnd({ id: run.id, userId: run.userId, finishedAt });
  }

  /** The user's runs that ended at that time or later. */
  async endedSince(userId: number, since: Date): Promise<EndedRun[]> {
    const found = await this.runs.find({
      select: { id: true, userId: true, finishedAt: true },
      where: {
        userId,
        createdAt: MoreThanOrEqual(new Date(since.getTime() - LONGEST_RUN_MS)),
        finishedAt: MoreThanOrEqual(since),
      },
    });
    return found.map(({ id, finishedAt }) => ({ id, userId, finishedAt: finishedAt ?? since }));
  }

  /** Runs that are alive, oldest first: those of a process that died among them. */
  findAllAlive(): Promise<SyncRun[]> {
    return this.runs.createQueryBuilder('run').where('run.activeUserId IS NOT NULL').orderBy('run.createdAt').getMany();
  }

  private async open(userId: number, trigger: RunTrigger, triggeredBy: number | null): Promise<SyncRun | null> {
    const run = this.runs.create({
      id: randomUUID(),
      userId,
      activeUserId: userId,
      trigger,
      triggeredBy,
      status: 'queued',
      stage: null,
      progressDone: 0,
      progressTotal: 0,
      counts: noCounts(),
      error: null,
      warning: null,
      cancelRequested: false,
      createdAt: new Date(),
      startedAt: null,
      finishedAt: null,
    });
    try {
      await this.runs.insert(run);
      return run;
    } catch (error) {
      if (error instanceof QueryFailedError && String(error.message).includes('uq_sync_runs_active')) return null;
      throw error;
    }
  }
}

function userNotActive(): Problem {
  return Problem.conflict('user_not_active', {
    ru: 'Синхронизация идёт только у действующих пользователей.',
    en: 'Only active users are synced.',
  });
}
