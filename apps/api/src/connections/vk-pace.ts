import type { VkPace, VkPass } from '@evosync/vk';
import type { Redis } from 'ioredis';
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { VkWay } from './vk-way.js';

/** VK counts requests in any running second; a few milliseconds more cover the clocks' rounding. */
const WINDOW_MS = 1004;
/** A request that is not known to have left (connecting, a busy process) keeps its place, at most this long. */
const UNSENT_MS = 10_000;
/** While requests are about to leave, their places may open at any moment. */
const LOOK_AGAIN_MS = 15;
/** Each code 6 shows that VK counts more strictly than we know: the window grows, and shrinks back after a while. */
const STRICTER_MS = { first: 20, most: 320, forMs: 600_000 };
const PAUSE_AFTER_ERROR_MS = 250;

const NOW = `
local t = redis.call('TIME')
local now = t[1] * 1000 + t[2] / 1000
`;

/** Answers 0 when a request may leave now (and books it), else how many milliseconds to wait. */
const ACQUIRE = `${NOW}
local limit, window, unsent, again, id = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4]), ARGV[5]
local paused = tonumber(redis.call('GET', KEYS[2]) or '0')
if paused > now then return math.ceil(paused - now) end
window = window + tonumber(redis.call('GET', KEYS[3]) or '0')
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - window)
local taken = redis.call('ZCARD', KEYS[1])
if taken < limit then
  redis.call('ZADD', KEYS[1], string.format('%.3f', now + unsent), id)
  redis.call('PEXPIRE', KEYS[1], math.ceil(window + unsent + 1000))
  return 0
end
local place = redis.call('ZRANGE', KEYS[1], taken - limit, taken - limit, 'WITHSCORES')
local wait = math.max(1, math.ceil(tonumber(place[2]) + window - now))
if wait > window + again then wait = again end
return wait
`;

/** The last byte has left: VK counts the request at the latest when the way is behind it. */
const SENT = `${NOW}
redis.call('ZADD', KEYS[1], 'XX', string.format('%.3f', now + tonumber(ARGV[2])), ARGV[1])
return 0
`;

/** The answer is here, so the request had arrived by now: the booked moment may move back, never forward. */
const DONE = `${NOW}
redis.call('ZADD', KEYS[1], 'XX', 'LT', string.format('%.3f', now), ARGV[1])
return 0
`;

const PENALIZE = `${NOW}
local pause = tonumber(ARGV[1])
if tonumber(redis.call('GET', KEYS[1]) or '0') < now + pause then
  redis.call('SET', KEYS[1], string.format('%.3f', now + pause), 'PX', math.ceil(pause))
end
local stricter = tonumber(redis.call('GET', KEYS[2]) or '0')
if stricter == 0 then stricter = tonumber(ARGV[2]) else stricter = math.min(stricter * 2, tonumber(ARGV[3])) end
redis.call('SET', KEYS[2], stricter, 'PX', ARGV[4])
return 0
`;

/**
 * The pace of one VK token, shared by every process through Redis: never more than
 * `requestsPerSecond` requests inside any running second, as VK counts them on arrival
 * (VK answers code 6 above it). First come, first served inside a process. A slow answer costs no pace: what
 * counts is when a request left.
 */
export class RedisVkPace implements VkPace {
  private queue: Promise<unknown> = Promise.resolve();
  private readonly way = new VkWay();
  private readonly windowKey: string;
  private readonly pauseKey: string;
  private readonly stricterKey: string;

  constructor(
    private readonly redis: Redis,
    /** Names the token's keys in Redis; holds nothing of the token itself. */
    key: string,
    private readonly requestsPerSecond: number,
    /** Hears how many seconds each request waited for its turn. */
    private readonly onWaited: (seconds: number) => void = () => undefined,
  ) {
    this.windowKey = key;
    this.pauseKey = `${this.windowKey}:pause`;
    this.stricterKey = `${this.windowKey}:stricter`;
  }

  async acquire(signal?: AbortSignal): Promise<VkPass> {
    const asked = performance.now();
    const turn = this.queue.then(() => this.book(signal));
    this.queue = turn.catch(() => undefined);
    const id = await turn;
    this.onWaited((performance.now() - asked) / 1000);
    let sentAt: number | null = null;
    return {
      sent: () => {
        sentAt = performance.now();
        return this.tell(() => this.redis.eval(SENT, 1, this.windowKey, id, this.way.travelMs));
      },
      done: () => {
        if (sentAt !== null) this.way.noteAnswer(performance.now() - sentAt);
        return this.tell(() => this.redis.eval(DONE, 1, this.windowKey, id));
      },
      giveBack: () => this.tell(() => this.redis.zrem(this.windowKey, id)),
    };
  }

  async penalize(ms: number): Promise<void> {
    const { first, most, forMs } = STRICTER_MS;
    const pause = Math.max(1, Math.round(ms));
    await this.redis.eval(PENALIZE, 2, this.pauseKey, this.stricterKey, pause, first, most, forMs);
  }

  private async book(signal?: AbortSignal): Promise<string> {
    const id = randomUUID();
    const limit = Math.max(1, Math.floor(this.requestsPerSecond));
    const keys = [this.windowKey, this.pauseKey, this.stricterKey];
    for (;;) {
      signal?.throwIfAborted();
      const wait = Number(
        await this.redis.eval(ACQUIRE, keys.length, ...keys, limit, WINDOW_MS, UNSENT_MS, LOOK_AGAIN_MS, id),
      );
      if (wait === 0) return id;
      await delay(wait, undefined, signal ? { signal } : {});
    }
  }

  private async tell(note: () => Promise<unknown>): Promise<void> {
    try {
      await note();
    } catch {
      // Redis is away: the booked (later) moment stands, so the pace only gets slower.
      await delay(PAUSE_AFTER_ERROR_MS);
    }
  }
}
