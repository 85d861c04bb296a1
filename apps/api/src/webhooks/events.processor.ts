import { InjectQueue, OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import { Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { EvotorTokenRejectedError } from '@evosync/evotor';
import type { Job, Queue } from 'bullmq';
import { EvotorTokens } from '../connections/evotor-app/evotor-tokens.js';
import { EventHandler } from './event-handler.js';
import { EVENTS_QUEUE, Inbox, type EventJob } from './inbox.js';

const SWEEP_EVERY_MS = 20_000;
/** A worker that died is noticed within this time, and its job taken over. */
const RECOVERY = { lockDuration: 15_000, stalledInterval: 5_000, maxStalledCount: 20 };
/** A token that is refused so often is dead, and not merely young. */
const REFUSALS = 3;

/** Works off what Evotor told. */
@Processor(EVENTS_QUEUE, { ...RECOVERY, concurrency: 8 })
export class EventsProcessor extends WorkerHost implements OnApplicationBootstrap {
  private readonly logger = new Logger(EventsProcessor.name);

  constructor(
    @InjectQueue(EVENTS_QUEUE) private readonly queue: Queue,
    private readonly inbox: Inbox,
    private readonly handler: EventHandler,
    private readonly tokens: EvotorTokens,
  ) {
    super();
  }

  async onApplicationBootstrap(): Promise<void> {
    const opts = { removeOnComplete: true, removeOnFail: 100 };
    await this.queue.upsertJobScheduler('sweep', { every: SWEEP_EVERY_MS }, { name: 'sweep', opts });
  }

  override async process(job: Job<EventJob>): Promise<void> {
    if (job.name === 'sweep') return this.inbox.sweep();
    switch (job.data.kind) {
      case 'handle':
        return this.handler.handle(job.data.eventId);
      case 'retell':
        return this.handler.retell(job.data.subscriptionId, job.data.evotorUserId);
      case 'read-first':
        return this.readFirst(job, job.data.userId);
    }
  }

  @OnWorkerEvent('error')
  onError(error: Error): void {
    this.logger.warn(`the queue is out of reach: ${error.message}`);
  }

  private async readFirst(job: Job<EventJob>, userId: number): Promise<void> {
    try {
      await this.tokens.readFirst(userId);
    } catch (error) {
      const tries = job.attemptsMade + 1;
      const isDead = error instanceof EvotorTokenRejectedError && tries >= REFUSALS;
      if (!isDead && tries < (job.opts.attempts ?? 1)) throw error;
      await this.tokens.giveUp(userId, error);
    }
  }
}
