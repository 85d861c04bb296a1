import type { Request, RequestHandler } from 'express';
import { ipKeyGenerator, rateLimit, type Options } from 'express-rate-limit';
import type { Redis } from 'ioredis';
import { createHash } from 'node:crypto';
import { RedisStore } from 'rate-limit-redis';
import { answerWithin, EngineSilentError } from './engine-down.js';
import { sendProblem } from './problem.filter.js';
import { Problem } from './problem.js';

const WINDOW_MS = 60_000;
const REDIS_LIMIT_MS = 500;

/**
 * Lets each caller make so many requests a minute, counted in Redis for all processes together: a caller is an API
 * token, else the user `userIdOf` names, else an address. Answers tell what is left (`RateLimit`, `RateLimit-Policy`);
 * beyond it 429 with `Retry-After`. While Redis is away, everybody passes.
 */
export function limitRequests(
  redis: Redis,
  options: { perMinute: number; keyPrefix: string; userIdOf: (request: Request) => number | undefined },
): RequestHandler {
  return rateLimit({
    windowMs: WINDOW_MS,
    limit: options.perMinute,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    identifier: 'requests',
    store: new PatientStore({
      prefix: options.keyPrefix,
      sendCommand: (command: string, ...args: string[]) => ask(redis, command, args),
    }),
    keyGenerator: (request) => callerOf(request, options.userIdOf(request)),
    passOnStoreError: true,
    logger: { warn: () => undefined, error: () => undefined },
    handler: (request, response) => {
      const seconds = Number(response.get('Retry-After') ?? WINDOW_MS / 1000);
      sendProblem(Problem.tooMany('too_many', TOO_MANY, seconds), request, response);
    },
  });
}

const TOO_MANY = {
  ru: 'Слишком много запросов, подождите немного',
  en: 'Too many requests, wait a little',
};

/** Loads its script when it is first needed, not at start, and again after Redis was away. */
class PatientStore extends RedisStore {
  override async init(options: Options): Promise<void> {
    this.windowMs = options.windowMs;
    this.incrementScriptSha = Promise.resolve('');
  }

  override async increment(key: string) {
    try {
      return await super.increment(key);
    } catch (error) {
      this.incrementScriptSha = Promise.resolve('');
      throw error;
    }
  }
}

function callerOf(request: Request, userId: number | undefined): string {
  const token = /^bearer\s+(\S+)/i.exec(request.get('authorization') ?? '')?.[1];
  if (token) return `token:${createHash('sha256').update(token).digest('hex').slice(0, 32)}`;
  return userId === undefined ? `address:${ipKeyGenerator(request.ip ?? '')}` : `user:${userId}`;
}

/** The shared connection queues commands while Redis is away; a caller cannot wait for that. */
async function ask(redis: Redis, command: string, args: string[]): Promise<number | string | (number | string)[]> {
  if (redis.status !== 'ready') throw new EngineSilentError('Redis', 0);
  const answer = answerWithin(REDIS_LIMIT_MS, 'Redis', redis.call(command, ...args));
  return (await answer) as number | string | (number | string)[];
}
