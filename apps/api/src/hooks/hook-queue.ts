import { InjectQueue } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import type { JobsOptions, Queue } from 'bullmq';

export const HOOK_QUEUE = 'hook-deliveries';

/** What lies in Redis: an id; everything else is read afresh. */
export interface HookJob {
  deliveryId?: number;
}

const GONE: JobsOptions = { removeOnComplete: true, removeOnFail: true };
const SWEEP_EVERY_MS = 30_000;

/** Puts deliveries into the queue; a process that works delivers them. */
@Injectable()
export class HookQueue {
  constructor(@InjectQueue(HOOK_QUEUE) private readonly queue: Queue<HookJob>) {}

  /** While a delivery waits or is on its way, putting it in once more changes nothing. */
  async add(deliveryId: number): Promise<void> {
    await this.queue.add('deliver', { deliveryId }, { ...GONE, jobId: `delivery-${deliveryId}` });
  }

  /** From now on a sweep comes at intervals. */
  async scheduleSweep(): Promise<void> {
    await this.queue.upsertJobScheduler('sweep', { every: SWEEP_EVERY_MS }, { name: 'sweep', opts: GONE });
  }
}
