import { Inject, Injectable } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Settings } from '../config/settings.js';
import { answerWithin, EngineSilentError } from './engine-down.js';
import type { IdempotentRequest } from './idempotency-key.js';
import { Problem } from './problem.js';
import { REDIS } from './redis.js';

const KEPT_MS = 24 * 3600 * 1000;
/** A process that died while it worked is given this long before the next request with the key works in its stead. */
const CLAIM_MS = 30_000;
const PATIENCE_MS = 10_000;
const LOOK_EVERY_MS = 50;
const REDIS_LIMIT_MS = 2000;

interface Kept {
  /** What was asked for, in short. */
  print: string;
  claim: string;
  result: string | null;
}

const FORGET_OWN = `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0`;

/** Requests that may be sent again without being done again: their results are kept in Redis for a day. */
@Injectable()
export class IdempotencyKeys {
  constructor(
    @Inject(REDIS) private readonly redis: Redis,
    private readonly settings: Settings,
  ) {}

  /**
   * Does `work` for the first request with this key and resolves with its result, short and without secrets; for the
   * same request again, with the result of then. Of several at once one works, the others wait for it. Work that fails
   * leaves the key unused.
   * @throws Problem 422 `idempotency_key_reused` for another request under the same key, 409 `idempotency_key_in_use`
   * when the first one is still at work after ten seconds; EngineSilentError while Redis is away
   */
  async once(
    scope: string,
    { key, body }: IdempotentRequest,
    work: () => Promise<string>,
  ): Promise<{ result: string; replayed: boolean }> {
    const place = `${this.settings.redisPrefix}:idempotency:${hash(`${scope} ${key}`)}`;
    const claim: Kept = { print: hash(body), claim: randomUUID(), result: null };
    for (const end = Date.now() + PATIENCE_MS; Date.now() < end; await delay(LOOK_EVERY_MS)) {
      const mine = await this.ask(() => this.redis.set(place, JSON.stringify(claim), 'PX', CLAIM_MS, 'NX'));
      if (mine) return { result: await this.work(place, claim, work), replayed: false };
      const kept = await this.ask(() => this.redis.get(place));
      if (!kept) continue;
      const { print, result } = JSON.parse(kept) as Kept;
      if (print !== claim.print) throw reused();
      if (result !== null) return { result, replayed: true };
    }
    throw inUse();
  }

  private async work(place: string, claim: Kept, work: () => Promise<string>): Promise<string> {
    try {
      const result = await work();
      await this.ask(() => this.redis.set(place, JSON.stringify({ ...claim, result }), 'PX', KEPT_MS));
      return result;
    } catch (error) {
      await this.ask(() => this.redis.eval(FORGET_OWN, 1, place, JSON.stringify(claim))).catch(() => undefined);
      throw error;
    }
  }

  /** The shared connection queues commands while Redis is away; a caller cannot wait for that. */
  private async ask<T>(command: () => Promise<T>): Promise<T> {
    if (this.redis.status !== 'ready') throw new EngineSilentError('Redis', 0);
    return answerWithin(REDIS_LIMIT_MS, 'Redis', command());
  }
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function reused(): Problem {
  return Problem.unprocessable('idempotency_key_reused', {
    ru: 'С этим ключом идемпотентности уже был другой запрос. Возьмите новый ключ',
    en: 'This idempotency key was used for another request. Take a new one',
  });
}

function inUse(): Problem {
  return Problem.conflict('idempotency_key_in_use', {
    ru: 'Запрос с этим ключом идемпотентности ещё выполняется. Повторите позже',
    en: 'The request with this idempotency key is still being carried out. Try again later',
  });
}
