import { Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { RedisStore } from 'connect-redis';
import type { Request, RequestHandler } from 'express';
import session from 'express-session';
import { promisify } from 'node:util';
import passport from 'passport';
import { createClient } from 'redis';
import { Settings } from '../config/settings.js';
import { HealthService } from '../health/health.service.js';
import { deviceOf } from './device.js';
import type { SessionUser } from './local.strategy.js';
import { publicId, SessionIndex, type SessionNote } from './session-index.js';

const LIFE_MS = 14 * 24 * 3600 * 1000;
const START_LIMIT_MS = 10_000;
const NOTE_USE_AFTER_MS = 60_000;

/** The name of the session cookie. */
export const SESSION_COOKIE = 'evosync.sid';

/** An open session as its owner may see it. */
export interface OpenSession {
  id: string;
  current: boolean;
  createdAt: Date;
  lastSeenAt: Date;
  ip: string;
  device: string | null;
}

/** Sessions: a signed cookie, its content in Redis, alive for two weeks after the last request or until ended. */
@Injectable()
export class Sessions implements OnModuleInit, OnApplicationShutdown {
  private readonly logger = new Logger('Sessions');
  private readonly client;
  private readonly index: SessionIndex;

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
    this.index = new SessionIndex(this.client, settings.redisPrefix, LIFE_MS);
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
        store: new RedisStore({ client: this.client, prefix: this.storePrefix }),
        resave: false,
        saveUninitialized: false,
        rolling: true,
        cookie: { httpOnly: true, sameSite: 'lax', secure: 'auto', maxAge: LIFE_MS, path: '/' },
      }),
      passport.session() as RequestHandler,
      (request, _response, next) => void this.heedEnded(request).then(() => next(), next),
    ];
  }

  /** Starts a session with a new id for this user. */
  async open(request: Request, user: SessionUser): Promise<void> {
    const before = { sid: request.sessionID, userId: userOfSession(request) };
    await promisify((done: (error?: unknown) => void) => request.logIn(user, done))();
    if (before.userId !== undefined) await this.index.remove(before.userId, [before]);
    const now = Date.now();
    await this.index.add(user.id, {
      sid: request.sessionID,
      createdAt: now,
      lastSeenAt: now,
      ip: request.ip ?? '',
      device: deviceOf(request.get('user-agent')),
    });
  }

  /** Ends the session of this request, if it has one. */
  async close(request: Request): Promise<void> {
    const user = request.user as SessionUser | undefined;
    if (user) await this.index.remove(user.id, [{ sid: request.sessionID }]);
    await promisify((done: (error?: unknown) => void) => request.session.destroy(done))();
  }

  /** The user's open sessions, the one used last first; `currentSid` is the session id of the request. */
  async list(userId: number, currentSid: string): Promise<OpenSession[]> {
    const notes = await this.index.list(userId);
    return notes.map(({ sid, createdAt, lastSeenAt, ip, device }) => ({
      id: publicId(sid),
      current: sid === currentSid,
      createdAt: new Date(createdAt),
      lastSeenAt: new Date(lastSeenAt),
      ip,
      device,
    }));
  }

  /** False as soon as the session with this secret id has ended. */
  async isOpen(userId: number, sid: string): Promise<boolean> {
    return (await this.index.find(userId, sid)) !== null;
  }

  /** Ends one session by its shown id; false when the user has no such session. */
  async end(userId: number, id: string): Promise<boolean> {
    const notes = (await this.index.list(userId)).filter(({ sid }) => publicId(sid) === id);
    await this.drop(userId, notes);
    return notes.length > 0;
  }

  /** Ends all sessions of a user at once, but for the one whose session id is given. */
  async endAll(userId: number, exceptSessionId?: string): Promise<void> {
    const notes = await this.index.list(userId);
    await this.drop(
      userId,
      notes.filter(({ sid }) => sid !== exceptSessionId),
    );
  }

  private async drop(userId: number, notes: SessionNote[]): Promise<void> {
    await this.index.remove(userId, notes);
    if (notes.length > 0) await this.client.del(notes.map(({ sid }) => `${this.storePrefix}${sid}`));
  }

  /** A session counts only while the index has it. */
  private async heedEnded(request: Request): Promise<void> {
    const user = request.user as SessionUser | undefined;
    if (!user) return;
    const note = await this.index.find(user.id, request.sessionID);
    if (!note) request.user = undefined;
    else if (Date.now() - note.lastSeenAt > NOTE_USE_AFTER_MS) {
      await this.index.touch(user.id, { ...note, lastSeenAt: Date.now(), ip: request.ip ?? note.ip });
    }
  }

  private get storePrefix(): string {
    return `${this.settings.redisPrefix}:session:`;
  }
}

/** Whom passport keeps in the session of this request. */
function userOfSession(request: Request): number | undefined {
  return (request.session as { passport?: { user?: number } }).passport?.user;
}
