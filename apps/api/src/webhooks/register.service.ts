import { Injectable } from '@nestjs/common';
import type { EvotorAccount } from '../connections/evotor-app/evotor-account.entity.js';
import { EvotorAccounts } from '../connections/evotor-app/evotor-accounts.js';
import { withoutSecrets } from '../logs/redaction.js';
import type { EventKind } from './evotor-event.entity.js';
import { Inbox } from './inbox.js';
import { readId, readList, readObject, readOptional, type Fields } from './read-body.js';
import { readDocuments, type ToldChange } from './read-register.js';
import type { WebhookCall } from './webhook-call.js';
import { WebhookError } from './webhook-error.js';

/** Nothing is read from such bodies later: the head of a long one tells enough of where it came from. */
const MOST_KEPT = 32_768;

/** What happens at registers. Bodies are hints only: what has changed is read from Evotor's cloud itself. */
@Injectable()
export class RegisterService {
  constructor(
    private readonly accounts: EvotorAccounts,
    private readonly inbox: Inbox,
  ) {}

  /** @throws WebhookError 2003, 1002, 1004 */
  async takeProducts(call: WebhookCall, storeId: string): Promise<object> {
    const account = await this.callerOf(call, {});
    readList(call.body);
    return this.keep('products', call, account, [{ storeId: readStoreId(storeId), stockOnly: false }]);
  }

  /** @throws WebhookError 2003, 1002, 1004 */
  async takeDocuments(call: WebhookCall, storeId?: string): Promise<object> {
    const documents = readList(call.body);
    const account = await this.callerOf(call, documents[0] ?? {});
    return this.keep('documents', call, account, readDocuments(documents, storeId ? readStoreId(storeId) : null));
  }

  /** @throws WebhookError 2002, 2003, 1002, 1004 */
  async takeReceipt(call: WebhookCall): Promise<object> {
    const fields = readObject(call.body);
    const account = await this.callerOf(call, fields);
    const data = readObject(fields['data'] ?? {}, 'data');
    const storeId = readOptional(data, 'storeId', 64) ?? readOptional(data, 'storeUuid', 64) ?? null;
    const id = readOptional(data, 'id') ?? readOptional(fields, 'id');
    const eventKey = id ? `receipt:${account.evotorUserId}:${id}`.slice(0, 191).replace(/[^\x20-\x7e]/g, '?') : null;
    return this.keep('receipt', call, account, [{ storeId, stockOnly: true }], eventKey);
  }

  /** @throws WebhookError 2003, 1002, 1004 */
  async takeStores(call: WebhookCall): Promise<object> {
    const stores = readList(call.body);
    const account = await this.callerOf(call, stores[0] ?? {});
    return this.keep('stores', call, account, [{ storeId: null, stockOnly: false }]);
  }

  /**
   * The user of Evotor a call is about: by their token, or by the application's where the body names them.
   * @throws WebhookError 1002 when it is nobody, 1004 when their subscription has ended
   */
  private async callerOf(call: WebhookCall, fields: Fields): Promise<EvotorAccount> {
    const named = readOptional(fields, 'userId', 64) ?? readOptional(fields, 'userUuid', 64);
    const account = call.account ?? (call.isApp && named ? await this.accounts.find(named) : null);
    if (!account) throw WebhookError.wrongUserToken();
    if (account.pauseCode !== null) throw WebhookError.notPaidFor(account.evotorUserId);
    call.userId = account.userId;
    return account;
  }

  private async keep(
    kind: EventKind,
    call: WebhookCall,
    account: EvotorAccount,
    changes: readonly ToldChange[],
    eventKey: string | null = null,
  ): Promise<object> {
    const body = JSON.stringify({ changes, body: withoutSecrets(call.text.slice(0, MOST_KEPT)) });
    const { evotorUserId, userId } = account;
    await this.inbox.take({ kind, eventKey, evotorUserId, userId, body, receivedAt: call.receivedAt });
    return {};
  }
}

function readStoreId(storeId: string): string {
  return readId({ storeUuid: storeId }, 'storeUuid');
}
