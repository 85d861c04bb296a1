import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { pageOf, type Page, type PageQuery } from '../common/pagination.js';
import { Problem } from '../common/problem.js';
import { SecretBox } from '../common/secret-box.js';
import { containing, orderOf } from '../common/sorting.js';
import type { ChangeHookDto, CreateHookDto, HookDto, HookWithSecretDto } from './dto/hooks.dto.js';
import { HookAddress } from './hook-address.js';
import { newHookSecret } from './hook-signature.js';
import { Hook } from './hook.entity.js';

const MOST = 10;
const OLD_SECRET_COUNTS_MS = 24 * 3600 * 1000;
const SORTABLE = { name: 'hook.name', createdAt: 'hook.id' };

/** An integrator's hooks: made, shown, changed, removed. */
@Injectable()
export class HooksService {
  constructor(
    @InjectRepository(Hook) private readonly hooks: Repository<Hook>,
    private readonly address: HookAddress,
    private readonly secretBox: SecretBox,
  ) {}

  async list(userId: number, query: PageQuery): Promise<Page<HookDto>> {
    const { column, direction } = orderOf(query.sort ?? '-createdAt', SORTABLE);
    const builder = this.hooks
      .createQueryBuilder('hook')
      .where('hook.userId = :userId', { userId })
      .orderBy(column, direction)
      .addOrderBy('hook.id')
      .offset((query.page - 1) * query.pageSize)
      .limit(query.pageSize);
    if (query.search) {
      builder.andWhere('(hook.name LIKE :like OR hook.url LIKE :like)', { like: containing(query.search) });
    }
    const [found, total] = await builder.getManyAndCount();
    return pageOf(found.map(toDto), total, query);
  }

  /** Throws a 404 Problem for a hook that is not this user's. */
  async find(userId: number, id: number): Promise<HookDto> {
    return toDto(await this.findOwn(userId, id));
  }

  /**
   * The secret is in this answer and nowhere else.
   * @throws Problem 400 for an address out of reach, 409 `too_many_hooks`
   */
  async create(userId: number, input: CreateHookDto): Promise<HookWithSecretDto> {
    const url = await this.address.check(input.url);
    if ((await this.hooks.countBy({ userId })) >= MOST) throw tooManyHooks();
    const secret = newHookSecret();
    const { identifiers } = await this.hooks.insert({
      userId,
      url,
      name: input.name,
      events: [...new Set(input.events)],
      secret: this.secretBox.encrypt(secret),
    });
    return { ...(await this.find(userId, Number(identifiers[0]?.id))), secret };
  }

  /** Fields left out stay as they are; switching it on forgets that it kept failing. */
  async change(userId: number, id: number, input: ChangeHookDto): Promise<HookDto> {
    const hook = await this.findOwn(userId, id);
    const { name, url, events, enabled } = input;
    await this.hooks.update(
      { id: hook.id, userId },
      {
        name: name ?? hook.name,
        url: url === undefined ? hook.url : await this.address.check(url),
        events: events ? [...new Set(events)] : hook.events,
        enabled: enabled ?? hook.enabled,
        ...(enabled && { failingSince: null, givenUpAt: null }),
      },
    );
    return this.find(userId, id);
  }

  async remove(userId: number, id: number): Promise<void> {
    const { affected } = await this.hooks.delete({ userId, id });
    if (!affected) throw hookNotFound();
  }

  /** A new secret; for a day what is delivered carries a signature by the old one, too. */
  async rotateSecret(userId: number, id: number): Promise<HookWithSecretDto> {
    const hook = await this.findOwn(userId, id);
    const secret = newHookSecret();
    await this.hooks.update(
      { id: hook.id, userId },
      {
        secret: this.secretBox.encrypt(secret),
        previousSecret: hook.secret,
        previousSecretUntil: new Date(Date.now() + OLD_SECRET_COUNTS_MS),
      },
    );
    return { ...(await this.find(userId, id)), secret };
  }

  /** Removes all hooks of a user, with the log of their deliveries. */
  async removeAll(userId: number): Promise<void> {
    await this.hooks.delete({ userId });
  }

  /** The hook itself, for what is delivered to it. Throws a 404 Problem for one that is not this user's. */
  async findOwn(userId: number, id: number): Promise<Hook> {
    const hook = await this.hooks.findOneBy({ userId, id });
    if (!hook) throw hookNotFound();
    return hook;
  }
}

function toDto({ id, name, url, events, enabled, failingSince, givenUpAt, createdAt }: Hook): HookDto {
  return {
    id,
    name,
    url,
    events,
    enabled,
    failingSince: failingSince?.toISOString() ?? null,
    givenUpAt: givenUpAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}

function hookNotFound(): Problem {
  return Problem.notFound('hook_not_found', { ru: 'Такого адреса уже нет', en: 'There is no such hook any more' });
}

function tooManyHooks(): Problem {
  return Problem.conflict('too_many_hooks', {
    ru: `Адресов не больше ${MOST}. Удалите те, которые не нужны`,
    en: `No more than ${MOST} hooks. Delete those that are not in use`,
  });
}
