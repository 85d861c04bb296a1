import { Injectable, Logger } from '@nestjs/common';
import { SpanStatusCode, trace } from '@opentelemetry/api';
import { DelayedError, type Job } from 'bullmq';
import { inWorkContext } from '../../common/work-context.js';
import { ConnectionsService } from '../../connections/connections.service.js';
import { internalError, pausedBy, RunCancelled, runEndOf } from '../run-errors.js';
import { RunsService } from '../runs.service.js';
import type { SyncRun } from '../sync-run.entity.js';
import type { StepJob } from './pipeline.js';
import { StopSignal } from './stop-signal.js';

const RESUME_AFTER_MS = 200;

/** What one step does for a living run. */
export type Step = (run: SyncRun, signal: AbortSignal) => Promise<void>;

/** Runs one step of one run, and turns what went wrong into retry, stop or go on. */
@Injectable()
export class StepRunner {
  private readonly logger = new Logger(StepRunner.name);

  constructor(
    private readonly runs: RunsService,
    private readonly connections: ConnectionsService,
    private readonly stop: StopSignal,
  ) {}

  /** Throws only when the job is to be tried again later. */
  async run(job: Job<StepJob>, token: string | undefined, step: Step): Promise<void> {
    const run = await this.runs.findAlive(job.data.runId);
    if (!run) return;
    try {
      if (run.cancelRequested || !(await this.runs.isUserActive(run.userId))) throw new RunCancelled();
      const pause = await this.connections.pauseOf(run.userId);
      if (pause) throw pausedBy(pause);
      await inWorkContext({ userId: run.userId, runId: run.id }, () =>
        traced(job.name, run, () => step(run, this.stop.signal)),
      );
    } catch (error) {
      if (this.stop.signal.aborted) await this.postpone(job, token);
      await this.settle(job, run, error);
    }
  }

  /** A step that BullMQ gave up on without asking us again ends the run, so that the next one may start. */
  async abandon(job: Job<StepJob> | undefined, error: Error): Promise<void> {
    if (!job || job.attemptsMade < (job.opts.attempts ?? 1)) return;
    this.logger.error({ runId: job.data.runId, step: job.name, err: error }, 'a step was given up');
    await this.runs.finish(job.data.runId, 'failed', internalError());
  }

  /** The process stops: the step goes back to the queue without losing a try. */
  private async postpone(job: Job<StepJob>, token: string | undefined): Promise<never> {
    await job.moveToDelayed(Date.now() + RESUME_AFTER_MS, token);
    throw new DelayedError();
  }

  private async settle(job: Job<StepJob>, run: SyncRun, error: unknown): Promise<void> {
    if (error instanceof RunCancelled) return this.runs.finish(run.id, 'cancelled', null);
    const pause = await this.connections.pauseOf(run.userId);
    const end = pause ? pausedBy(pause) : runEndOf(error);
    if (end) {
      if (end.connection) {
        await this.connections.markNeedsAttention(run.userId, end.connection.side, end.connection.problem);
      }
      this.logger.warn(
        { runId: run.id, userId: run.userId, step: job.name, err: end.cause ?? end },
        'the run ended early',
      );
      return this.runs.finish(run.id, 'failed', end.runError);
    }
    const lastTry = job.attemptsMade + 1 >= (job.opts.attempts ?? 1);
    this.logger.error({ runId: run.id, userId: run.userId, step: job.name, err: error, lastTry }, 'a step failed');
    if (!lastTry) throw error;
    await this.runs.finish(run.id, 'failed', internalError());
  }
}

/** One span a step, where traces are asked for. */
async function traced(name: string, run: SyncRun, work: () => Promise<void>): Promise<void> {
  const attributes = { 'evosync.run_id': run.id, 'evosync.user_id': run.userId };
  return trace.getTracer('evosync').startActiveSpan(name, { attributes }, async (span) => {
    try {
      await work();
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}
