import { Injectable, type OnModuleInit } from '@nestjs/common';
import { HealthService } from './health.service.js';
import { Metrics } from './metrics.js';
import { QueueLengths } from './queue-lengths.js';

const STATES = ['waiting', 'active', 'delayed', 'blocked', 'failed'] as const;

/** What the queues hold and how long they keep one waiting, for `/metrics` and `/health`. */
@Injectable()
export class EngineFigures implements OnModuleInit {
  constructor(
    private readonly queues: QueueLengths,
    private readonly metrics: Metrics,
    private readonly health: HealthService,
  ) {}

  onModuleInit(): void {
    this.health.addFact('queueLagSeconds', async () => {
      const waits = await this.queues.waits();
      return Math.round(Math.max(0, ...waits.map(({ seconds }) => seconds)));
    });
    this.metrics.readAtScrape(
      'evosync_queue_jobs',
      'Jobs in a queue by state',
      async () =>
        (await this.queues.all()).flatMap((queue) =>
          STATES.map((state) => ({ labels: { queue: queue.name, state }, value: queue[state] })),
        ),
      ['queue', 'state'],
    );
    this.metrics.readAtScrape(
      'evosync_queue_wait_seconds',
      'How long the job next in line of a queue has been waiting for a worker',
      async () => (await this.queues.waits()).map(({ name, seconds }) => ({ labels: { queue: name }, value: seconds })),
      ['queue'],
    );
    this.metrics.readAtScrape('evosync_part_up', 'Whether a part that the process needs answers', () => this.parts(), [
      'part',
    ]);
  }

  private async parts() {
    const { parts } = await this.health.check();
    return Object.entries(parts).map(([part, { status }]) => ({ labels: { part }, value: status === 'ok' ? 1 : 0 }));
  }
}
