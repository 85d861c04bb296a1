import { Injectable, Logger } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { createHash, randomUUID } from 'node:crypto';
import { In, LessThan, Repository } from 'typeorm';
import { HookDelivery } from './hook-delivery.entity.js';
import type { DeliveredEvent, HookEvent, HookMessage } from './hook-events.js';
import { HookQueue } from './hook-queue.js';
import { Hook } from './hook.entity.js';

const OVERDUE_MS = 30_000;
const AT_ONCE = 500;

/** Something that happened, to be told once to each hook that wants to know; `key` names it for ever. */
export interface HookAnnouncement {
  userId: number;
  event: HookEvent;
  key: string;
  happenedAt: Date;
  data: Record<string, unknown>;
}

/**
 * What is to be delivered stands in the database before it is queued, and goes into the queue again when it is overdue:
 * a process that dies in between, or a queue that is away, only makes it late.
 */
@Injectable()
export class HookOutbox {
  private readonly logger = new Logger(HookOutbox.name);

  constructor(
    @InjectRepository(Hook) private readonly hooks: Repository<Hook>,
    @InjectRepository(HookDelivery) private readonly deliveries: Repository<HookDelivery>,
    private readonly queue: HookQueue,
  ) {}

  /** Whether any hook of an active user asks for one of these events. */
  async isAwaited(userId: number, events: readonly HookEvent[]): Promise<boolean> {
    const hooks = await this.listeners(userId);
    return hooks.some((hook) => events.some((event) => hook.events.includes(event)));
  }

  /** Users with a hook that is on. */
  async users(): Promise<number[]> {
    const rows = await this.hooks.query<{ userId: number }[]>(
      'SELECT DISTINCT user_id AS userId FROM hooks WHERE enabled = 1',
    );
    return rows.map(({ userId }) => userId);
  }

  /** Tells the user's hooks that were there when it happened. Announcing it again tells nobody twice. */
  async announce({ userId, event, key, happenedAt, data }: HookAnnouncement): Promise<void> {
    const hooks = await this.listeners(userId);
    const message = { id: idOf(`${userId}:${key}`), event, createdAt: happenedAt.toISOString(), data };
    for (const hook of hooks) {
      if (!hook.events.includes(event) || hook.createdAt > happenedAt) continue;
      await this.put(hook.id, message, { eventKey: key });
    }
  }

  /** Something for one hook alone: a ping, or a replay. */
  async send(hookId: number, event: DeliveredEvent, data: Record<string, unknown>): Promise<number> {
    const message = { id: randomUUID(), event, createdAt: new Date().toISOString(), data };
    return this.put(hookId, message, {});
  }

  /** Sends a delivery once more, to the letter, as a delivery of its own. */
  async replay({ hookId, eventId, event, body, id, replayOf }: HookDelivery): Promise<number> {
    return this.insert({ hookId, eventId, event, body, eventKey: null, replayOf: replayOf ?? id });
  }

  /** Queues what should have left by now; also what was never queued, because a process died or Redis was away. */
  async requeueOverdue(now = new Date()): Promise<void> {
    const overdue = await this.deliveries.find({
      select: { id: true },
      where: { status: 'pending', nextTryAt: LessThan(new Date(now.getTime() - OVERDUE_MS)) },
      order: { nextTryAt: 'ASC' },
      take: AT_ONCE,
    });
    for (const { id } of overdue) await this.queue.add(id);
  }

  /** Those of the keys that this user's hooks were told of already. */
  async toldKeys(userId: number, keys: string[]): Promise<Set<string>> {
    if (keys.length === 0) return new Set();
    const rows = await this.deliveries.find({
      select: { eventKey: true },
      where: { eventKey: In(keys), hook: { userId } },
    });
    return new Set(rows.map(({ eventKey }) => eventKey ?? ''));
  }

  private listeners(userId: number): Promise<Hook[]> {
    return this.hooks.findBy({ userId, enabled: true, user: { status: 'active' } });
  }

  private put(hookId: number, message: HookMessage, extra: { eventKey?: string }): Promise<number> {
    const { id: eventId, event } = message;
    return this.insert({ hookId, eventId, event, body: JSON.stringify(message), eventKey: null, ...extra });
  }

  private async insert(delivery: Partial<HookDelivery>): Promise<number> {
    const result = await this.deliveries
      .createQueryBuilder()
      .insert()
      .values({ ...delivery, status: 'pending', nextTryAt: new Date() })
      .orIgnore()
      .updateEntity(false)
      .execute();
    const id = Number((result.raw as { insertId?: number }).insertId ?? 0);
    if (id) {
      await this.queue
        .add(id)
        .catch((error: unknown) => this.logger.warn({ deliveryId: id, err: error }, 'a delivery has to wait'));
    }
    return id;
  }
}

/** The same id for the same thing, in the form of a UUID (version 8 of RFC 9562). */
function idOf(key: string): string {
  const hex = createHash('sha256').update(key).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
