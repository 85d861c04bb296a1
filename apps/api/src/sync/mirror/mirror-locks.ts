import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { setTimeout as delay } from 'node:timers/promises';
import { DataSource, type QueryRunner } from 'typeorm';

const LOOK_AGAIN_MS = 500;
const CHECK_EVERY_MS = 3000;
/** Locks are names of the whole server, so the database's name goes in. */
const NAME = `CONCAT('evosync:', LEFT(SHA2(DATABASE(), 256), 16), ':mirror:', ?)`;

/**
 * One mirror of a merchant at a time, in whatever process: when Redis was away, a step's job may be taken up a second
 * time while the first is still at work, and two that create the same goods would double them. Held by MariaDB
 * (GET_LOCK) on one connection a process, so that a process that dies lets go at once.
 */
@Injectable()
export class MirrorLocks implements OnModuleDestroy {
  private readonly logger = new Logger(MirrorLocks.name);
  /** MariaDB grants a connection its own lock again, so inside the process it is kept here. */
  private readonly held = new Map<number, Promise<void>>();
  private runner: Promise<QueryRunner> | null = null;

  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /**
   * Does `work` when no other mirror of this merchant is at work. `lost` aborts when the lock was lost meanwhile: then
   * another may begin, and nothing more may be sent.
   */
  async hold<T>(userId: number, signal: AbortSignal, work: (lost: AbortSignal) => Promise<T>): Promise<T> {
    for (let other = this.held.get(userId); other; other = this.held.get(userId)) await other;
    signal.throwIfAborted();
    let letGo: () => void = () => undefined;
    this.held.set(userId, new Promise((resolve) => (letGo = resolve)));
    const lost = new AbortController();
    let watch: NodeJS.Timeout | undefined;
    try {
      while (!(await this.ask(`GET_LOCK(${NAME}, 0)`, userId))) await delay(LOOK_AGAIN_MS, undefined, { signal });
      watch = setInterval(() => void this.check(userId, lost), CHECK_EVERY_MS);
      return await work(lost.signal);
    } finally {
      clearInterval(watch);
      await this.release(userId);
      this.held.delete(userId);
      letGo();
    }
  }

  async onModuleDestroy(): Promise<void> {
    const runner = await this.runner?.catch(() => null);
    await runner?.release();
  }

  private async check(userId: number, lost: AbortController): Promise<void> {
    const isMine = await this.ask(`IS_USED_LOCK(${NAME}) = CONNECTION_ID()`, userId).catch(() => false);
    if (!isMine) lost.abort(new Error('The lock of the mirror was lost'));
  }

  private async release(userId: number): Promise<void> {
    try {
      await this.ask(`RELEASE_LOCK(${NAME})`, userId);
    } catch (error) {
      // The connection is gone, and the lock with it.
      this.logger.warn({ userId, err: error }, 'the lock of a mirror could not be released');
    }
  }

  private async ask(sql: string, userId: number): Promise<boolean> {
    this.runner ??= this.connect();
    const asked = this.runner;
    try {
      const rows = (await (await asked).query(`SELECT ${sql} AS answer`, [userId])) as { answer: unknown }[];
      return Number(rows[0]?.answer) === 1;
    } catch (error) {
      if (this.runner === asked) this.runner = null;
      void asked.then((runner) => runner.release()).catch(() => undefined);
      throw error;
    }
  }

  private async connect(): Promise<QueryRunner> {
    const runner = this.dataSource.createQueryRunner();
    await runner.connect();
    return runner;
  }
}
