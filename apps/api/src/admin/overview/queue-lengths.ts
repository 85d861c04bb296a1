import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { answerWithin, EngineSilentError } from '../../common/engine-down.js';
import { queueNames } from '../../common/queue-names.js';
import { REDIS } from '../../common/redis.js';
import { Settings } from '../../config/settings.js';
import type { QueueLengthDto } from './dto/overview.dto.js';

const LIMIT_MS = 2000;
const LOOK_AGAIN_MS = 60_000;

/** Counts the jobs of every queue there is in Redis; a new queue turns up by itself within a minute. */
@Injectable()
export class QueueLengths implements OnApplicationShutdown {
  private readonly queues = new Map<string, Queue>();
  private lookedAt = 0;

  constructor(
    @Inject(REDIS) private readonly redis: Redis,
    private readonly settings: Settings,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
  }

  /** In the order of their names. Throws when Redis does not answer within two seconds. */
  async all(): Promise<QueueLengthDto[]> {
    if (this.redis.status !== 'ready') throw new EngineSilentError('Redis', 0);
    return answerWithin(LIMIT_MS, 'Redis', this.count());
  }

  private async count(): Promise<QueueLengthDto[]> {
    await this.findQueues();
    const names = [...this.queues.keys()].sort();
    return Promise.all(names.map((name) => this.countOne(name)));
  }

  private async countOne(name: string): Promise<QueueLengthDto> {
    const counts = (await this.queues.get(name)?.getJobCounts()) ?? {};
    const of = (...states: string[]) => states.reduce((sum, state) => sum + (counts[state] ?? 0), 0);
    return {
      name,
      waiting: of('waiting', 'prioritized', 'paused'),
      active: of('active'),
      delayed: of('delayed'),
      blocked: of('waiting-children'),
      failed: of('failed'),
    };
  }

  private async findQueues(): Promise<void> {
    if (Date.now() - this.lookedAt < LOOK_AGAIN_MS) return;
    const { redisPrefix: prefix } = this.settings;
    for (const name of await queueNames(this.redis, prefix)) {
      if (!this.queues.has(name)) this.queues.set(name, new Queue(name, { connection: this.redis, prefix }));
    }
    this.lookedAt = Date.now();
  }
}
