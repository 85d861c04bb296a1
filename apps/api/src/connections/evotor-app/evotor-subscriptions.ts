import { Injectable } from '@nestjs/common';
import { EvotorAccounts } from './evotor-accounts.js';
import { EvotorSubscriptionEvent, type SubscriptionDetails } from './evotor-subscription-event.entity.js';
import { EvotorSubscription } from './evotor-subscription.entity.js';
import { tellable, tellStory } from './subscription-story.js';

/** An event of a subscription as Evotor sent it. */
export interface ToldSubscription {
  subscriptionId: string;
  sequenceNumber: number;
  evotorUserId: string;
  type: string;
  at: Date;
  details: SubscriptionDetails;
}

/** Subscriptions of Evotor's market, told anew from all their events whenever one comes. */
@Injectable()
export class EvotorSubscriptions {
  constructor(private readonly accounts: EvotorAccounts) {}

  /** Keeps an event; a number that is known already changes nothing. Answers as `retell`. */
  async note(told: ToldSubscription, receivedAt: Date): Promise<Date | null> {
    const { subscriptionId, sequenceNumber, evotorUserId, at, details } = told;
    await this.accounts.alone(evotorUserId, (_, manager) =>
      manager
        .createQueryBuilder()
        .insert()
        .into(EvotorSubscriptionEvent)
        .values({ ...{ subscriptionId, sequenceNumber, evotorUserId, at, details }, type: kindOf(told), receivedAt })
        .orIgnore()
        .execute(),
    );
    return this.retell(subscriptionId, evotorUserId);
  }

  /** Makes the subscription what its events say. Answers when to do so again, if an event waits behind a gap. */
  async retell(subscriptionId: string, evotorUserId: string, now = new Date()): Promise<Date | null> {
    return this.accounts.alone(evotorUserId, async (_, manager) => {
      const all = await manager.findBy(EvotorSubscriptionEvent, { subscriptionId });
      const { events, waitsUntil } = tellable(all, now);
      const story = tellStory(events);
      if (story)
        await manager.upsert(EvotorSubscription, { subscriptionId, evotorUserId, ...story }, ['subscriptionId']);
      return waitsUntil;
    });
  }
}

function kindOf({ type }: ToldSubscription): string {
  return type.trim().toLowerCase().slice(0, 64);
}
