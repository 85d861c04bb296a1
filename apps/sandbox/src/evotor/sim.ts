import { Router } from 'express';
import { controlRouter } from './control.js';
import { Cursors } from './cursors.js';
import { Faults } from './faults.js';
import { Journal } from './journal.js';
import type {
  GroupInput,
  GroupRecord,
  Merchant,
  Permission,
  ProductInput,
  ProductRecord,
  StoreRecord,
} from './model.js';
import { RateLimit } from './rate-limit.js';
import { restRouter } from './rest.js';
import { DEFAULT_SETTINGS, type EvotorSettings } from './settings.js';
import { EvotorState } from './state.js';
import { EvotorWebhooks, type WebhookChanges } from './webhooks/index.js';

/** How a simulator is made. */
export interface EvotorSimOptions {
  now?: () => number;
  settings?: Partial<EvotorSettings>;
  /** Whom the simulator calls, and how. */
  webhooks?: WebhookChanges;
}

/**
 * A simulated Evotor Cloud: the REST API v2 that a mirror of the catalogue reads, on `router`, with the
 * register's side of it (methods here, the same as JSON under `/control`), faults on demand and a journal.
 */
export class EvotorSim {
  readonly router: Router;
  readonly state: EvotorState;
  readonly faults: Faults;
  readonly journal = new Journal();
  /** What Evotor tells the service: installations, subscriptions, edits. */
  readonly webhooks: EvotorWebhooks;
  /** Switches; may be changed at any time, `reset` puts back what the simulator was made with. */
  settings: EvotorSettings;
  readonly #initial: EvotorSettings;
  readonly #cursors = new Cursors();
  readonly #rateLimit: RateLimit;

  constructor(options: EvotorSimOptions = {}) {
    const now = options.now ?? Date.now;
    this.#initial = { ...DEFAULT_SETTINGS, ...options.settings };
    this.settings = structuredClone(this.#initial);
    this.faults = new Faults(now);
    this.#rateLimit = new RateLimit(now);
    this.state = new EvotorState({ now, stockBumpsUpdatedAt: () => this.settings.stockBumpsUpdatedAt });
    this.webhooks = new EvotorWebhooks(this.state, now, options.webhooks);
    this.router = Router();
    this.router.use('/control', controlRouter(this));
    this.router.use(
      restRouter({
        state: this.state,
        settings: () => this.settings,
        faults: this.faults,
        journal: this.journal,
        cursors: this.#cursors,
        rateLimit: this.#rateLimit,
        now,
      }),
    );
  }

  /** Forgets everything: merchants, goods, faults, journal, cursors, counters, changed settings. */
  reset(): void {
    this.state.clear();
    this.faults.clear();
    this.journal.clear();
    this.#cursors.clear();
    this.#rateLimit.clear();
    this.settings = structuredClone(this.#initial);
    this.webhooks.reset();
  }

  /** Adds a merchant or, for a known `userId`, replaces token and rights (all rights unless told). */
  addMerchant(input: {
    token: string;
    userId: string;
    permissions?: readonly Permission[];
    installed?: boolean;
  }): Merchant {
    return this.state.addMerchant(input);
  }

  /** Adds a store with a till. Throws on an unknown merchant. */
  addStore(userId: string, input: { id?: string; name: string; address?: string | null; paid?: boolean }): StoreRecord {
    return this.state.addStore(userId, input);
  }

  /** Adds or changes a group; fields not given stay, `undefined` removes one. Throws on an unknown store. */
  upsertGroup(storeId: string, group: GroupInput): GroupRecord {
    const record = this.state.upsertGroup(storeId, group);
    this.webhooks.news.group(storeId, record.id);
    return record;
  }

  /** Removes a group; what was in it keeps pointing at it. */
  deleteGroup(storeId: string, groupId: string): boolean {
    return this.state.deleteGroup(storeId, groupId);
  }

  /** Adds or changes a product; fields not given stay, `undefined` removes one. Throws on an unknown store. */
  upsertProduct(storeId: string, product: ProductInput): ProductRecord {
    const before = this.state.store(storeId).products.get(product.id ?? '')?.fields.quantity;
    const record = this.state.upsertProduct(storeId, product);
    this.webhooks.news.product(storeId, record.id, record.fields.quantity !== before);
    return record;
  }

  /** Removes a product without a trace. */
  deleteProduct(storeId: string, productId: string): boolean {
    return this.state.deleteProduct(storeId, productId);
  }
}
