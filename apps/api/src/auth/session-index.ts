import { createHash } from 'node:crypto';
import type { RedisClientType } from 'redis';

/** One sign-in of a user. Times are milliseconds since 1970. */
export interface SessionNote {
  /** The session's secret id, as the cookie carries it. */
  sid: string;
  createdAt: number;
  lastSeenAt: number;
  ip: string;
  device: string | null;
}

/** What Redis needs to do for the index. */
export type IndexRedis = Pick<RedisClientType, 'hGet' | 'hSet' | 'hGetAll' | 'hDel' | 'expire' | 'eval'>;

/** Writes only where there is something: what was ended meanwhile stays ended. */
const TOUCH = `
  if redis.call('HEXISTS', KEYS[1], ARGV[1]) == 0 then return 0 end
  redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
  redis.call('EXPIRE', KEYS[1], ARGV[3])
  return 1`;

/**
 * Which sessions a user has open, in one Redis hash a user. It has the last word: a session that is not in it is over,
 * even if a request that was on its way writes its content once more.
 */
export class SessionIndex {
  constructor(
    private readonly redis: IndexRedis,
    private readonly prefix: string,
    private readonly lifeMs: number,
  ) {}

  async add(userId: number, note: SessionNote): Promise<void> {
    await this.redis.hSet(this.key(userId), publicId(note.sid), JSON.stringify(note));
    await this.redis.expire(this.key(userId), this.lifeSeconds());
  }

  async find(userId: number, sid: string): Promise<SessionNote | null> {
    const text = await this.redis.hGet(this.key(userId), publicId(sid));
    return text ? (JSON.parse(text) as SessionNote) : null;
  }

  /** Notes that a session is in use, unless it has ended. */
  async touch(userId: number, note: SessionNote): Promise<void> {
    const values = [publicId(note.sid), JSON.stringify(note), String(this.lifeSeconds())];
    await this.redis.eval(TOUCH, { keys: [this.key(userId)], arguments: values });
  }

  /** The open sessions, the one used last first; what has run out by itself is forgotten. */
  async list(userId: number): Promise<SessionNote[]> {
    const fields = await this.redis.hGetAll(this.key(userId));
    const notes = Object.values(fields).map((text) => JSON.parse(text) as SessionNote);
    const oldest = Date.now() - this.lifeMs;
    const over = notes.filter((note) => note.lastSeenAt < oldest);
    await this.remove(userId, over);
    return notes.filter((note) => !over.includes(note)).sort((a, b) => b.lastSeenAt - a.lastSeenAt);
  }

  async remove(userId: number, notes: Pick<SessionNote, 'sid'>[]): Promise<void> {
    const ids = notes.map(({ sid }) => publicId(sid));
    if (ids.length > 0) await this.redis.hDel(this.key(userId), ids);
  }

  private key(userId: number): string {
    return `${this.prefix}:sessions-of:${userId}`;
  }

  private lifeSeconds(): number {
    return Math.ceil(this.lifeMs / 1000) + 3600;
  }
}

/** The name of a session that may be shown: its own id is what the cookie proves. */
export function publicId(sid: string): string {
  return createHash('sha256').update(sid).digest('hex').slice(0, 32);
}
