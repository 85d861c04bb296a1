import { InjectQueue, OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { ConnectionHealth } from './connection-health.js';

export const HEALTH_QUEUE = 'connection-health';
const SWEEP_EVERY_MS = 60_000;

/** The clock that has connections checked. */
@Processor(HEALTH_QUEUE, { concurrency: 1 })
export class ConnectionHealthProcessor extends WorkerHost implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(ConnectionHealthProcessor.name);
  private readonly stop = new AbortController();

  constructor(
    @InjectQueue(HEALTH_QUEUE) private readonly queue: Queue,
    private readonly health: ConnectionHealth,
  ) {
    super();
    queue.on('error', (error) => this.onError(error));
  }

  async onApplicationBootstrap(): Promise<void> {
    const opts = { removeOnComplete: true, removeOnFail: 30 };
    await this.queue.upsertJobScheduler('sweep', { every: SWEEP_EVERY_MS }, { name: 'sweep', opts });
  }

  onModuleDestroy(): void {
    this.stop.abort(new Error('The process is stopping'));
  }

  override async process(): Promise<void> {
    await this.health.sweep(Date.now(), this.stop.signal);
  }

  @OnWorkerEvent('error')
  onError(error: Error): void {
    this.logger.warn(`the queue is out of reach: ${error.message}`);
  }
}
