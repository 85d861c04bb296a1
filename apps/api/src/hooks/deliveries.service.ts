import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, Repository } from 'typeorm';
import { pageOf, type Page } from '../common/pagination.js';
import { Problem } from '../common/problem.js';
import { Retention } from '../common/retention.js';
import { orderOf } from '../common/sorting.js';
import type { DeliveryDetailDto, DeliveryDto, DeliveryQuery } from './dto/deliveries.dto.js';
import { HookDelivery } from './hook-delivery.entity.js';
import { HookOutbox } from './hook-outbox.js';
import { HooksService } from './hooks.service.js';

/** Pings and replays that may wait at one hook, so that nobody makes a cannon of it. */
const MOST_BY_HAND = 10;
const SORTABLE = { createdAt: 'delivery.id' };

/** The log of what was delivered to a hook, and deliveries made by hand. */
@Injectable()
export class DeliveriesService {
  constructor(
    @InjectRepository(HookDelivery) private readonly deliveries: Repository<HookDelivery>,
    private readonly hooks: HooksService,
    private readonly outbox: HookOutbox,
    retention: Retention,
  ) {
    retention.add('hook-deliveries', (date, limit) => this.removeOlderThan(date, limit));
  }

  /** Throws a 404 Problem for a hook that is not this user's. */
  async list(userId: number, hookId: number, query: DeliveryQuery): Promise<Page<DeliveryDto>> {
    await this.hooks.findOwn(userId, hookId);
    const { column, direction } = orderOf(query.sort ?? '-createdAt', SORTABLE);
    const builder = this.deliveries
      .createQueryBuilder('delivery')
      .where('delivery.hookId = :hookId', { hookId })
      .orderBy(column, direction)
      .offset((query.page - 1) * query.pageSize)
      .limit(query.pageSize);
    if (query.status) builder.andWhere('delivery.status = :status', { status: query.status });
    if (query.event) builder.andWhere('delivery.event = :event', { event: query.event });
    if (query.search) builder.andWhere('delivery.eventId = :search', { search: query.search.trim() });
    const [found, total] = await builder.getManyAndCount();
    return pageOf(found.map(toDto), total, query);
  }

  async find(userId: number, hookId: number, id: number): Promise<DeliveryDetailDto> {
    const delivery = await this.findOwn(userId, hookId, id);
    return { ...toDto(delivery), requestBody: delivery.body, responseBody: delivery.responseBody };
  }

  /** Tries a hook out, whether it is on or off. One try only. */
  async ping(userId: number, hookId: number): Promise<DeliveryDto> {
    const hook = await this.hooks.findOwn(userId, hookId);
    await this.refuseCrowd(hookId);
    const id = await this.outbox.send(hookId, 'ping', { hookId, name: hook.name, events: hook.events });
    return toDto(await this.deliveries.findOneByOrFail({ id }));
  }

  /**
   * Sends a delivery once more, to the letter; the log gets a new line.
   * @throws Problem 409 `hook_disabled`, 429 `too_many_deliveries`
   */
  async replay(userId: number, hookId: number, id: number): Promise<DeliveryDto> {
    const hook = await this.hooks.findOwn(userId, hookId);
    const delivery = await this.findOwn(userId, hookId, id);
    if (!hook.enabled && delivery.event !== 'ping') throw hookDisabled();
    await this.refuseCrowd(hookId);
    return toDto(await this.deliveries.findOneByOrFail({ id: await this.outbox.replay(delivery) }));
  }

  private async findOwn(userId: number, hookId: number, id: number): Promise<HookDelivery> {
    await this.hooks.findOwn(userId, hookId);
    const delivery = await this.deliveries.findOneBy({ hookId, id });
    if (!delivery) {
      throw Problem.notFound('delivery_not_found', { ru: 'Такой доставки нет', en: 'There is no such delivery' });
    }
    return delivery;
  }

  private async refuseCrowd(hookId: number): Promise<void> {
    const waiting = await this.deliveries.countBy({ hookId, status: 'pending', eventKey: IsNull() });
    if (waiting >= MOST_BY_HAND) throw Problem.tooMany('too_many_deliveries', TOO_MANY, 10);
  }

  private async removeOlderThan(date: Date, limit: number): Promise<number> {
    const { affectedRows } = await this.deliveries.query<{ affectedRows: number }>(
      'DELETE FROM hook_deliveries WHERE created_at < ? LIMIT ?',
      [date, limit],
    );
    return affectedRows;
  }
}

const TOO_MANY = {
  ru: 'Отправленное вручную ещё не доставлено. Подождите немного',
  en: 'What was sent by hand before is not delivered yet. Wait a little',
};

function hookDisabled(): Problem {
  return Problem.conflict('hook_disabled', {
    ru: 'Адрес выключен. Включите его, чтобы отправить ещё раз',
    en: 'The hook is switched off. Switch it on to send again',
  });
}

function toDto(delivery: HookDelivery): DeliveryDto {
  const { id, eventId, event, status, attempts, responseStatus, error, durationMs, replayOf } = delivery;
  return {
    id,
    eventId,
    event,
    status,
    attempts,
    nextTryAt: delivery.nextTryAt?.toISOString() ?? null,
    responseStatus,
    error,
    durationMs,
    replayOf,
    createdAt: delivery.createdAt.toISOString(),
    finishedAt: delivery.finishedAt?.toISOString() ?? null,
  };
}
