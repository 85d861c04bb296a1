import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { REDIS } from '../common/redis.js';
import { Settings } from '../config/settings.js';
import { HealthService } from '../health/health.service.js';
import { Metrics } from '../health/metrics.js';

/** When the pipeline last fanned out over the merchants, as every process knows it: `/health` and `/metrics` say so. */
@Injectable()
export class LastPipeline implements OnModuleInit {
  private readonly key: string;

  constructor(
    @Inject(REDIS) private readonly redis: Redis,
    private readonly health: HealthService,
    private readonly metrics: Metrics,
    settings: Settings,
  ) {
    this.key = `${settings.redisPrefix}:last-pipeline`;
  }

  onModuleInit(): void {
    this.health.addFact('lastPipelineAt', () => this.redis.get(this.key));
    this.metrics.readAtScrape(
      'evosync_last_pipeline_timestamp_seconds',
      'When the pipeline last fanned out over the merchants',
      async () => {
        const time = await this.redis.get(this.key);
        return time ? [{ value: Date.parse(time) / 1000 }] : [];
      },
    );
  }

  /** It does so now. */
  async note(): Promise<void> {
    await this.redis.set(this.key, new Date().toISOString());
  }
}
