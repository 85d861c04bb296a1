import { InjectQueue, OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import { Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { DelayedError, type Job, type Queue } from 'bullmq';
import { FAREWELL_QUEUE, FarewellService, type FarewellJob } from './farewell.service.js';
import { StopSignal } from './pipeline/stop-signal.js';
import { RECOVERY } from './pipeline/worker-options.js';

const RESUME_EVERY_MS = 60_000;
const LOOK_AGAIN_MS = 500;

/** Works off closed accounts, and finds those whose job was lost. */
@Processor(FAREWELL_QUEUE, { ...RECOVERY, concurrency: 4 })
export class FarewellProcessor extends WorkerHost implements OnApplicationBootstrap {
  private readonly logger = new Logger(FarewellProcessor.name);

  constructor(
    @InjectQueue(FAREWELL_QUEUE) private readonly queue: Queue,
    private readonly farewell: FarewellService,
    private readonly stop: StopSignal,
  ) {
    super();
  }

  async onApplicationBootstrap(): Promise<void> {
    const opts = { removeOnComplete: true, removeOnFail: 10 };
    await this.queue.upsertJobScheduler('resume', { every: RESUME_EVERY_MS }, { name: 'resume', opts });
  }

  override async process(job: Job<FarewellJob>, token?: string): Promise<void> {
    if (job.name === 'resume') return this.farewell.resume();
    const { userId } = job.data;
    if (!(await this.farewell.isQuiet(userId))) return this.postpone(job, token);
    const isLastTry = job.attemptsMade + 1 >= (job.opts.attempts ?? 1);
    try {
      await this.farewell.finish(userId, isLastTry, this.stop.signal);
    } catch (error) {
      if (this.stop.signal.aborted) await this.postpone(job, token);
      this.logger.warn({ userId, err: error, isLastTry }, 'the last work for a closed account failed');
      throw error;
    }
  }

  @OnWorkerEvent('error')
  onError(error: Error): void {
    this.logger.warn(`the queue is out of reach: ${error.message}`);
  }

  /** Back into the queue without losing a try. */
  private async postpone(job: Job<FarewellJob>, token: string | undefined): Promise<never> {
    await job.moveToDelayed(Date.now() + LOOK_AGAIN_MS, token);
    throw new DelayedError();
  }
}
