import type { AlbumLink, ItemFields, ItemLink, Plan, ProductKey } from '@evosync/mirror';
import { groupKeyOf, productKeyOf } from '@evosync/mirror';
import type { VkCall, VkVerdict } from '@evosync/vk';
import { VkApiError } from '@evosync/vk';
import type { LinksService } from '../../catalog/links.service.js';
import type { VkAccess } from '../../connections/connections.service.js';
import { runEndOf, vkUnavailable } from '../run-errors.js';
import type { RunTrack } from '../run-track.js';
import type { OutcomeBook } from './outcome-book.js';
import { failureWords } from './failure-words.js';

/** A product that is to be created, and what it should be. */
export interface Creation {
  product: ProductKey;
  fields: ItemFields;
}

/** Between two checks whether to stop, at most this many calls leave. */
const SLICE = 250;
/** Two batches in a row without any answer: VK is away, and going on would only pile up doubt. */
const SILENT_LIMIT = 50;

/** What the parts of one mirror step share: the plan, the links as they become, and the one way to call VK. */
export class MirrorContext {
  readonly itemLinks: Map<string, ItemLink>;
  readonly albumLinks: Map<string, AlbumLink>;
  /** Items to be read back, so that what VK shows after our writing is known. */
  readonly touched = new Set<number>();
  albumsTouched = false;
  /** Evotor said that it gives no pictures: it is not asked again in this run. */
  noPictures = false;
  readonly creations: Creation[] = [];
  private silent = 0;
  private done = 0;

  constructor(
    readonly access: VkAccess,
    readonly plan: Plan,
    readonly book: OutcomeBook,
    readonly track: RunTrack,
    private readonly links: LinksService,
    itemLinks: readonly ItemLink[],
    albumLinks: readonly AlbumLink[],
    private readonly total: number,
  ) {
    this.itemLinks = new Map(itemLinks.map((link) => [productKeyOf(link), link]));
    this.albumLinks = new Map(albumLinks.map((link) => [groupKeyOf(link), link]));
  }

  get userId(): number {
    return this.access.connection.userId;
  }

  /** Operations of one kind. */
  operations<K extends Plan['operations'][number]['kind']>(
    kind: K,
  ): Extract<Plan['operations'][number], { kind: K }>[] {
    return this.plan.operations.filter(
      (operation): operation is Extract<Plan['operations'][number], { kind: K }> => operation.kind === kind,
    );
  }

  /**
   * Sends calls in batches and hands over each verdict with its place in `calls`, a batch at a time.
   * `progress: false` for calls that are not about one product or album each.
   * Throws RunEnded when an answer concerns the whole shop or VK has gone silent, RunCancelled when the merchant cancelled.
   */
  async send(
    calls: readonly VkCall[],
    heed: (verdicts: { index: number; verdict: VkVerdict }[]) => Promise<void>,
    { progress = true } = {},
  ): Promise<void> {
    for (let from = 0; from < calls.length; from += SLICE) {
      await this.track.checkpoint();
      const ending: Error[] = [];
      await this.access.client.batch(calls.slice(from, from + SLICE), {
        onVerdicts: async (verdicts) => {
          const placed = verdicts.map(({ index, verdict }) => ({ index: from + index, verdict }));
          await heed(placed);
          await this.book.flush();
          await this.advance(progress ? placed.length : 0);
          ending.push(...this.endingsIn(placed.map(({ verdict }) => verdict)));
        },
      });
      if (ending[0]) throw ending[0];
    }
  }

  /**
   * Writes links of products, in memory and in the table. Outcomes are written first: should the process die in
   * between, the item is found by its sku, while an outcome that was never told would be lost.
   */
  async saveLinks(links: readonly ItemLink[]): Promise<void> {
    await this.book.flush();
    for (const link of links) this.itemLinks.set(productKeyOf(link), link);
    await this.links.saveItemLinks(this.userId, links);
  }

  /** Forgets the items of these products, in memory and in the table. */
  async dropLinks(products: readonly ProductKey[]): Promise<void> {
    for (const product of products) this.itemLinks.delete(productKeyOf(product));
    await this.links.dropItemLinks(this.userId, products);
  }

  async saveAlbumLink(link: AlbumLink): Promise<void> {
    this.albumLinks.set(groupKeyOf(link), link);
    await this.links.saveAlbumLink(this.userId, link);
  }

  /** Notes that VK refused what the plan wanted for a product, in plain words. */
  recordFailure(product: ProductKey, verdict: Exclude<VkVerdict, { status: 'done' }>, itemId: number | null): void {
    if (verdict.status === 'not-sent' && !(verdict.error instanceof VkApiError && verdict.error.family === 'quota'))
      return;
    if (verdict.error instanceof VkApiError && verdict.error.isWholeShop) return;
    this.book.record(product, { outcome: 'failed', ...failureWords(verdict.error), itemId });
  }

  private endingsIn(verdicts: readonly VkVerdict[]): Error[] {
    for (const verdict of verdicts) {
      if (verdict.status === 'done') continue;
      if (verdict.error instanceof VkApiError && verdict.error.isWholeShop) {
        return [runEndOf(verdict.error) ?? verdict.error];
      }
    }
    const silent = verdicts.filter((verdict) => verdict.status === 'unknown').length;
    this.silent = silent === verdicts.length ? this.silent + silent : 0;
    return this.silent >= SILENT_LIMIT ? [vkUnavailable(null)] : [];
  }

  private async advance(count: number): Promise<void> {
    this.done += count;
    await this.track.advance(Math.min(this.done, this.total), this.total, { ...this.book.counts });
  }
}
