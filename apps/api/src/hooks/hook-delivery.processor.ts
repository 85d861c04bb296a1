import { OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import { Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { DelayedError, type Job } from 'bullmq';
import { HookDeliverer } from './hook-deliverer.js';
import { HookNews } from './hook-news.js';
import { HookOutbox } from './hook-outbox.js';
import { HOOK_QUEUE, HookQueue, type HookJob } from './hook-queue.js';

const CONCURRENCY = 24;
/** Of one user at once: whose program is slow makes nobody else wait. */
const MOST_OF_ONE_USER = 4;
const STEP_ASIDE_MS = 500;

/** Delivers what is queued; at intervals, queues what was forgotten. */
@Processor(HOOK_QUEUE, { concurrency: CONCURRENCY, maxStalledCount: 50 })
export class HookDeliveryProcessor extends WorkerHost implements OnApplicationBootstrap {
  private readonly logger = new Logger(HookDeliveryProcessor.name);
  private readonly busy = new Map<number, number>();

  constructor(
    private readonly queue: HookQueue,
    private readonly deliverer: HookDeliverer,
    private readonly outbox: HookOutbox,
    private readonly news: HookNews,
  ) {
    super();
  }

  onApplicationBootstrap(): Promise<void> {
    return this.queue.scheduleSweep();
  }

  override async process(job: Job<HookJob>, token?: string): Promise<void> {
    if (job.data.deliveryId === undefined) return this.sweep();
    const nextTryAt = await this.attempt(job.data.deliveryId);
    if (!nextTryAt) return;
    await job.moveToDelayed(nextTryAt.getTime(), token);
    throw new DelayedError();
  }

  @OnWorkerEvent('failed')
  onFailed(job: Job<HookJob> | undefined, error: Error): void {
    this.logger.error({ deliveryId: job?.data.deliveryId, err: error }, 'a delivery has to wait for the sweep');
  }

  @OnWorkerEvent('error')
  onError(error: Error): void {
    this.logger.warn(`the queue is out of reach: ${error.message}`);
  }

  private async attempt(deliveryId: number): Promise<Date | null> {
    const userId = await this.deliverer.ownerOf(deliveryId);
    if (userId === null) return null;
    const before = this.busy.get(userId) ?? 0;
    if (before >= MOST_OF_ONE_USER) return new Date(Date.now() + STEP_ASIDE_MS);
    this.busy.set(userId, before + 1);
    try {
      return await this.deliverer.attempt(deliveryId);
    } finally {
      const left = (this.busy.get(userId) ?? 1) - 1;
      if (left > 0) this.busy.set(userId, left);
      else this.busy.delete(userId);
    }
  }

  private async sweep(): Promise<void> {
    await this.news.catchUp();
    await this.outbox.requeueOverdue();
  }
}
