import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { type Language, say } from '../../common/words.js';
import { connectionProblem } from '../connection-problems.js';
import type { EvotorAppDto, EvotorSubscriptionDto } from './evotor-app.dto.js';
import { EvotorAccount } from './evotor-account.entity.js';
import { EvotorSubscription, type SubscriptionState } from './evotor-subscription.entity.js';

/** Of several subscriptions the first of these counts. */
const BEST_FIRST: readonly SubscriptionState[] = ['active', 'trial', 'ending', 'awaiting-payment', 'ended'];

/** Shows a merchant's application in Evotor's market, to them and to admins. */
@Injectable()
export class EvotorAppView {
  constructor(@InjectDataSource() private readonly dataSource: DataSource) {}

  /** Null where Evotor told nothing of this merchant. */
  async show(userId: number, language: Language): Promise<EvotorAppDto | null> {
    const account = await this.dataSource.getRepository(EvotorAccount).findOneBy({ userId });
    if (!account) return null;
    const { evotorUserId, installation, installationAt, pauseCode, pausedAt } = account;
    const subscriptions = await this.dataSource.getRepository(EvotorSubscription).findBy({ evotorUserId });
    return {
      evotorUserId,
      installation,
      installationAt,
      subscription: together(subscriptions),
      pause: pauseCode &&
        pausedAt && { code: pauseCode, message: say(connectionProblem(pauseCode).message, language), since: pausedAt },
    };
  }
}

/** All subscriptions as one: the best state with its plan and dates, the devices of all that have not ended. */
function together(subscriptions: readonly EvotorSubscription[]): EvotorSubscriptionDto | null {
  const inOrder = [...subscriptions].sort(
    (one, other) =>
      BEST_FIRST.indexOf(one.state) - BEST_FIRST.indexOf(other.state) || other.since.getTime() - one.since.getTime(),
  );
  const [best] = inOrder;
  if (!best) return null;
  const counted = subscriptions.filter(({ state, devices }) => state !== 'ended' && devices !== null);
  return {
    state: best.state,
    planId: best.planId,
    devices: counted.length > 0 ? counted.reduce((sum, { devices }) => sum + (devices ?? 0), 0) : best.devices,
    trialEndsAt: best.trialEndsAt,
    nextBillingAt: best.nextBillingAt,
    since: best.since,
  };
}
