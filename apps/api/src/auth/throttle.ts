import { Inject, Injectable } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { createHash } from 'node:crypto';
import { answerWithin, EngineSilentError } from '../common/engine-down.js';
import { REDIS } from '../common/redis.js';
import { Settings } from '../config/settings.js';
import type { ThrottleRule } from './throttle-rules.js';

const REDIS_LIMIT_MS = 2000;
const MEMORY = { name: 'memory' };

/**
 * ARGV: what to do (`look`, `take` if nothing forbids, `count` in any case, `back` to take one try back), then the
 * rule. Answers the milliseconds still to wait: before this try (`look`, `take`) or after it (`count`).
 */
const SCRIPT = `
  local t = redis.call('TIME')
  local now = t[1] * 1000 + math.floor(t[2] / 1000)
  local kept = redis.call('HMGET', KEYS[1], 'count', 'since', 'until')
  local blocked = math.max(0, tonumber(kept[3] or '0') - now)
  if ARGV[1] == 'look' or (ARGV[1] == 'take' and blocked > 0) then return blocked end
  local free, first, most, forget = tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
  if ARGV[1] == 'back' then
    local left = tonumber(kept[1] or '0') - 1
    if left >= 0 then redis.call('HSET', KEYS[1], 'count', left, 'until', left <= free and 0 or kept[3]) end
    return 0
  end
  local since = tonumber(kept[2] or now)
  local forgotten = math.floor((now - since) / forget)
  local count = math.max(0, tonumber(kept[1] or '0') - forgotten) + 1
  since = count == 1 and now or since + forgotten * forget
  local wait = count > free and math.min(most, first * 2 ^ (count - free - 1)) or 0
  redis.call('HSET', KEYS[1], 'count', count, 'since', since, 'until', math.max(now + wait, now + blocked))
  redis.call('PEXPIRE', KEYS[1], math.ceil(count * forget + wait + blocked))
  return ARGV[1] == 'count' and wait or 0`;

/**
 * Slows down what is done too often, by the rules in `throttle-rules.ts`: the first tries are free, each one after
 * them doubles the wait up to a bound, and tries are forgotten one by one, so that nobody is shut out for good.
 * Kept in Redis, so that all processes count together.
 */
@Injectable()
export class Throttle {
  constructor(
    @Inject(REDIS) private readonly redis: Redis,
    private readonly settings: Settings,
  ) {}

  /** Seconds until the next try is allowed; 0: now. */
  look(rule: ThrottleRule, key: string): Promise<number> {
    return this.run('look', rule, key);
  }

  /** Counts a try if one is allowed now. Answers 0 when it is, else the seconds to wait. */
  take(rule: ThrottleRule, key: string): Promise<number> {
    return this.run('take', rule, key);
  }

  /** Counts a try. Answers the seconds to wait before the next one. */
  count(rule: ThrottleRule, key: string): Promise<number> {
    return this.run('count', rule, key);
  }

  /** Forgets one try, which turned out to be none. */
  async giveBack(rule: ThrottleRule, key: string): Promise<void> {
    await this.run('back', rule, key);
  }

  /** Forgets all tries. */
  async clear(rule: ThrottleRule, key: string): Promise<void> {
    await this.ask(() => this.redis.del(this.keyOf(rule, key)));
  }

  /** Keeps in mind that something was so, for so many seconds. */
  async remember(key: string, seconds: number): Promise<void> {
    await this.ask(() => this.redis.set(this.keyOf(MEMORY, key), 1, 'EX', seconds));
  }

  async remembers(key: string): Promise<boolean> {
    return (await this.ask(() => this.redis.exists(this.keyOf(MEMORY, key)))) > 0;
  }

  private async run(what: 'look' | 'take' | 'count' | 'back', rule: ThrottleRule, key: string): Promise<number> {
    const times = [rule.firstWaitSeconds, rule.mostWaitSeconds, rule.forgetOneAfterSeconds].map((s) => s * 1000);
    const waitMs = await this.ask(() => this.redis.eval(SCRIPT, 1, this.keyOf(rule, key), what, rule.free, ...times));
    return Math.ceil(Number(waitMs) / 1000);
  }

  /** The shared connection queues commands while Redis is away; a person at the door cannot wait for that. */
  private async ask<T>(command: () => Promise<T>): Promise<T> {
    if (this.redis.status !== 'ready') throw new EngineSilentError('Redis', 0);
    return answerWithin(REDIS_LIMIT_MS, 'Redis', command());
  }

  private keyOf(rule: Pick<ThrottleRule, 'name'>, key: string): string {
    const hash = createHash('sha256').update(key).digest('hex').slice(0, 40);
    return `${this.settings.redisPrefix}:throttle:${rule.name}:${hash}`;
  }
}
