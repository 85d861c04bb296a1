import {
  EvotorNotFoundError,
  EvotorSubscriptionRequiredError,
  EvotorError,
  type EvotorClient,
  type EvotorStore,
} from '@evosync/evotor';
import { plainGroupsOf } from '@evosync/mirror';
import { Injectable, Logger } from '@nestjs/common';
import { ConnectionsService } from '../connections/connections.service.js';
import { CatalogWriter } from './catalog-writer.js';
import { toCachedProduct } from './cached-product.mapper.js';

/** What a refresh of one merchant's catalogue came to. */
export interface RefreshOutcome {
  stores: number;
  products: number;
  /** Stores that could not be read, each with the reason; their goods stay as they are. */
  unread: { storeId: string; name: string; code: string }[];
}

/** Hears how far a refresh has come. */
export type RefreshProgress = (done: number, total: number) => void | Promise<void>;

/** Reads a merchant's stores, groups and products from the Evotor Cloud into the cached tables. */
@Injectable()
export class RefreshCatalogService {
  private readonly logger = new Logger(RefreshCatalogService.name);

  constructor(
    private readonly connections: ConnectionsService,
    private readonly writer: CatalogWriter,
  ) {}

  /**
   * Reads everything, store by store. A store that cannot be read keeps its rows; nothing is marked as removed
   * unless its listing was read to the end. Null when Evotor is not connected.
   * Throws the client's error when the list of stores itself cannot be had or the token is dead.
   */
  async refresh(userId: number, signal?: AbortSignal, onProgress?: RefreshProgress): Promise<RefreshOutcome | null> {
    const client = await this.connections.evotorClient(userId);
    if (!client) return null;
    const stores = await client.listStores(signal);
    if (stores.length === 0 && (await this.emptyIsSuspicious(userId))) {
      return { stores: 0, products: 0, unread: [{ storeId: '', name: '', code: 'empty_answer' }] };
    }
    await this.writer.writeStores(userId, stores);
    await this.connections.noteEvotor(userId, { storeCount: stores.length, emptyStoresSeenAt: null });
    const outcome: RefreshOutcome = { stores: stores.length, products: 0, unread: [] };
    for (const [index, store] of stores.entries()) {
      await onProgress?.(index, stores.length);
      const code = await this.refreshStore(client, userId, store, outcome, signal);
      if (code) outcome.unread.push({ storeId: store.id, name: store.name, code });
    }
    await onProgress?.(stores.length, stores.length);
    return outcome;
  }

  /** An empty answer that should not be empty is believed only when it comes a second time. */
  private async emptyIsSuspicious(userId: number): Promise<boolean> {
    const connection = await this.connections.findEvotor(userId);
    if (!connection || connection.emptyStoresSeenAt || !(await this.writer.hasStores(userId))) return false;
    this.logger.warn({ userId }, 'Evotor listed no store although some were known; waiting for a second such answer');
    await this.connections.noteEvotor(userId, { emptyStoresSeenAt: new Date() });
    return true;
  }

  private async refreshStore(
    client: EvotorClient,
    userId: number,
    store: EvotorStore,
    outcome: RefreshOutcome,
    signal?: AbortSignal,
  ): Promise<string | null> {
    try {
      const groups = await client.listGroups(store.id, signal);
      const plainGroups = plainGroupsOf(groups.map((group) => ({ ...group, storeId: store.id, enabled: false })));
      const listing = await this.writer.openListing(userId, store.id);
      for await (const page of client.productPages(store.id, signal ? { signal } : {})) {
        await listing.write(page.map((product) => toCachedProduct(userId, store.id, product, plainGroups)));
      }
      outcome.products += listing.seenCount;
      const believed = await listing.close();
      await this.writer.writeGroups(userId, store.id, groups, believed);
      if (!believed)
        this.logger.warn({ userId, storeId: store.id }, 'Evotor listed no product although some were known');
      return believed ? null : 'empty_answer';
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof EvotorError)) throw error;
      const code = unreadCode(error);
      if (!code) throw error;
      const subscriptionRequired = error instanceof EvotorSubscriptionRequiredError;
      this.logger[subscriptionRequired ? 'debug' : 'warn'](
        { userId, storeId: store.id, code },
        'store could not be read',
      );
      await this.writer.markUnread(userId, store.id, code, subscriptionRequired);
      return code;
    }
  }
}

/** Why this store alone is left unread; null when the error concerns the whole account. */
function unreadCode(error: EvotorError): string | null {
  if (error instanceof EvotorSubscriptionRequiredError) return 'subscription_required';
  if (error instanceof EvotorNotFoundError) return 'store_not_found';
  return error.family === 'configuration' ? null : error.code;
}
