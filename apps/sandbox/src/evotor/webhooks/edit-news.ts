import { setTimeout as pause } from 'node:timers/promises';
import type { StoreRecord } from '../model.js';
import type { EvotorState } from '../state.js';
import type { WebhookSettings } from './settings.js';
import type { EvotorWebhooks } from './webhooks.js';

/** What was edited in one store since the last announcement. */
interface Edits {
  groupIds: Set<string>;
  productIds: Set<string>;
  /** Products whose stock changed. */
  restocked: Set<string>;
}

/** Most objects in one push; Evotor sends hundreds at once. */
const PUSH = 500;

const NOTHING = { products: false, documents: false };

/**
 * Announces edits at the till of merchants whose token the service gave: what is edited in one go is told in one push.
 * A deletion is not told, as Evotor does not.
 */
export class EditNews {
  readonly #webhooks: EvotorWebhooks;
  readonly #state: EvotorState;
  #edits = new Map<string, Edits>();
  #flushing: Promise<void> | undefined;

  constructor(webhooks: EvotorWebhooks, state: EvotorState) {
    this.#webhooks = webhooks;
    this.#state = state;
  }

  group(storeId: string, groupId: string): void {
    this.#of(storeId)?.groupIds.add(groupId);
  }

  product(storeId: string, productId: string, isRestocked: boolean): void {
    const edits = this.#of(storeId);
    edits?.productIds.add(productId);
    if (isRestocked) edits?.restocked.add(productId);
  }

  /** Waits until all edits so far are on their way. */
  async flush(): Promise<void> {
    await this.#flushing;
  }

  clear(): void {
    this.#edits.clear();
  }

  /** What is told of this store's edits: nothing of a merchant without the application, or one nobody answered. */
  #wanted(storeId: string): WebhookSettings['notify'] {
    const { notify, baseUrl } = this.#webhooks.settings;
    const customer = this.#webhooks.customers.get(this.#state.stores.get(storeId)?.userId ?? '');
    if (baseUrl === '' || !customer?.installed || customer.userToken === null) return NOTHING;
    return { products: customer.tells ?? notify.products, documents: notify.documents };
  }

  #of(storeId: string): Edits | undefined {
    const wanted = this.#wanted(storeId);
    if (!wanted.products && !wanted.documents) return undefined;
    let edits = this.#edits.get(storeId);
    if (!edits) {
      edits = { groupIds: new Set(), productIds: new Set(), restocked: new Set() };
      this.#edits.set(storeId, edits);
    }
    this.#flushing ??= pause(0).then(() => this.#announce());
    return edits;
  }

  #announce(): void {
    const edited = this.#edits;
    this.#edits = new Map();
    this.#flushing = undefined;
    for (const [storeId, edits] of edited) {
      const store = this.#state.stores.get(storeId);
      const wanted = this.#wanted(storeId);
      if (store && wanted.products) this.#push(store, edits);
      if (store && wanted.documents) this.#recount(store, edits);
    }
  }

  #push(store: StoreRecord, { groupIds, productIds }: Edits): void {
    const groups = [...groupIds].filter((id) => store.groups.has(id)).map((id) => ({ id, isGroup: true }));
    const products = [...productIds].filter((id) => store.products.has(id)).map((id) => ({ id, isGroup: false }));
    const all = [...groups, ...products];
    for (let at = 0; at < all.length; at += PUSH) {
      const part = all.slice(at, at + PUSH);
      void this.#webhooks.notifications.products(store.userId, {
        storeId: store.id,
        groupIds: part.filter(({ isGroup }) => isGroup).map(({ id }) => id),
        productIds: part.filter(({ isGroup }) => !isGroup).map(({ id }) => id),
      });
    }
  }

  #recount(store: StoreRecord, { restocked }: Edits): void {
    const productIds = [...restocked].filter((id) => store.products.has(id));
    if (productIds.length === 0) return;
    void this.#webhooks.notifications.documents(store.userId, { storeId: store.id, type: 'INVENTORY', productIds });
  }
}
