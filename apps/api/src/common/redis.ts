import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Redis } from 'ioredis';
import { Logger } from '@nestjs/common';
import { Settings } from '../config/settings.js';

/** Token of the process' shared ioredis connection; queues use it, blocking readers duplicate it. */
export const REDIS = Symbol('REDIS');

/** One Redis connection for the process, closed when the application stops. */
@Global()
@Module({
  providers: [
    {
      provide: REDIS,
      inject: [Settings],
      useFactory: (settings: Settings): Redis => {
        const logger = new Logger('Redis');
        const redis = new Redis(settings.redisUrl, { maxRetriesPerRequest: null, retryStrategy: nextAttemptMs });
        redis.on('error', (error: Error) => logger.warn(`Redis: ${error.message}`));
        return redis;
      },
    },
  ],
  exports: [REDIS],
})
export class RedisModule implements OnApplicationShutdown {
  constructor(@Inject(REDIS) private readonly redis: Redis) {}

  async onApplicationShutdown(): Promise<void> {
    if (this.redis.status === 'ready') await this.redis.quit();
    else this.redis.disconnect();
  }
}

function nextAttemptMs(attempt: number): number {
  return Math.min(100 * 2 ** Math.min(attempt, 5), 2000);
}
