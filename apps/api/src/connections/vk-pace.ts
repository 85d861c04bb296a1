import type { VkPace, VkPass } from '@evosync/vk';
import type { Redis } from 'ioredis';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';

/** VK counts requests in any running second; the margin covers the clocks' rounding. */
const WINDOW_MS = 1010;
/** A request is taken to reach VK at most this long after it left. */
const SKEW_MS = 500;
const PAUSE_AFTER_ERROR_MS = 250;

/** Answers 0 when a request may leave now (and books it), else how many milliseconds to wait. */
const ACQUIRE = `
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local paused = tonumber(redis.call('GET', KEYS[2]) or '0')
if paused > now then return paused - now end
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - tonumber(ARGV[2]))
if redis.call('ZCARD', KEYS[1]) < tonumber(ARGV[1]) then
  redis.call('ZADD', KEYS[1], now + tonumber(ARGV[3]), ARGV[4])
  redis.call('PEXPIRE', KEYS[1], tonumber(ARGV[2]) + tonumber(ARGV[3]) + 1000)
  return 0
end
local oldest = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')
return math.max(1, math.ceil(tonumber(oldest[2]) + tonumber(ARGV[2]) - now))
`;

/** The answer is here, so the request had arrived by now: the booked moment may move back, never forward. */
const DONE = `
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
redis.call('ZADD', KEYS[1], 'XX', 'LT', now, ARGV[1])
return 0
`;

const PENALIZE = `
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
redis.call('SET', KEYS[1], now + tonumber(ARGV[1]), 'PX', tonumber(ARGV[1]))
return 0
`;

/**
 * The pace of one VK token, shared by every process through Redis: never more than
 * `requestsPerSecond` requests inside any running second, as VK counts them on arrival
 * (VK answers code 6 above it). First come, first served inside a process.
 */
export class RedisVkPace implements VkPace {
  private queue: Promise<unknown> = Promise.resolve();
  private readonly windowKey: string;
  private readonly pauseKey: string;

  constructor(
    private readonly redis: Redis,
    /** Names the token's keys in Redis; holds nothing of the token itself. */
    key: string,
    private readonly requestsPerSecond: number,
  ) {
    this.windowKey = key;
    this.pauseKey = `${this.windowKey}:pause`;
  }

  async acquire(signal?: AbortSignal): Promise<VkPass> {
    const turn = this.queue.then(() => this.book(signal));
    this.queue = turn.catch(() => undefined);
    const id = await turn;
    return { done: () => this.release(id) };
  }

  async penalize(ms: number): Promise<void> {
    await this.redis.eval(PENALIZE, 1, this.pauseKey, Math.max(1, Math.round(ms)));
  }

  private async book(signal?: AbortSignal): Promise<string> {
    const id = randomUUID();
    const limit = Math.max(1, Math.floor(this.requestsPerSecond));
    for (;;) {
      signal?.throwIfAborted();
      const wait = Number(
        await this.redis.eval(ACQUIRE, 2, this.windowKey, this.pauseKey, limit, WINDOW_MS, SKEW_MS, id),
      );
      if (wait === 0) return id;
      await delay(wait, undefined, signal ? { signal } : {});
    }
  }

  private async release(id: string): Promise<void> {
    try {
      await this.redis.eval(DONE, 1, this.windowKey, id);
    } catch {
      // Redis is away: the booked (later) moment stands, so the pace only gets slower.
      await delay(PAUSE_AFTER_ERROR_MS);
    }
  }
}
