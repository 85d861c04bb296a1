import { Injectable, Logger } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, Repository } from 'typeorm';
import { SecretBox } from '../common/secret-box.js';
import { Settings } from '../config/settings.js';
import { Metrics } from '../health/metrics.js';
import { Mailer } from '../mail/mailer.js';
import { User } from '../users/user.entity.js';
import { HookDelivery, type DeliveryStatus } from './hook-delivery.entity.js';
import { HookRequestError, postToHook, type HookAnswer, type HookFailure } from './hook-request.js';
import { SIGNATURE_HEADER, signatureOf } from './hook-signature.js';
import { Hook } from './hook.entity.js';

/** With the waits doubling from half a minute, the last of these tries comes some 17 hours after the first. */
const MOST_ATTEMPTS = 12;
const HOUR_MS = 3_600_000;

interface Attempt {
  answer: HookAnswer | null;
  error: HookFailure | 'status' | null;
  durationMs: number;
}

/** One try to deliver one message. */
@Injectable()
export class HookDeliverer {
  private readonly logger = new Logger(HookDeliverer.name);

  constructor(
    @InjectRepository(Hook) private readonly hooks: Repository<Hook>,
    @InjectRepository(HookDelivery) private readonly deliveries: Repository<HookDelivery>,
    private readonly secretBox: SecretBox,
    private readonly mailer: Mailer,
    private readonly metrics: Metrics,
    private readonly settings: Settings,
  ) {}

  /** Whose delivery it is; null when it has an end already, or its hook is gone. */
  async ownerOf(deliveryId: number): Promise<number | null> {
    const found = await this.deliveries.findOne({
      where: { id: deliveryId, status: 'pending' },
      relations: { hook: true },
    });
    return found?.hook?.userId ?? null;
  }

  /** Resolves with the time of the next try, or null when there is none. A refusal of the other side is no error. */
  async attempt(deliveryId: number): Promise<Date | null> {
    const delivery = await this.deliveries.findOneBy({ id: deliveryId, status: 'pending' });
    const hook = delivery && (await this.hooks.findOneBy({ id: delivery.hookId }));
    if (!hook) return null;
    if (!hook.enabled && delivery.event !== 'ping') {
      await this.deliveries.update({ id: deliveryId }, { status: 'dropped', nextTryAt: null, finishedAt: new Date() });
      return null;
    }
    const attempt = await this.post(hook, delivery);
    const nextTryAt = this.nextTryAfter(delivery, attempt);
    const status: DeliveryStatus = attempt.error === null ? 'delivered' : nextTryAt ? 'pending' : 'failed';
    await this.deliveries.update(
      { id: deliveryId },
      {
        status,
        attempts: delivery.attempts + 1,
        nextTryAt,
        responseStatus: attempt.answer?.status ?? null,
        responseBody: attempt.answer?.body ?? null,
        error: attempt.error,
        durationMs: attempt.durationMs,
        finishedAt: status === 'pending' ? null : new Date(),
      },
    );
    await this.noteHealth(hook, attempt.error === null);
    const outcome = status === 'pending' ? 'postponed' : status;
    this.metrics.count('evosync_hook_deliveries_total', 'Tries to deliver to hooks', {
      event: delivery.event,
      outcome,
    });
    return nextTryAt;
  }

  private async post(hook: Hook, { event, eventId, body }: HookDelivery): Promise<Attempt> {
    const startedAt = Date.now();
    try {
      const answer = await postToHook({
        url: hook.url,
        body,
        allowPrivate: this.settings.hooksAllowPrivate,
        headers: {
          'Content-Type': 'application/json',
          'User-Agent': 'EvoSync-Hooks/1',
          'EvoSync-Event': event,
          'EvoSync-Event-Id': eventId,
          [SIGNATURE_HEADER]: signatureOf(this.secretsOf(hook), Math.floor(startedAt / 1000), body),
        },
      });
      const taken = answer.status >= 200 && answer.status < 300;
      return { answer, error: taken ? null : 'status', durationMs: Date.now() - startedAt };
    } catch (error) {
      if (!(error instanceof HookRequestError)) throw error;
      return { answer: null, error: error.failure, durationMs: Date.now() - startedAt };
    }
  }

  private secretsOf({ secret, previousSecret, previousSecretUntil }: Hook): string[] {
    const stillCounts = previousSecret && previousSecretUntil && previousSecretUntil.getTime() > Date.now();
    return [secret, ...(stillCounts ? [previousSecret] : [])].map((sealed) => this.secretBox.decrypt(sealed));
  }

  private nextTryAfter({ attempts, event }: HookDelivery, { error }: Attempt): Date | null {
    if (error === null || event === 'ping' || attempts + 1 >= MOST_ATTEMPTS) return null;
    const wait = this.settings.hookFirstRetrySeconds * 1000 * 2 ** attempts;
    return new Date(Date.now() + wait * (1 + Math.random() * 0.2));
  }

  /** A hook that has only failed for days is switched off, and its owner told. */
  private async noteHealth(hook: Hook, well: boolean): Promise<void> {
    if (well) {
      if (hook.failingSince) await this.hooks.update({ id: hook.id }, { failingSince: null });
      return;
    }
    if (!hook.enabled) return;
    const now = new Date();
    if (!hook.failingSince) {
      await this.hooks.update({ id: hook.id, failingSince: IsNull() }, { failingSince: now });
      return;
    }
    if (now.getTime() - hook.failingSince.getTime() < this.settings.hookGiveUpHours * HOUR_MS) return;
    await this.tellOwner(hook, hook.failingSince);
    await this.hooks.update({ id: hook.id, failingSince: hook.failingSince }, { enabled: false, givenUpAt: now });
    this.logger.warn({ hookId: hook.id, userId: hook.userId }, 'a hook kept failing and was switched off');
  }

  /** Queued before the hook is switched off: rather twice after a death in between than never. */
  private async tellOwner(hook: Hook, since: Date): Promise<void> {
    const owner = await this.hooks.manager.findOneBy(User, { id: hook.userId, status: 'active' });
    if (!owner) return;
    const { email: to, name } = owner;
    const language = owner.language === 'en' ? 'en' : 'ru';
    const letter = {
      kind: 'hook-given-up',
      to,
      name,
      language,
      hook: hook.name,
      host: new URL(hook.url).host,
    } as const;
    await this.mailer.send(letter, `hook-${hook.id}-${since.getTime()}`);
  }
}
