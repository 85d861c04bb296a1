import {
  EvotorError,
  EvotorNotFoundError,
  EvotorSubscriptionRequiredError,
  idKey,
  type EvotorClient,
  type EvotorStore,
} from '@evosync/evotor';
import { Injectable, Logger } from '@nestjs/common';
import { ConnectionsService } from '../connections/connections.service.js';
import { CatalogWriter } from './catalog-writer.js';
import { FiltersService } from './filters.service.js';
import { ReadingNotes, type ReadingNote } from './reading-notes.js';
import { STORE_PROBLEM_CODES, type StoreProblem, type StoreProblemCode } from './store-problem.js';
import { StoreReader, UnbelievedListing } from './store-reader.js';

/** What a refresh of one merchant's catalogue came to. */
export interface RefreshOutcome {
  stores: number;
  /** Products listed; of a store of which only changes were asked for, those that changed. */
  products: number;
  /** Stores that could not be read, each with the reason; their goods stay as they are. */
  unread: { storeId: string; name: string; code: StoreProblemCode }[];
}

export interface RefreshOptions {
  /** The merchant asked for it: everything is listed, whatever was read before. */
  whole?: boolean;
  signal?: AbortSignal;
  /** Hears how far a refresh has come. */
  onProgress?: (done: number, total: number) => void | Promise<void>;
}

/** A store in which something is known to have changed. */
export interface ChangedStore {
  storeId: string;
  /** What changed may be something that Evotor does not count as a change of the product, as its stock. */
  whole: boolean;
}

const DAY_MS = 24 * 3600_000;

/** Reads a merchant's stores, groups and products from the Evotor Cloud into the cached tables. */
@Injectable()
export class RefreshCatalogService {
  private readonly logger = new Logger(RefreshCatalogService.name);

  constructor(
    private readonly connections: ConnectionsService,
    private readonly writer: CatalogWriter,
    private readonly filters: FiltersService,
    private readonly notes: ReadingNotes,
    private readonly reader: StoreReader,
  ) {}

  /**
   * Reads store by store. A store that cannot be read keeps its rows; nothing is marked as removed unless its listing
   * was read to the end and is not contradicted by the cloud itself. Null when Evotor is not connected.
   * Throws the client's error when the list of stores itself cannot be had or the token is dead.
   */
  async refresh(userId: number, options: RefreshOptions = {}): Promise<RefreshOutcome | null> {
    const { signal, onProgress } = options;
    const client = await this.connections.evotorClient(userId);
    if (!client) return null;
    const stores = await client.listStores(signal);
    const outcome: RefreshOutcome = { stores: stores.length, products: 0, unread: [] };
    if (!(await this.believeStores(client, userId, stores, outcome, signal))) return outcome;
    await this.noteStores(userId, stores.length);
    const mirrored = await this.mirroredStores(userId);
    const notes = await this.notes.findAll(userId);
    for (const [index, store] of stores.entries()) {
      await onProgress?.(index, stores.length);
      const note = notes.get(idKey(store.id)) ?? null;
      const isMirrored = mirrored.has(idKey(store.id)) || (await this.writer.isInShop(userId, store.id));
      const mayBePart = !options.whole && !isMirrored && isFresh(note);
      const code = await this.refreshStore(client, userId, store, mayBePart ? note : null, outcome, signal);
      if (code) outcome.unread.push({ storeId: store.id, name: store.name, code });
    }
    await onProgress?.(stores.length, stores.length);
    return outcome;
  }

  /**
   * Reads only these stores, and of each only what changed where that is enough; the others keep what was read of them.
   * A store that is not known yet has everything read. Null and throws as `refresh`.
   */
  async refreshStores(
    userId: number,
    changed: readonly ChangedStore[],
    options: Omit<RefreshOptions, 'whole'> = {},
  ): Promise<RefreshOutcome | null> {
    const { signal, onProgress } = options;
    const known = new Map((await this.writer.findStores(userId)).map((store) => [idKey(store.id), store]));
    if (changed.some(({ storeId }) => !known.has(idKey(storeId)))) return this.refresh(userId, options);
    const client = await this.connections.evotorClient(userId);
    if (!client) return null;
    const outcome: RefreshOutcome = { stores: known.size, products: 0, unread: [] };
    const notes = await this.notes.findAll(userId);
    for (const [index, { storeId, whole }] of changed.entries()) {
      await onProgress?.(index, changed.length);
      const store = known.get(idKey(storeId));
      if (!store) continue;
      const note = notes.get(idKey(storeId)) ?? null;
      const mayBePart = !whole && store.readable && isFresh(note);
      const code = await this.refreshStore(client, userId, store, mayBePart ? note : null, outcome, signal);
      if (code) outcome.unread.push({ storeId: store.id, name: store.name, code });
    }
    await onProgress?.(changed.length, changed.length);
    return outcome;
  }

  /**
   * Writes the stores listed, and removes those that are gone. An empty answer that should not be empty is believed
   * only when it comes a second time, and a store that is missing only when the cloud does not know it either.
   * False: nothing of the answer may be used.
   */
  private async believeStores(
    client: EvotorClient,
    userId: number,
    stores: readonly EvotorStore[],
    outcome: RefreshOutcome,
    signal?: AbortSignal,
  ): Promise<boolean> {
    const listed = new Set(stores.map((store) => idKey(store.id)));
    const missing = (await this.writer.findStores(userId)).filter((store) => !listed.has(idKey(store.id)));
    const gone: string[] = [];
    if (stores.length === 0 && missing.length > 0 && (await this.isFirstEmpty(userId))) {
      outcome.unread.push({ storeId: '', name: '', code: 'empty_answer' });
      return false;
    }
    for (const store of missing) {
      if (!(await client.isThere(store.id, undefined, signal))) {
        gone.push(store.id);
        continue;
      }
      this.logger.warn({ userId, storeId: store.id }, 'Evotor did not list a store that it knows');
      outcome.unread.push({ storeId: store.id, name: store.name, code: 'evotor_incomplete_listing' });
      await this.writer.markUnread(userId, store.id, { code: 'evotor_incomplete_listing' });
    }
    await this.writer.writeStores(userId, stores);
    await this.writer.removeStores(userId, gone);
    return true;
  }

  private async isFirstEmpty(userId: number): Promise<boolean> {
    const connection = await this.connections.findEvotor(userId);
    if (!connection || connection.emptyStoresSeenAt) return false;
    this.logger.warn({ userId }, 'Evotor listed no store although some were known; waiting for a second such answer');
    await this.connections.noteEvotor(userId, { emptyStoresSeenAt: new Date() });
    return true;
  }

  private async noteStores(userId: number, storeCount: number): Promise<void> {
    const connection = await this.connections.findEvotor(userId);
    if (!connection || (connection.storeCount === storeCount && !connection.emptyStoresSeenAt)) return;
    await this.connections.noteEvotor(userId, { storeCount, emptyStoresSeenAt: null });
  }

  private async mirroredStores(userId: number): Promise<Set<string>> {
    const filters = await this.filters.findAll(userId);
    return new Set(filters.filter((one) => one.entityType === 'store').map((one) => idKey(one.storeId)));
  }

  private async refreshStore(
    client: EvotorClient,
    userId: number,
    store: Pick<EvotorStore, 'id'>,
    note: ReadingNote | null,
    outcome: RefreshOutcome,
    signal?: AbortSignal,
  ): Promise<StoreProblemCode | null> {
    try {
      outcome.products += await this.reader.read(client, userId, store.id, note, signal);
      return null;
    } catch (error) {
      signal?.throwIfAborted();
      const problem = problemOf(error);
      if (!problem) throw error;
      this.logger[problem.subscriptionRequired ? 'debug' : 'warn'](
        { userId, storeId: store.id, code: problem.code },
        'store could not be read',
      );
      await this.writer.markUnread(userId, store.id, problem);
      await this.notes.forget(userId, store.id);
      return problem.code;
    }
  }
}

/**
 * Whether it may be enough to ask a store for changes only. Evotor reports neither deletions nor, for certain,
 * movements of stock, and a till that was offline may hand in old changes late: so this is for stores of which nothing
 * is mirrored, or between two whole readings, and for less than a day.
 */
function isFresh(note: ReadingNote | null): boolean {
  return note !== null && note.since !== null && Date.now() - note.wholeAt < DAY_MS;
}

/** Why this store alone is left unread; null when the error concerns the whole account, or is ours. */
function problemOf(error: unknown): StoreProblem | null {
  if (error instanceof UnbelievedListing) return { code: error.code, empty: error.code === 'empty_answer' };
  if (!(error instanceof EvotorError)) return null;
  if (error instanceof EvotorSubscriptionRequiredError) {
    return { code: 'subscription_required', subscriptionRequired: true };
  }
  if (error instanceof EvotorNotFoundError) return { code: 'store_not_found' };
  if (error.family === 'configuration') return null;
  return { code: STORE_PROBLEM_CODES.find((code) => code === error.code) ?? 'evotor_bad_answer' };
}
