import { fingerprint, type ItemFields, type ProductKey, productKeyOf, type Reason } from '@evosync/mirror';
import { VkApiError, type VkVerdict } from '@evosync/vk';
import { Inject, Injectable } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { REDIS } from '../../common/redis.js';
import type { Words } from '../../common/words.js';
import { Settings } from '../../config/settings.js';
import { failureWords } from './failure-words.js';
import type { MirrorContext } from './mirror-context.js';

/** VK may judge otherwise after a day. */
const DAY_SECONDS = 24 * 3600;

interface Standing {
  /** What was refused, in short. */
  print: string;
  reason: Reason;
  message: Words;
}

/**
 * What VK refused for its content, and whether that still stands: the same content of the same product is not sent
 * again by itself for a day, so that goods VK will not have use up no quota. Whoever presses "run now" has it tried.
 */
export class Refusals {
  constructor(
    private readonly redis: Redis,
    private readonly key: string,
    private readonly standing: ReadonlyMap<string, Standing>,
  ) {}

  /** Whether this was refused before; then it is told as refused again, without asking VK. */
  standsAgainst(context: MirrorContext, product: ProductKey, fields: ItemFields, itemId: number | null): boolean {
    const known = context.track.run.trigger === 'manual' ? undefined : this.standing.get(productKeyOf(product));
    if (known?.print !== printOf(fields)) return false;
    const { reason, message } = known;
    context.book.record(product, { outcome: 'failed', reason, message, itemId });
    return true;
  }

  /** Remembers a refusal that would come again for the same content; passing faults are not remembered. */
  note(context: MirrorContext, product: ProductKey, fields: ItemFields, verdict: VkVerdict): void {
    if (verdict.status !== 'failed' || !isForContent(verdict.error)) return;
    const standing: Standing = { print: printOf(fields), ...failureWords(verdict.error) };
    context.afterwards(async () => {
      await this.redis.hset(this.key, productKeyOf(product), JSON.stringify(standing));
      await this.redis.expire(this.key, DAY_SECONDS, 'NX');
    });
  }

  /** VK has taken the product. */
  lifted(context: MirrorContext, product: ProductKey): void {
    const field = productKeyOf(product);
    if (this.standing.has(field)) context.afterwards(() => this.redis.hdel(this.key, field));
  }
}

/** Finds what stands against the products of a merchant. */
@Injectable()
export class RefusalsService {
  constructor(
    @Inject(REDIS) private readonly redis: Redis,
    private readonly settings: Settings,
  ) {}

  async find(userId: number): Promise<Refusals> {
    const key = `${this.settings.redisPrefix}:refused:${userId}`;
    const stored = await this.redis.hgetall(key);
    const standing = Object.entries(stored).map(([field, text]) => [field, JSON.parse(text) as Standing] as const);
    return new Refusals(this.redis, key, new Map(standing));
  }
}

/** Photos, quotas, and whatever VK says of itself may be otherwise next time. */
function isForContent(error: Error): boolean {
  if (!(error instanceof VkApiError) || failureWords(error).reason !== 'vk_rejected') return false;
  return error.family === 'item' || error.family === 'bug';
}

function printOf(fields: ItemFields): string {
  const { name, description, priceKopecks, stockAmount, sku } = fingerprint(fields);
  return [name, description, priceKopecks, stockAmount, sku].join(' ');
}
