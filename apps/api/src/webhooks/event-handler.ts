import { Injectable } from '@nestjs/common';
import { AccountLetters } from '../auth/account-letters.js';
import { ConnectionEvents } from '../connections/connection-events.js';
import { EvotorAccounts } from '../connections/evotor-app/evotor-accounts.js';
import { EvotorStanding } from '../connections/evotor-app/evotor-standing.js';
import { EvotorSubscriptions } from '../connections/evotor-app/evotor-subscriptions.js';
import { EvotorTokens } from '../connections/evotor-app/evotor-tokens.js';
import { UsersService } from '../users/users.service.js';
import type { EvotorEvent } from './evotor-event.entity.js';
import { Inbox } from './inbox.js';
import { readLifecycle, readSubscription } from './read-lifecycle.js';
import type { Fields } from './read-body.js';
import type { ToldChange } from './read-register.js';

/** What came of an event, in a word, and whose it turned out to be. */
interface Outcome {
  outcome: string;
  userId?: number | null;
}

/** Does what an event asks for. Doing it again, or after later events, changes nothing. */
@Injectable()
export class EventHandler {
  constructor(
    private readonly inbox: Inbox,
    private readonly accounts: EvotorAccounts,
    private readonly tokens: EvotorTokens,
    private readonly subscriptions: EvotorSubscriptions,
    private readonly standing: EvotorStanding,
    private readonly events: ConnectionEvents,
    private readonly users: UsersService,
    private readonly letters: AccountLetters,
  ) {}

  /** Handles an event that is still open. */
  async handle(eventId: string): Promise<void> {
    const event = await this.inbox.findOpen(eventId);
    if (!event) return;
    try {
      const { outcome, userId } = await this.work(event);
      await this.inbox.close(event, outcome, userId ?? event.userId);
    } catch (error) {
      await this.inbox.noteFailure(event);
      throw error;
    }
  }

  /** Tells a subscription anew, now that the patience with a gap in it has ended. */
  async retell(subscriptionId: string, evotorUserId: string): Promise<void> {
    const again = await this.subscriptions.retell(subscriptionId, evotorUserId);
    if (again) await this.inbox.retellAt(again, subscriptionId, evotorUserId);
    await this.standing.settle(evotorUserId);
  }

  private work(event: EvotorEvent): Promise<Outcome> {
    switch (event.kind) {
      case 'user-create':
        return this.welcome(event);
      case 'user-verify':
        return this.claim(event);
      case 'user-token':
        return this.keepToken(event);
      case 'subscription':
        return this.noteSubscription(event);
      case 'installation':
        return this.noteInstallation(event);
      case 'products':
      case 'documents':
      case 'receipt':
      case 'stores':
        return this.announce(event);
    }
  }

  private async welcome(event: EvotorEvent): Promise<Outcome> {
    const user = event.userId === null ? null : await this.users.findById(event.userId);
    if (user?.status === 'pending' && (await this.letters.mayWrite(user.id, 'invite'))) {
      await this.letters.invite(user, null);
    }
    return this.claim(event);
  }

  /** What Evotor told of a user before we knew who they are counts from now on. */
  private async claim({ id, evotorUserId }: EvotorEvent): Promise<Outcome> {
    if (evotorUserId === null) return { outcome: 'nobody' };
    await this.standing.settle(evotorUserId);
    const { use, userId } = await this.tokens.use(evotorUserId);
    if (use === 'saved' && userId !== null) await this.inbox.readFirst(userId, id);
    return { outcome: `token_${use}`, userId };
  }

  private async keepToken(event: EvotorEvent): Promise<Outcome> {
    const token = this.accounts.open(event.secret);
    if (token === null || event.evotorUserId === null) return { outcome: 'unreadable' };
    await this.accounts.keepCloudToken(event.evotorUserId, token, event.id);
    return this.claim(event);
  }

  private async noteSubscription(event: EvotorEvent): Promise<Outcome> {
    const told = readSubscription(fieldsOf(event));
    const again = await this.subscriptions.note(told, event.receivedAt);
    if (again) await this.inbox.retellAt(again, told.subscriptionId, told.evotorUserId);
    await this.standing.settle(told.evotorUserId);
    return { outcome: again ? 'waits_for_earlier' : 'noted', userId: await this.userOf(told.evotorUserId) };
  }

  private async noteInstallation(event: EvotorEvent): Promise<Outcome> {
    const { evotorUserId, installation, at } = readLifecycle(fieldsOf(event));
    if (installation === null) return { outcome: 'unknown_type' };
    const isNews = await this.standing.noteInstallation(evotorUserId, installation, at);
    await this.standing.settle(evotorUserId);
    if (installation === 'installed') return { ...(await this.claim(event)), outcome: isNews ? 'noted' : 'late' };
    return { outcome: isNews ? 'noted' : 'late', userId: await this.userOf(evotorUserId) };
  }

  private async announce(event: EvotorEvent): Promise<Outcome> {
    const { userId } = event;
    const { changes } = JSON.parse(event.body) as { changes: ToldChange[] };
    if (userId === null || changes.length === 0) return { outcome: 'no_goods' };
    for (const { storeId, stockOnly } of changes) {
      await this.events.announceRegisterChanged({ userId, storeId, stockOnly, at: event.receivedAt });
    }
    return { outcome: 'announced' };
  }

  private async userOf(evotorUserId: string): Promise<number | null> {
    return (await this.accounts.find(evotorUserId))?.userId ?? null;
  }
}

function fieldsOf(event: EvotorEvent): Fields {
  return JSON.parse(event.body) as Fields;
}
