import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { answerWithin, EngineSilentError } from '../common/engine-down.js';
import { queueNames } from '../common/queue-names.js';
import { REDIS } from '../common/redis.js';
import { Settings } from '../config/settings.js';

const LIMIT_MS = 2000;
const LOOK_AGAIN_MS = 60_000;

/** How many jobs a queue holds. */
export interface QueueLength {
  name: string;
  /** To be taken as soon as a worker is free. */
  waiting: number;
  active: number;
  /** To be taken at a time of their own. */
  delayed: number;
  /** Waiting for the step before them. */
  blocked: number;
  failed: number;
}

/** Looks into every queue there is in Redis; a new queue turns up by itself within a minute. */
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
  all(): Promise<QueueLength[]> {
    return this.ofEach((queue) => lengthOf(queue));
  }

  /** How many seconds the job next in line has been waiting, for every queue; 0 where none waits. */
  waits(): Promise<{ name: string; seconds: number }[]> {
    return this.ofEach(async (queue) => ({ name: queue.name, seconds: await waitOf(queue) }));
  }

  private async ofEach<T>(look: (queue: Queue) => Promise<T>): Promise<T[]> {
    if (this.redis.status !== 'ready') throw new EngineSilentError('Redis', 0);
    const looking = this.find().then((queues) => Promise.all(queues.map(look)));
    return answerWithin(LIMIT_MS, 'Redis', looking);
  }

  private async find(): Promise<Queue[]> {
    if (Date.now() - this.lookedAt >= LOOK_AGAIN_MS) {
      const { redisPrefix: prefix } = this.settings;
      for (const name of await queueNames(this.redis, prefix)) {
        if (!this.queues.has(name)) this.queues.set(name, this.open(name, prefix));
      }
      this.lookedAt = Date.now();
    }
    return [...this.queues.values()].sort((left, right) => (left.name < right.name ? -1 : 1));
  }

  private open(name: string, prefix: string): Queue {
    const queue = new Queue(name, { connection: this.redis, prefix });
    // The shared connection tells of its own troubles; here they only mean that nothing can be counted.
    return queue.on('error', () => undefined);
  }
}

async function lengthOf(queue: Queue): Promise<QueueLength> {
  const counts = await queue.getJobCounts();
  const of = (...states: string[]) => states.reduce((sum, state) => sum + (counts[state] ?? 0), 0);
  return {
    name: queue.name,
    waiting: of('waiting', 'prioritized', 'paused'),
    active: of('active'),
    delayed: of('delayed'),
    blocked: of('waiting-children'),
    failed: of('failed'),
  };
}

/** A job that was to wait until a time of its own waits for a worker only from then on. */
async function waitOf(queue: Queue): Promise<number> {
  const [oldest] = await queue.getJobs(['waiting'], 0, 0, true);
  return oldest ? Math.max(0, (Date.now() - oldest.timestamp - (oldest.opts.delay ?? 0)) / 1000) : 0;
}
