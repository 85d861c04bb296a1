import type { Action, Decision, ProductKey, Reason } from '@evosync/mirror';
import { productKeyOf } from '@evosync/mirror';
import type { StoredSyncState } from '../../catalog/cached-product.entity.js';
import type { LinksService, ProductState } from '../../catalog/links.service.js';
import { toStored } from '../../common/stored-words.js';
import type { Words } from '../../common/words.js';
import type { ItemChange } from '../item-changes.js';
import { noCounts, type RunCounts } from '../run.js';
import type { RunItems } from '../run-items.js';
import type { Outcome } from '../sync-run-item.entity.js';

const DONE_COUNT: Record<Exclude<Action, 'skip' | 'unchanged'>, keyof RunCounts> = {
  create: 'created',
  update: 'updated',
  adopt: 'adopted',
  hide: 'hidden',
  delete: 'deleted',
};

/** What came of one product. */
export interface ProductOutcome {
  outcome: Outcome;
  reason: Reason | null;
  message: Words | null;
  itemId: number | null;
}

/** Collects what came of each product of a run, and writes it: the run's items, its counts, the catalogue's states. */
export class OutcomeBook {
  private readonly decisions: Map<string, Decision>;
  private readonly told = new Set<string>();
  readonly counts: RunCounts = noCounts();
  private pending: { decision: Decision; outcome: ProductOutcome }[] = [];

  constructor(
    private readonly userId: number,
    private readonly runId: string,
    decisions: readonly Decision[],
    private readonly links: LinksService,
    private readonly items: RunItems,
    private readonly changes: ReadonlyMap<string, ItemChange[]> = new Map(),
  ) {
    this.decisions = new Map(decisions.map((decision) => [productKeyOf(decision.product), decision]));
  }

  /** Takes over what an earlier try of the same run did: it counts, and is not told a second time. */
  resume(done: readonly (ProductKey & { action: Action })[], albumsCreated: number): void {
    this.counts.albumsCreated = albumsCreated;
    for (const { action, ...product } of done) {
      if (action === 'skip' || action === 'unchanged') continue;
      this.counts[DONE_COUNT[action]] += 1;
      this.told.add(productKeyOf(product));
    }
  }

  /** True when something was already said of this product. */
  has(product: ProductKey): boolean {
    return this.told.has(productKeyOf(product));
  }

  decisionOf(product: ProductKey): Decision | undefined {
    return this.decisions.get(productKeyOf(product));
  }

  /** Notes what came of a product; the first word on a product stands. */
  record(product: ProductKey, outcome: ProductOutcome, action?: Action): void {
    const decided = this.decisions.get(productKeyOf(product));
    if (!decided || this.has(product)) return;
    const decision = action ? { ...decided, action } : decided;
    this.told.add(productKeyOf(product));
    if (outcome.outcome === 'failed') this.counts.failed += 1;
    else if (decision.action === 'skip') this.counts.skipped += 1;
    else if (decision.action !== 'unchanged') this.counts[DONE_COUNT[decision.action]] += 1;
    this.pending.push({ decision, outcome });
  }

  /**
   * Products that the plan leaves alone: only what is not known of them yet is written. A product that is skipped as it
   * was in an earlier run has its row there, which is shown for this run too.
   */
  async recordQuiet(busy: ReadonlySet<string>): Promise<void> {
    const known = await this.links.openStates(this.userId);
    const standing = await this.items.standingSkips(this.runId);
    const states: ProductState[] = [];
    for (const decision of this.decisions.values()) {
      const key = productKeyOf(decision.product);
      if (this.told.has(key)) continue;
      const state = known.get(key);
      if (decision.action === 'skip') {
        const { reason, itemId } = decision;
        const outcome = { outcome: 'skipped', reason, message: null, itemId } as const;
        const isKnown = standing.has(key) && sameState(state, stateOf(decision, 'skipped', reason, null));
        if (!isKnown) this.record(decision.product, outcome);
        else {
          this.told.add(key);
          this.counts.skipped += 1;
        }
      } else if (decision.action === 'unchanged' && !busy.has(key)) {
        this.told.add(key);
        this.counts.unchanged += 1;
        if (state) states.push(stateOf(decision, 'synced', null, null));
      }
    }
    await this.flush(known);
    await this.links.saveStates(this.userId, states);
  }

  /** Writes what was recorded since the last time. */
  async flush(known?: ReadonlyMap<string, ProductState>): Promise<void> {
    const batch = this.pending;
    this.pending = [];
    if (batch.length === 0) return;
    await this.items.save(
      this.runId,
      batch.map(({ decision, outcome }) => ({
        storeId: decision.product.storeId,
        productId: decision.product.productId,
        name: decision.name,
        action: decision.action,
        outcome: outcome.outcome,
        reason: outcome.reason,
        message: outcome.message,
        vkProductId: outcome.itemId,
        changes: this.changed(decision, outcome),
      })),
    );
    const states = batch
      .map(({ decision, outcome }) => stateOf(decision, stateAfter(decision, outcome), outcome.reason, outcome.message))
      .filter((state) => !sameState(known?.get(productKeyOf(state)), state));
    await this.links.saveStates(this.userId, states);
  }

  /** What was changed of an item that had been there before. */
  private changed({ action, product }: Decision, { outcome }: ProductOutcome): ItemChange[] | null {
    const edited = outcome === 'done' && (action === 'update' || action === 'adopt');
    const changes = edited ? (this.changes.get(productKeyOf(product)) ?? []) : [];
    return changes.length > 0 ? changes : null;
  }
}

function stateAfter(decision: Decision, { outcome }: ProductOutcome): StoredSyncState | null {
  if (outcome === 'failed') return 'failed';
  if (outcome === 'skipped') return 'skipped';
  if (decision.action !== 'hide' && decision.action !== 'delete') return 'synced';
  return decision.reason === 'restricted_goods' || decision.reason === 'no_price' ? 'skipped' : null;
}

function stateOf(
  decision: Decision,
  state: StoredSyncState | null,
  reason: string | null,
  message: Words | null,
): ProductState {
  return { ...decision.product, state, reason, message };
}

function sameState(before: ProductState | undefined, after: ProductState): boolean {
  return (
    before?.state === after.state &&
    before.reason === after.reason &&
    toStored(before.message) === toStored(after.message)
  );
}
