import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { isEngineDown } from '../common/engine-down.js';
import { inWorkContext, workContext } from '../common/work-context.js';
import { Metrics } from '../health/metrics.js';
import { rowOf, type CallEntry, type JournalRow } from './journal-row.js';
import { JournalWriter } from './journal-writer.js';

const FLUSH_AT = 200;
const FLUSH_EVERY_MS = 1000;
/** Up to about 60 MB while MariaDB is away. */
const MOST_WAITING = 2000;

/**
 * The journal of calls to and from other systems. A call never waits for it and never fails because of it: rows
 * are kept in memory and written in batches; while MariaDB is away the oldest are dropped and counted.
 */
@Injectable()
export class Journal implements OnApplicationShutdown {
  private readonly logger = new Logger(Journal.name);
  private waiting: JournalRow[] = [];
  private writing: Promise<void> | null = null;
  private timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly writer: JournalWriter,
    private readonly metrics: Metrics,
  ) {}

  /** Notes a call that has just ended, for the user, run and request in whose context it was made. Never throws. */
  record(entry: CallEntry): void {
    try {
      const { userId = null, runId = null, requestId = null } = workContext();
      const place = { userId: entry.userId ?? userId, runId, correlationId: requestId };
      this.waiting.push(rowOf(entry, place));
    } catch (error) {
      this.drop(1, 'unreadable');
      this.logger.error({ err: error, service: entry.service }, 'a call could not be noted');
      return;
    }
    this.keepBound();
    if (this.waiting.length >= FLUSH_AT && !this.writing) void inWorkContext({}, () => this.flush());
    else this.flushLater();
  }

  /** Writes what waits, as far as MariaDB lets it. Never rejects. */
  async flush(): Promise<void> {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.writing ??= this.writeWaiting().finally(() => (this.writing = null));
    await this.writing;
    if (this.waiting.length > 0) this.flushLater();
  }

  /** Processors and the server have ended by now; the connection to MariaDB ends after this. */
  async onApplicationShutdown(): Promise<void> {
    await this.flush();
    if (this.timer) clearTimeout(this.timer);
    this.drop(this.waiting.length, 'shutdown');
    this.waiting = [];
  }

  private async writeWaiting(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, FLUSH_AT);
      try {
        await this.writer.write(batch);
      } catch (error) {
        if (!isEngineDown(error)) {
          this.drop(batch.length, 'refused');
          this.logger.error({ err: error, rows: batch.length }, 'rows of the journal were refused');
          continue;
        }
        this.waiting.unshift(...batch);
        this.keepBound();
        this.logger.warn({ waiting: this.waiting.length }, 'the journal waits for the database');
        return;
      }
    }
  }

  /** The writing is nobody's work in particular, whoever made the call that started the clock. */
  private flushLater(): void {
    this.timer ??= inWorkContext({}, () => setTimeout(() => void this.flush(), FLUSH_EVERY_MS).unref());
  }

  private keepBound(): void {
    const tooMany = this.waiting.length - MOST_WAITING;
    if (tooMany <= 0) return;
    this.waiting.splice(0, tooMany);
    this.drop(tooMany, 'database_away');
  }

  private drop(rows: number, reason: string): void {
    if (rows > 0)
      this.metrics.count('evosync_journal_dropped_total', 'Calls that never got into the journal', { reason }, rows);
  }
}
