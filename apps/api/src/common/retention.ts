import { Injectable, Logger } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import { Settings } from '../config/settings.js';

const BATCH = 500;
const PAUSE_MS = 50;
const DAY_MS = 24 * 3600 * 1000;

/** Removes at most `limit` rows older than `date`, the oldest first; resolves with how many were removed. */
export type RemoveOlderThan = (date: Date, limit: number) => Promise<number>;

interface Kind {
  name: string;
  remove: RemoveOlderThan;
  keepDays: (logRetentionDays: number) => number;
}

/** What the product keeps for a while only. Modules say what is theirs; the nightly job removes what has grown old. */
@Injectable()
export class Retention {
  private readonly logger = new Logger(Retention.name);
  private readonly kinds: Kind[] = [];

  constructor(private readonly settings: Settings) {}

  /** Kept for LOG_RETENTION_DAYS unless `keepDays` makes other days of them. */
  add(name: string, remove: RemoveOlderThan, keepDays: Kind['keepDays'] = (days) => days): void {
    this.kinds.push({ name, remove, keepDays });
  }

  /**
   * Removes what is too old, in small batches with pauses, so that nobody waits for it. Resolves with the rows removed
   * of each kind; a kind that fails does not keep the others from their turn.
   * @throws the first failure, once all kinds had their turn; the signal's reason when it aborts
   */
  async sweep(now = new Date(), signal?: AbortSignal): Promise<Record<string, number>> {
    const removed: Record<string, number> = {};
    const failures: unknown[] = [];
    for (const { name, remove, keepDays } of this.kinds) {
      const before = new Date(now.getTime() - keepDays(this.settings.logRetentionDays) * DAY_MS);
      try {
        removed[name] = await removeAll((limit) => remove(before, limit), signal);
      } catch (error) {
        signal?.throwIfAborted();
        this.logger.error({ kind: name, err: error }, 'old rows could not be removed');
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
    return removed;
  }
}

async function removeAll(remove: (limit: number) => Promise<number>, signal?: AbortSignal): Promise<number> {
  let total = 0;
  for (;;) {
    signal?.throwIfAborted();
    const count = await remove(BATCH);
    total += count;
    if (count === 0) return total;
    await delay(PAUSE_MS);
  }
}
