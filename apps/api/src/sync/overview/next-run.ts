import { InjectQueue } from '@nestjs/bullmq';
import { Inject, Injectable } from '@nestjs/common';
import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { REDIS } from '../../common/redis.js';
import { Settings } from '../../config/settings.js';
import { placeInInterval } from '../pipeline/run-sync-pipeline.processor.js';

/** Says when the schedule will start a user's next run. */
@Injectable()
export class NextRun {
  constructor(
    @InjectQueue('run-sync-pipeline') private readonly queue: Queue,
    @Inject(REDIS) private readonly redis: Redis,
    private readonly settings: Settings,
  ) {}

  /** Never in the past; null while the queue is out of reach or nothing is scheduled. */
  async of(userId: number, now: Date): Promise<Date | null> {
    if (this.redis.status !== 'ready') return null;
    const [waiting, fanOut] = await Promise.all([
      this.queue.getJob(`user-${userId}`),
      this.queue.getJobScheduler('fan-out'),
    ]);
    if (waiting) return later(waiting.timestamp + (waiting.opts.delay ?? 0), now);
    if (!fanOut?.next) return null;
    return later(fanOut.next + placeInInterval(userId, this.settings.catalogRefreshIntervalSeconds * 1000), now);
  }
}

function later(moment: number, now: Date): Date {
  return new Date(Math.max(moment, now.getTime()));
}
