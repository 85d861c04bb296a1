import { InjectQueue, OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import { Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { ConnectionNotices } from './connection-notices.js';

export const NOTICES_QUEUE = 'connection-notices';
const SWEEP_EVERY_MS = 60_000;

/** The clock that sends notices which could not be sent at once. */
@Processor(NOTICES_QUEUE)
export class ConnectionNoticesProcessor extends WorkerHost implements OnApplicationBootstrap {
  private readonly logger = new Logger(ConnectionNoticesProcessor.name);

  constructor(
    @InjectQueue(NOTICES_QUEUE) private readonly queue: Queue,
    private readonly notices: ConnectionNotices,
  ) {
    super();
  }

  async onApplicationBootstrap(): Promise<void> {
    const opts = { removeOnComplete: true, removeOnFail: 100 };
    await this.queue.upsertJobScheduler('sweep', { every: SWEEP_EVERY_MS }, { name: 'sweep', opts });
  }

  override process(): Promise<void> {
    return this.notices.sweep();
  }

  @OnWorkerEvent('error')
  onError(error: Error): void {
    this.logger.warn(`the queue is out of reach: ${error.message}`);
  }
}
