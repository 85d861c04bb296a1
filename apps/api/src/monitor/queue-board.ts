import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { ExpressAdapter } from '@bull-board/express';
import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Queue } from 'bullmq';
import type { RequestHandler } from 'express';
import type { Redis } from 'ioredis';
import { queueNames } from '../common/queue-names.js';
import { REDIS } from '../common/redis.js';
import { Settings } from '../config/settings.js';

const LOOK_AGAIN_MS = 5000;

/** Bull Board over all queues there are in Redis: a new queue turns up by itself. */
@Injectable()
export class QueueBoard implements OnApplicationShutdown {
  private readonly adapter = new ExpressAdapter();
  private readonly board = createBullBoard({ queues: [], serverAdapter: this.adapter });
  private readonly queues = new Map<string, Queue>();
  private lookedAt = 0;

  constructor(
    @Inject(REDIS) private readonly redis: Redis,
    private readonly settings: Settings,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
  }

  router(): RequestHandler[] {
    const lookForQueues: RequestHandler = (_request, _response, next) => {
      this.findQueues().then(() => next(), next);
    };
    return [lookForQueues, this.adapter.getRouter() as RequestHandler];
  }

  private async findQueues(): Promise<void> {
    if (Date.now() - this.lookedAt < LOOK_AGAIN_MS) return;
    this.lookedAt = Date.now();
    for (const name of await queueNames(this.redis, this.settings.redisPrefix)) this.show(name);
  }

  private show(name: string): void {
    if (this.queues.has(name)) return;
    const queue = new Queue(name, { connection: this.redis, prefix: this.settings.redisPrefix });
    // The shared connection tells of its own troubles.
    queue.on('error', () => undefined);
    this.queues.set(name, queue);
    this.board.addQueue(new BullMQAdapter(queue));
  }
}
