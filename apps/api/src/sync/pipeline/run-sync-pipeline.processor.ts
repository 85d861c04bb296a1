import { InjectQueue, OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { DelayedError, type Job, type Queue } from 'bullmq';
import { Problem } from '../../common/problem.js';
import { ConnectionsService } from '../../connections/connections.service.js';
import { Settings } from '../../config/settings.js';
import { LastPipeline } from '../last-pipeline.js';
import { RegisterChanges, TOLD_RUN } from '../register-changes/register-changes.js';
import { ToldRuns } from '../register-changes/told-runs.js';
import { RunsService } from '../runs.service.js';
import { Pipeline } from './pipeline.js';
import { RECOVERY } from './worker-options.js';

const PAGE = 500;
const SWEEP_EVERY_MS = 30_000;
/** A run this young may just be on its way into the queues. */
const YOUNG_MS = 5_000;

type ScheduleJob = Job<{ userId?: number }, void, 'fan-out' | 'start-run' | typeof TOLD_RUN | 'sweep'>;

/**
 * The clock of the pipeline: fans out over connected users, spread over the interval, one run a user; and puts
 * runs back into the queues whose jobs were lost.
 */
@Processor('run-sync-pipeline', { ...RECOVERY, concurrency: 4 })
export class RunSyncPipelineProcessor extends WorkerHost implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(RunSyncPipelineProcessor.name);
  private watch: NodeJS.Timeout | undefined;

  constructor(
    @InjectQueue('run-sync-pipeline') private readonly queue: Queue,
    private readonly connections: ConnectionsService,
    private readonly runs: RunsService,
    private readonly pipeline: Pipeline,
    private readonly lastPipeline: LastPipeline,
    private readonly settings: Settings,
    private readonly toldRuns: ToldRuns,
    private readonly changes: RegisterChanges,
  ) {
    super();
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.windUp(() => Promise.resolve(false));
    this.watch = setInterval(() => void this.windUpAgain(), SWEEP_EVERY_MS).unref();
  }

  onModuleDestroy(): void {
    clearInterval(this.watch);
  }

  override async process(job: ScheduleJob, token?: string): Promise<void> {
    if (job.name === 'fan-out') await this.fanOut();
    else if (job.name === 'sweep') await this.sweep();
    else if (job.data.userId === undefined) return;
    else if (job.name === TOLD_RUN) await this.startToldRun(job, job.data.userId, token);
    else await this.startRun(job.data.userId);
  }

  @OnWorkerEvent('error')
  onError(error: Error): void {
    this.logger.warn(`the queue is out of reach: ${error.message}`);
  }

  /** A Redis that came back empty has forgotten the clock, and nothing would ever run by itself again. */
  private async windUpAgain(): Promise<void> {
    try {
      await this.windUp(async (name) => (await this.queue.getJobScheduler(name)) !== undefined);
    } catch (error) {
      this.logger.warn({ err: error }, 'the clock of the pipeline could not be seen to');
    }
  }

  private async windUp(isSet: (name: string) => Promise<boolean>): Promise<void> {
    const clock = { 'fan-out': this.settings.catalogRefreshIntervalSeconds * 1000, sweep: SWEEP_EVERY_MS };
    for (const [name, every] of Object.entries(clock)) {
      if (await isSet(name)) continue;
      await this.queue.upsertJobScheduler(
        name,
        { every },
        { name, opts: { removeOnComplete: true, removeOnFail: 100 } },
      );
    }
  }

  private async fanOut(): Promise<void> {
    await this.lastPipeline.note();
    const interval = this.settings.catalogRefreshIntervalSeconds * 1000;
    let users = await this.connections.connectedUserIds(0, PAGE);
    while (users.length > 0) {
      await this.queue.addBulk(
        users.map((userId) => ({
          name: 'start-run',
          data: { userId },
          opts: {
            jobId: `user-${userId}`,
            delay: placeInInterval(userId, interval),
            removeOnComplete: true,
            removeOnFail: true,
          },
        })),
      );
      users = await this.connections.connectedUserIds(users.at(-1) ?? 0, PAGE);
    }
  }

  private async startRun(userId: number): Promise<void> {
    try {
      await this.runs.start(userId, 'schedule');
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      this.logger.debug({ userId, code: error.code }, 'no scheduled run');
    }
  }

  /** Looks again and again, without losing a try, until the changes may be read. */
  private async startToldRun(job: ScheduleJob, userId: number, token: string | undefined): Promise<void> {
    const again = await this.toldRuns.start(userId);
    if (!again) return;
    await job.moveToDelayed(Math.max(again.getTime(), Date.now() + 1), token);
    throw new DelayedError();
  }

  private async sweep(): Promise<void> {
    await this.changes.sweep();
    for (const run of await this.runs.findAllAlive()) {
      if (Date.now() - run.createdAt.getTime() < YOUNG_MS || (await this.pipeline.isQueued(run.id))) continue;
      this.logger.warn({ runId: run.id, userId: run.userId }, 'a run had lost its place in the queues');
      await this.pipeline.launch(run.id);
    }
  }
}

/** A user keeps the same place in every interval, and users are spread evenly over it. Milliseconds. */
export function placeInInterval(userId: number, intervalMs: number): number {
  const golden = 0.6180339887498949;
  return Math.floor(((userId * golden) % 1) * intervalMs);
}
