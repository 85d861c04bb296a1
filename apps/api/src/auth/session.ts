import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { RedisStore } from 'connect-redis';
import type { RequestHandler } from 'express';
import session from 'express-session';
import passport from 'passport';
import { createClient } from 'redis';
import { Settings } from '../config/settings.js';
import { HealthService } from '../health/health.service.js';

const LIFE_MS = 14 * 24 * 3600 * 1000;
const START_LIMIT_MS = 10_000;

/** The name of the session cookie. */
export const SESSION_COOKIE = 'evosync.sid';

/** Sessions: a signed cookie, its content in Redis, alive for two weeks after the last request. */
@Injectable()
export class Sessions implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger('Sessions');
  private readonly client;

  constructor(
    private readonly settings: Settings,
    health: HealthService,
  ) {
    this.client = createClient({
      url: settings.redisUrl,
      disableOfflineQueue: true,
      socket: { connectTimeout: 2000, reconnectStrategy: (attempt) => Math.min(100 * 2 ** Math.min(attempt, 5), 2000) },
    });
    health.add('sessions', () => this.client.ping());
    this.client.on('error', (error: Error) => this.logger.warn(`Redis: ${error.message}`));
  }

  /** Waits for Redis, but not for ever: without it the process starts and answers 503. */
  async onModuleInit(): Promise<void> {
    const connected = this.client.connect().catch((error: unknown) => this.logger.warn({ err: error }, 'No Redis'));
    await Promise.race([connected, new Promise((resolve) => setTimeout(resolve, START_LIMIT_MS).unref())]);
  }

  onApplicationShutdown(): void {
    if (this.client.isOpen) this.client.destroy();
  }

  /** Reads the session of a request and, through passport, whose it is. */
  middleware(): RequestHandler[] {
    return [
      session({
        name: SESSION_COOKIE,
        secret: this.settings.secretKeys,
        store: new RedisStore({ client: this.client, prefix: `${this.settings.redisPrefix}:session:` }),
        resave: false,
        saveUninitialized: false,
        rolling: true,
        cookie: { httpOnly: true, sameSite: 'lax', secure: 'auto', maxAge: LIFE_MS, path: '/' },
      }),
      passport.session() as RequestHandler,
    ];
  }
}
