import { idKey } from '@evosync/evotor';
import { Inject, Injectable } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { REDIS } from '../common/redis.js';
import { Settings } from '../config/settings.js';

/** What is remembered of the readings of one store. All moments are Unix milliseconds. */
export interface ReadingNote {
  /** The last reading that ended well. */
  readAt: number;
  /** The last of them that listed all products, not only those that changed. */
  wholeAt: number;
  /** Products changed from here on may not have been read yet, by Evotor's clock; null: Evotor gives no moments. */
  since: number | null;
}

const KEEP_SECONDS = 7 * 24 * 3600;

/**
 * When each store was read, and up to where. Kept in Redis and not beside the goods, so that an hour in which nothing
 * changed writes nothing to the database. Lost notes cost one whole listing.
 */
@Injectable()
export class ReadingNotes {
  constructor(
    @Inject(REDIS) private readonly redis: Redis,
    private readonly settings: Settings,
  ) {}

  /** The notes of a merchant's stores, by store id in lower case. */
  async findAll(userId: number): Promise<Map<string, ReadingNote>> {
    const kept = await this.redis.hgetall(this.keyOf(userId));
    return new Map(Object.entries(kept).map(([storeId, note]) => [storeId, JSON.parse(note) as ReadingNote]));
  }

  /** Answers of a store of the merchant when it was last read to its end: the row knows only of readings that wrote. */
  async lastReadings(userId: number): Promise<(store: { id: string; readAt: Date | null }) => Date | null> {
    const notes = await this.findAll(userId);
    return ({ id, readAt }) => {
      const noted = notes.get(idKey(id))?.readAt ?? 0;
      return noted > (readAt?.getTime() ?? 0) ? new Date(noted) : readAt;
    };
  }

  async save(userId: number, storeId: string, note: ReadingNote): Promise<void> {
    const key = this.keyOf(userId);
    await this.redis.multi().hset(key, idKey(storeId), JSON.stringify(note)).expire(key, KEEP_SECONDS).exec();
  }

  /** The next reading of the store lists everything. */
  async forget(userId: number, storeId: string): Promise<void> {
    await this.redis.hdel(this.keyOf(userId), idKey(storeId));
  }

  private keyOf(userId: number): string {
    return `${this.settings.redisPrefix}:evotor-readings:${userId}`;
  }
}
