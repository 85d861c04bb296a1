import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { RedisVkPace } from './vk-pace.js';

describe('The pace of a VK token, kept in Redis', () => {
  let one: Redis;
  let other: Redis;

  beforeAll(() => {
    const url = process.env.TEST_REDIS_URL ?? 'redis://127.0.0.1:63791/6';
    one = new Redis(url);
    other = new Redis(url);
  });
  afterAll(async () => {
    await one.quit();
    await other.quit();
  });

  it('lets three requests arrive in any running second, also from two processes, however slow the answers are', async () => {
    const token = `test-${randomBytes(8).toString('hex')}`;
    const paces = [new RedisVkPace(one, token, 3), new RedisVkPace(other, token, 3)];
    const arrivals: number[] = [];
    const ask = async (pace: RedisVkPace, travel: number, answer: number) => {
      const pass = await pace.acquire();
      await delay(travel);
      arrivals.push(performance.now());
      await delay(answer);
      await pass.done();
    };
    const calls = [5, 0, 60, 5, 0, 100, 0, 20, 5, 0, 80, 5];
    await Promise.all(calls.map((travel, index) => ask(paces[index % 2] as RedisVkPace, travel, index % 3 ? 0 : 300)));
    arrivals.sort((a, b) => a - b);
    expect(arrivals).toHaveLength(calls.length);
    for (let index = 3; index < arrivals.length; index += 1) {
      expect((arrivals[index] ?? 0) - (arrivals[index - 3] ?? 0)).toBeGreaterThanOrEqual(1000);
    }
  }, 20_000);

  it('tokens do not wait for each other', async () => {
    const started = performance.now();
    const paces = Array.from({ length: 5 }, () => new RedisVkPace(one, `test-${randomBytes(8).toString('hex')}`, 3));
    await Promise.all(paces.flatMap((pace) => [1, 2, 3].map(async () => (await pace.acquire()).done())));
    expect(performance.now() - started).toBeLessThan(900);
  });

  it('stops for as long as VK asked, and gives way to who no longer waits', async () => {
    const pace = new RedisVkPace(one, `test-${randomBytes(8).toString('hex')}`, 3);
    await pace.penalize(600);
    const started = performance.now();
    const gone = new AbortController();
    const given = pace.acquire(gone.signal);
    const next = pace.acquire();
    gone.abort(new Error('changed my mind'));
    await expect(given).rejects.toThrow();
    await next;
    expect(performance.now() - started).toBeGreaterThanOrEqual(550);
  });
});
