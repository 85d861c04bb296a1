import { InjectQueue, OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { Retention } from '../common/retention.js';

/** The queue of the nightly cleaning. */
export const HOUSEKEEPING = 'housekeeping';

const EVERY_NIGHT = { pattern: '0 20 3 * * *', tz: 'Europe/Moscow' };

/** Every night removes what has been kept long enough. */
@Processor(HOUSEKEEPING, { concurrency: 1 })
export class HousekeepingProcessor extends WorkerHost implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(HousekeepingProcessor.name);
  private readonly stop = new AbortController();

  constructor(
    @InjectQueue(HOUSEKEEPING) private readonly queue: Queue,
    private readonly retention: Retention,
  ) {
    super();
  }

  async onApplicationBootstrap(): Promise<void> {
    const opts = { removeOnComplete: true, removeOnFail: 30, attempts: 3, backoff: { type: 'fixed', delay: 60_000 } };
    await this.queue.upsertJobScheduler('retention', EVERY_NIGHT, { name: 'retention', opts });
  }

  onModuleDestroy(): void {
    this.stop.abort(new Error('The process is stopping'));
  }

  override async process(): Promise<void> {
    const removed = await this.retention.sweep(new Date(), this.stop.signal);
    this.logger.log({ removed }, 'old rows are removed');
  }

  @OnWorkerEvent('error')
  onError(error: Error): void {
    this.logger.warn(`the queue is out of reach: ${error.message}`);
  }
}
