import { EvotorClient } from '@evosync/evotor';
import { VkClient, type VkPace } from '@evosync/vk';
import { Inject, Injectable } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { createHash } from 'node:crypto';
import { REDIS } from '../common/redis.js';
import { Settings } from '../config/settings.js';
import { Metrics } from '../health/metrics.js';
import { Journal } from '../logs/journal.js';
import { entryOfEvotorCall, entryOfVkCall } from './call-entries.js';
import { countEvotorCall, countVkCall } from './call-figures.js';
import { RedisVkPace } from './vk-pace.js';

/** Makes clients of the two outside systems for a given token, with the pace that the token is due. */
@Injectable()
export class OutsideClients {
  private readonly paces = new Map<string, VkPace>();

  constructor(
    private readonly settings: Settings,
    @Inject(REDIS) private readonly redis: Redis,
    private readonly journal: Journal,
    private readonly metrics: Metrics,
  ) {}

  /** A client of the Evotor Cloud for one merchant's token. */
  evotor(accessToken: string): EvotorClient {
    return new EvotorClient({
      baseUrl: this.settings.evotorApiUrl,
      token: accessToken,
      onCall: (call) => {
        countEvotorCall(this.metrics, call);
        this.journal.record(entryOfEvotorCall(call, accessToken));
      },
    });
  }

  /** A client of VK for one user token; all clients of a token, in every process, share one pace. */
  vk(accessToken: string): VkClient {
    return new VkClient({
      baseUrl: this.settings.vkApiUrl,
      version: this.settings.vkApiVersion,
      batchSize: this.settings.vkBatchSize,
      token: accessToken,
      pace: this.paceOf(accessToken),
      onCall: (record) => {
        countVkCall(this.metrics, record);
        this.journal.record(entryOfVkCall(record, accessToken));
      },
    });
  }

  private paceOf(accessToken: string): VkPace {
    const hash = createHash('sha256').update(accessToken).digest('hex').slice(0, 32);
    let pace = this.paces.get(hash);
    if (!pace) {
      pace = new RedisVkPace(
        this.redis,
        `${this.settings.redisPrefix}:vk-pace:${hash}`,
        this.settings.vkRequestsPerSecond,
        (seconds) =>
          this.metrics.observe(
            'evosync_vk_pace_wait_seconds',
            'How long a request waited for its turn at VK',
            {},
            seconds,
          ),
      );
      this.paces.set(hash, pace);
    }
    return pace;
  }
}
