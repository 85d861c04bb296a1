import { EvotorClient } from '@evosync/evotor';
import { VkClient, VkId, type VkPace, type VkTokenSource } from '@evosync/vk';
import { Inject, Injectable } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { createHash } from 'node:crypto';
import { REDIS } from '../common/redis.js';
import { Settings } from '../config/settings.js';
import { Metrics } from '../health/metrics.js';
import { Journal } from '../logs/journal.js';
import { entryOfEvotorCall, entryOfVkCall, entryOfVkIdCall } from './call-entries.js';
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

  /**
   * A client of VK for one person; all clients of a person, in every process, share one pace. `person` names whose
   * token it is where tokens change; a token that never changes is its own name.
   */
  vk(token: VkTokenSource, person?: string): VkClient {
    let last = typeof token === 'string' ? token : '';
    const source: VkTokenSource = typeof token === 'string' ? token : async (refused) => (last = await token(refused));
    return new VkClient({
      baseUrl: this.settings.vkApiUrl,
      version: this.settings.vkApiVersion,
      batchSize: this.settings.vkBatchSize,
      token: source,
      pace: this.paceOf(person ?? last),
      onCall: (record) => {
        countVkCall(this.metrics, record);
        this.journal.record(entryOfVkCall(record, last));
      },
    });
  }

  /** The client of VK ID. */
  vkId(): VkId {
    return new VkId({
      baseUrl: this.settings.vkIdUrl,
      clientId: this.settings.vkClientId,
      redirectUri: `${this.settings.baseUrl}/api/v1/connections/vk/sign-in/callback`,
      onCall: (record) => this.journal.record(entryOfVkIdCall(record)),
    });
  }

  private paceOf(person: string): VkPace {
    const hash = createHash('sha256').update(person).digest('hex').slice(0, 32);
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
