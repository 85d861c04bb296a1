import { InjectQueue } from '@nestjs/bullmq';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import type { JobsOptions, Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import { DataSource } from 'typeorm';
import { answerWithin } from '../common/engine-down.js';
import { REDIS } from '../common/redis.js';
import { EvotorEvent } from './evotor-event.entity.js';

export const EVENTS_QUEUE = 'evotor-events';

/** What the queue is asked to do. */
export type EventJob =
  | { kind: 'handle'; eventId: string }
  | { kind: 'retell'; subscriptionId: string; evotorUserId: string }
  | { kind: 'read-first'; userId: number };

/** An event to keep. */
export type NewEvent = Pick<EvotorEvent, 'kind' | 'body' | 'receivedAt'> &
  Partial<Pick<EvotorEvent, 'eventKey' | 'evotorUserId' | 'userId' | 'secret' | 'outcome'>>;

const QUEUE_LIMIT_MS = 1500;
const SWEEP_AT_ONCE = 500;
/** One younger than this may just be on its way into the queue. */
const YOUNG_MS = 20_000;
const MOST_TRIES = 40;

const PATIENT = {
  attempts: 8,
  backoff: { type: 'exponential', delay: 500, jitter: 0.3 },
  removeOnComplete: true,
  removeOnFail: true,
} satisfies JobsOptions;

/** 5, 10, 20 … seconds, some three hours in all: so long a merchant may take to choose the terminals. */
const UNTIL_TERMINALS_ARE_CHOSEN = {
  attempts: 12,
  backoff: { type: 'exponential', delay: 5000, jitter: 0.2 },
  removeOnComplete: true,
  removeOnFail: true,
} satisfies JobsOptions;

/**
 * Keeps what Evotor tells before it is answered, and hands it to the queue. While Redis is away an event is only kept;
 * a sweep finds it.
 */
@Injectable()
export class Inbox {
  private readonly logger = new Logger('Webhooks');

  constructor(
    @InjectQueue(EVENTS_QUEUE) private readonly queue: Queue<EventJob>,
    @InjectDataSource() private readonly dataSource: DataSource,
    @Inject(REDIS) private readonly redis: Redis,
  ) {}

  /** Resolves when the event is kept. One whose key is known already is a repeat: nothing happens. */
  async take(event: NewEvent): Promise<void> {
    const row = { secret: null, eventKey: null, evotorUserId: null, userId: null, outcome: null, ...event };
    const { affectedRows, insertId } = await this.dataSource.query<{ affectedRows: number; insertId: number }>(
      `INSERT IGNORE INTO evotor_events (kind, event_key, evotor_user_id, user_id, body, secret, received_at, handled_at, outcome)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        ...[row.kind, row.eventKey, row.evotorUserId, row.userId, row.body, row.secret, row.receivedAt],
        ...[row.outcome === null ? null : row.receivedAt, row.outcome],
      ],
    );
    if (affectedRows > 0 && row.outcome === null) await this.queueOrLeave(String(insertId));
  }

  /** Looks at a subscription again when the patience with a gap in it ends. */
  async retellAt(moment: Date, subscriptionId: string, evotorUserId: string): Promise<void> {
    const delay = Math.max(0, moment.getTime() - Date.now());
    const jobId = `retell-${subscriptionId}-${moment.getTime()}`;
    await this.queue.add('retell', { kind: 'retell', subscriptionId, evotorUserId }, { ...PATIENT, jobId, delay });
  }

  /** Has a merchant's catalogue read with the token that Evotor gave, as soon as Evotor lets it be read. */
  async readFirst(userId: number, eventKey: string): Promise<void> {
    const options = { ...UNTIL_TERMINALS_ARE_CHOSEN, jobId: `read-first-${userId}-${eventKey}` };
    await this.queue.add('read-first', { kind: 'read-first', userId }, options);
  }

  /** Puts events that nobody took up back into the queue. */
  async sweep(now = Date.now()): Promise<void> {
    const waiting = await this.dataSource.query<{ id: string }[]>(
      'SELECT id FROM evotor_events WHERE handled_at IS NULL AND received_at < ? ORDER BY received_at LIMIT ?',
      [new Date(now - YOUNG_MS), SWEEP_AT_ONCE],
    );
    for (const { id } of waiting) await this.enqueue(id);
  }

  /** The event while it is still to be handled. */
  findOpen(eventId: string): Promise<EvotorEvent | null> {
    return this.dataSource
      .createQueryBuilder(EvotorEvent, 'event')
      .where('event.id = :eventId AND event.handledAt IS NULL', { eventId })
      .getOne();
  }

  async close(event: EvotorEvent, outcome: string, userId: number | null = event.userId): Promise<void> {
    const changes = { handledAt: new Date(), outcome: outcome.slice(0, 64), userId, secret: null };
    await this.dataSource.getRepository(EvotorEvent).update({ id: event.id }, changes);
  }

  /** Counts a try that failed; an event that fails for ever is left alone in the end. */
  async noteFailure(event: EvotorEvent): Promise<void> {
    const tries = event.tries + 1;
    await this.dataSource.getRepository(EvotorEvent).update({ id: event.id }, { tries });
    if (tries >= MOST_TRIES) await this.close(event, 'given_up');
  }

  private async queueOrLeave(eventId: string): Promise<void> {
    if (this.redis.status !== 'ready') return;
    try {
      await answerWithin(QUEUE_LIMIT_MS, 'Redis', this.enqueue(eventId));
    } catch (error) {
      this.logger.warn({ eventId, err: error }, 'an event has to wait for the sweep');
    }
  }

  private async enqueue(eventId: string): Promise<void> {
    await this.queue.add('handle', { kind: 'handle', eventId }, { ...PATIENT, jobId: `event-${eventId}` });
  }
}
