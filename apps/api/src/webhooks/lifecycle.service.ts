import { Injectable } from '@nestjs/common';
import { EvotorAccounts } from '../connections/evotor-app/evotor-accounts.js';
import { withoutSecrets } from '../logs/redaction.js';
import { Inbox } from './inbox.js';
import { readLifecycle, readSubscription } from './read-lifecycle.js';
import { readObject } from './read-body.js';
import type { WebhookCall } from './webhook-call.js';
import { WebhookError } from './webhook-error.js';

/** Events of subscriptions and installations: looked at, kept, and told to the queue. */
@Injectable()
export class LifecycleService {
  constructor(
    private readonly accounts: EvotorAccounts,
    private readonly inbox: Inbox,
  ) {}

  /** @throws WebhookError 2002, 2003 */
  async takeSubscription(call: WebhookCall): Promise<object> {
    const { evotorUserId, subscriptionId, sequenceNumber } = readSubscription(readObject(call.body));
    const eventKey = `subscription:${subscriptionId.toLowerCase()}:${sequenceNumber}`;
    await this.keep('subscription', call, evotorUserId, eventKey);
    return {};
  }

  /** @throws WebhookError 2002, 2003 */
  async takeInstallation(call: WebhookCall): Promise<object> {
    const { evotorUserId, id } = readLifecycle(readObject(call.body));
    await this.keep('installation', call, evotorUserId, `installation:${id.toLowerCase()}`);
    return {};
  }

  private async keep(
    kind: 'subscription' | 'installation',
    call: WebhookCall,
    evotorUserId: string,
    eventKey: string,
  ): Promise<void> {
    if (!call.isApp && call.account?.evotorUserId !== evotorUserId) throw WebhookError.wrongUserToken();
    call.userId ??= (await this.accounts.find(evotorUserId))?.userId ?? null;
    const { userId, receivedAt } = call;
    await this.inbox.take({ kind, eventKey, evotorUserId, userId, body: withoutSecrets(call.text), receivedAt });
  }
}
