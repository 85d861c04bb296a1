import { Inject, Injectable } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { createHash } from 'node:crypto';
import { answerWithin, EngineSilentError } from '../common/engine-down.js';
import { Problem } from '../common/problem.js';
import { REDIS } from '../common/redis.js';
import { Settings } from '../config/settings.js';

const WINDOW_SECONDS = 15 * 60;
const FAILURES_PER_ACCOUNT = 10;
const FAILURES_PER_ADDRESS = 100;
const REDIS_LIMIT_MS = 2000;

/** Adds to both counters at once (guesses sent side by side count too) and says how long each still lasts. */
const COUNT = `
  local answer = {}
  for i = 1, 2 do
    local count = redis.call('INCR', KEYS[i])
    if count == 1 then redis.call('EXPIRE', KEYS[i], ARGV[1]) end
    answer[i * 2 - 1] = count
    answer[i * 2] = redis.call('TTL', KEYS[i])
  end
  return answer`;

/** Slows down guessing: so many failed sign-ins an account and an address in a quarter of an hour, then 429. */
@Injectable()
export class LoginThrottle {
  constructor(
    @Inject(REDIS) private readonly redis: Redis,
    private readonly settings: Settings,
  ) {}

  /**
   * Counts an attempt as failed until `succeeded` is called.
   * @throws Problem 429 `too_many_attempts` with `Retry-After`
   */
  async attempt(email: string, address: string): Promise<void> {
    const [ofAccount = 0, accountWait = 0, ofAddress = 0, addressWait = 0] = (await this.ask(() =>
      this.redis.eval(COUNT, 2, this.accountKey(email), this.addressKey(address), WINDOW_SECONDS),
    )) as number[];
    const waits = [
      ...(ofAccount > FAILURES_PER_ACCOUNT ? [accountWait] : []),
      ...(ofAddress > FAILURES_PER_ADDRESS ? [addressWait] : []),
    ];
    if (waits.length > 0) throw tooManyAttempts(Math.max(...waits));
  }

  async succeeded(email: string, address: string): Promise<void> {
    await this.ask(() => this.redis.multi().del(this.accountKey(email)).decr(this.addressKey(address)).exec());
  }

  /** The shared connection queues commands while Redis is away; a person at the door cannot wait for that. */
  private async ask<T>(command: () => Promise<T>): Promise<T> {
    if (this.redis.status !== 'ready') throw new EngineSilentError('Redis', 0);
    return answerWithin(REDIS_LIMIT_MS, 'Redis', command());
  }

  private accountKey(email: string): string {
    return `${this.settings.redisPrefix}:login:account:${createHash('sha256').update(email).digest('hex')}`;
  }

  private addressKey(address: string): string {
    return `${this.settings.redisPrefix}:login:address:${address}`;
  }
}

function tooManyAttempts(seconds: number): Problem {
  const minutes = Math.ceil(seconds / 60);
  return Problem.tooMany(
    'too_many_attempts',
    {
      ru: `Слишком много попыток входа. Попробуйте через ${minutes} мин.`,
      en: `Too many attempts to sign in. Try again in ${minutes} min.`,
    },
    seconds,
  );
}
