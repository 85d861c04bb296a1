import type { AlbumLink, GroupKey, ItemFields, ItemLink, Plan, ProductKey } from '@evosync/mirror';
import { groupKeyOf, productKeyOf } from '@evosync/mirror';
import type { VkCall, VkFlow, VkVerdict } from '@evosync/vk';
import { VkApiError } from '@evosync/vk';
import type { LinksService } from '../../catalog/links.service.js';
import type { SentPhoto } from '../../catalog/photos/photo-links.js';
import type { VkAccess } from '../../connections/connections.service.js';
import type { RefreshVkCatalogService } from '../../vk-catalog/refresh-vk-catalog.service.js';
import { runEndOf, vkUnavailable } from '../run-errors.js';
import type { RunError } from '../run.js';
import type { RunTrack } from '../run-track.js';
import type { OutcomeBook } from './outcome-book.js';
import type { Doubt } from './doubt.js';
import { failureWords, limitOf } from './failure-words.js';
import { Notes } from './notes.js';

/** A product that is to be created, and what it should be. */
export interface Creation {
  product: ProductKey;
  fields: ItemFields;
}

/** One call to VK, and what follows from its verdict. `settle` only notes; what it notes is written in bulk. */
export interface Task {
  call: VkCall;
  /** Whether the stage's progress counts it: calls about one product or album. */
  counts: boolean;
  settle(verdict: VkVerdict): void;
}

/** So many calls may be without a verdict before whoever makes more of them waits: ten requests and those on their way. */
const AHEAD = 450;
/** A process that stops lets the answers on their way arrive for so long, so that nothing is left in doubt. */
const LAST_ANSWERS_MS = 5000;

/**
 * What the parts of one mirror step share: the plan, the links as they become, and the one way to call VK. All calls
 * of a run go through one flow, so that they share requests whatever they are about.
 */
export class MirrorContext {
  readonly itemLinks: Map<string, ItemLink>;
  readonly albumLinks: Map<string, AlbumLink>;
  /** Items to be read back, so that what VK shows after our writing is known. */
  readonly touched = new Set<number>();
  albumsTouched = false;
  /** VK has answered something that concerns the whole shop. */
  isTurnedAway = false;
  /** Evotor said that it gives no pictures: it is not asked again in this run. */
  noPictures = false;
  /** Products whose item turned out to be gone while it was edited. */
  readonly lateCreations: Creation[] = [];
  private readonly notes: Notes;
  private readonly flow: VkFlow<Task>;
  private readonly cut = new AbortController();
  private ending: Error | null = null;
  private done = 0;

  constructor(
    readonly access: VkAccess,
    readonly plan: Plan,
    readonly book: OutcomeBook,
    readonly track: RunTrack,
    readonly doubt: Doubt,
    links: LinksService,
    vkCatalog: RefreshVkCatalogService,
    itemLinks: readonly ItemLink[],
    albumLinks: readonly AlbumLink[],
    private readonly total: number,
  ) {
    this.itemLinks = new Map(itemLinks.map((link) => [productKeyOf(link), link]));
    this.albumLinks = new Map(albumLinks.map((link) => [groupKeyOf(link), link]));
    this.notes = new Notes(this.userId, book, links, vkCatalog, track);
    this.flow = access.client.flow<Task>({ signal: this.cut.signal, onVerdicts: (told) => this.heed(told) });
    track.signal.addEventListener('abort', this.onStop, { once: true });
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

  /** Puts a call at the end of the line. Its verdict comes later, to `settle`. */
  push(task: Task): void {
    this.flow.push(task.call, task);
  }

  /** Resolves when there is room for more calls. Throws why the run ends, if it does. */
  async room(): Promise<void> {
    await this.flow.room(AHEAD);
    this.throwEnding();
  }

  /**
   * Resolves when every call has its verdict and what followed is written. Throws RunEnded when something concerns
   * the whole shop or VK has gone silent, RunCancelled when the merchant cancelled.
   */
  async idle(): Promise<void> {
    await this.flow.idle();
    this.throwEnding();
    await this.notes.write();
  }

  /** Ends the flow: answers on their way are waited for and written, nothing more is sent. */
  async close(): Promise<void> {
    this.flow.stop(new Error('The mirror step is over'));
    try {
      await this.flow.end();
    } finally {
      this.track.signal.removeEventListener('abort', this.onStop);
    }
  }

  /** Notes the item of a product, in memory at once and in the table with the next writing. */
  link(link: ItemLink): void {
    this.itemLinks.set(productKeyOf(link), link);
    this.notes.link(link);
  }

  /** Forgets the item of a product. */
  unlink(product: ProductKey): void {
    this.itemLinks.delete(productKeyOf(product));
    this.notes.unlink(product);
  }

  /** Notes the photo that an item has now. */
  photoSent(photo: SentPhoto): void {
    this.notes.photoSent(photo);
  }

  /** Forgets what was read of an item that is not in VK any more. */
  forgetItem(itemId: number): void {
    this.notes.forgetItem(itemId);
  }

  /** Notes the album of a group. */
  linkAlbum(link: AlbumLink): void {
    this.albumLinks.set(groupKeyOf(link), link);
    this.notes.linkAlbum(link);
  }

  /** Something is left undone that does not concern the whole shop. */
  warn(warning: RunError): void {
    this.notes.warn(warning);
  }

  /** Does `work` with the next writing, after outcomes and links. */
  afterwards(work: () => Promise<unknown>): void {
    this.notes.afterwards(work);
  }

  /** Writes at once what was noted outside of verdicts. */
  writeNotes(): Promise<void> {
    return this.notes.write();
  }

  /** Writes how far the stage has come, also when nothing is to be sent. */
  async noteProgress(): Promise<void> {
    await this.track.advance(Math.min(this.done, this.total), this.total, { ...this.book.counts });
    await this.track.flush();
  }

  /** The album's id for a group, when it has one by now. */
  albumIdOf(group: GroupKey): number | null {
    return this.albumLinks.get(groupKeyOf(group))?.albumId ?? null;
  }

  /** Notes that VK refused what the plan wanted for a product, in plain words. */
  recordFailure(product: ProductKey, verdict: Exclude<VkVerdict, { status: 'done' }>, itemId: number | null): void {
    const limit = limitOf(verdict.error);
    if (verdict.status === 'not-sent' && !limit) return;
    if (verdict.error instanceof VkApiError && verdict.error.isWholeShop) return;
    if (limit) this.warn(limit);
    this.book.record(product, { outcome: 'failed', ...failureWords(verdict.error), itemId });
  }

  private async heed(told: { tag: Task; verdict: VkVerdict }[]): Promise<void> {
    for (const { tag, verdict } of told) {
      tag.settle(verdict);
      this.noteEnding(verdict);
    }
    await this.notes.write();
    this.done += told.filter(({ tag, verdict }) => tag.counts && verdict.status !== 'not-sent').length;
    try {
      await this.track.advance(Math.min(this.done, this.total), this.total, { ...this.book.counts });
    } catch (error) {
      // Cancelled: what is on its way is heard to the end.
      this.end(error);
    }
  }

  /** A refusal of the whole shop ends the run, and so does a flow that VK no longer answers. */
  private noteEnding(verdict: VkVerdict): void {
    if (verdict.status === 'done' || this.ending !== null) return;
    const { error } = verdict;
    if (error instanceof VkApiError && error.isWholeShop) {
      this.isTurnedAway = true;
      this.end(runEndOf(error) ?? error);
    } else if (verdict.status === 'not-sent' && !limitOf(error)) this.end(runEndOf(error) ?? vkUnavailable(error));
  }

  private readonly onStop = (): void => {
    this.end(this.track.signal.reason);
    setTimeout(() => this.cut.abort(this.track.signal.reason), LAST_ANSWERS_MS).unref();
  };

  /** Sends nothing more; whoever waits hears why. The first reason stands. */
  end(reason: unknown): void {
    this.ending ??= reason instanceof Error ? reason : new Error('The mirror step was ended', { cause: reason });
    this.flow.stop(this.ending);
  }

  private throwEnding(): void {
    if (this.ending !== null) throw this.ending;
  }
}
