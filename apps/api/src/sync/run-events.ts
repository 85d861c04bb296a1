import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { Observable, Subject } from 'rxjs';
import { filter, map } from 'rxjs/operators';
import { REDIS } from '../common/redis.js';
import { Settings } from '../config/settings.js';
import type { SyncRun } from './sync-run.entity.js';

/** A run changed; whoever hears it reads the run afresh. */
export interface RunChange {
  userId: number;
  runId: string;
}

/** A run that has just ended. */
export interface EndedRun {
  id: string;
  userId: number;
  finishedAt: Date;
}

type EndListener = (run: EndedRun) => Promise<void>;

/** Carries "this run changed" from the process that works to those that show it, through Redis. */
@Injectable()
export class RunEvents implements OnModuleDestroy {
  private readonly logger = new Logger(RunEvents.name);
  private readonly channel: string;
  private readonly heard = new Subject<RunChange>();
  private readonly endListeners: EndListener[] = [];
  private listener: Redis | null = null;
  /** Speaks once, when the process stops: whoever streams ends then. */
  readonly closing = new Subject<void>();

  constructor(
    @Inject(REDIS) private readonly redis: Redis,
    settings: Settings,
  ) {
    this.channel = `${settings.redisPrefix}:runs`;
  }

  /** Says that a run changed. A lost word is no harm: watchers also poll. */
  async announce(run: Pick<SyncRun, 'id' | 'userId'>): Promise<void> {
    if (this.redis.status !== 'ready') return;
    const change: RunChange = { userId: run.userId, runId: run.id };
    await this.redis
      .publish(this.channel, JSON.stringify(change))
      .catch((error: unknown) => this.logger.warn({ err: error }, 'a change of a run could not be announced'));
  }

  /** `listener` hears of each end of a run, in the process that ended it; it must deal with its own errors. */
  onEnded(listener: EndListener): void {
    this.endListeners.push(listener);
  }

  /** Resolves when every listener has done its work. */
  async announceEnd(run: EndedRun): Promise<void> {
    for (const listener of this.endListeners) await listener(run);
  }

  /** Ids of the user's runs as they change. */
  changesOf(userId: number): Observable<string> {
    this.listen();
    return this.heard.pipe(
      filter((change) => change.userId === userId),
      map((change) => change.runId),
    );
  }

  onModuleDestroy(): void {
    this.closing.next();
    this.heard.complete();
    this.listener?.disconnect();
  }

  private listen(): void {
    if (this.listener) return;
    this.listener = this.redis.duplicate();
    this.listener.on('error', (error: Error) => this.logger.warn(`run events: ${error.message}`));
    this.listener.on('message', (_channel: string, text: string) => this.heard.next(JSON.parse(text) as RunChange));
    void this.listener.subscribe(this.channel);
  }
}
