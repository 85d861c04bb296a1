import { type Operation, type Plan, productKeyOf, shownFingerprint } from '@evosync/mirror';
import { Injectable, Logger } from '@nestjs/common';
import { LinksService } from '../../catalog/links.service.js';
import { ConnectionsService, type VkAccess } from '../../connections/connections.service.js';
import { RefreshVkCatalogService } from '../../vk-catalog/refresh-vk-catalog.service.js';
import { PlanService } from '../plan.service.js';
import { plannedChanges } from '../item-changes.js';
import { RunCancelled, runEndOf } from '../run-errors.js';
import { RunItems } from '../run-items.js';
import type { RunTrack } from '../run-track.js';
import { AlbumShelves } from './album-shelves.js';
import { AlbumSteps } from './album-steps.js';
import { Doubt } from './doubt.js';
import { ItemCreates } from './item-creates.js';
import { ItemEdits } from './item-edits.js';
import { MirrorContext } from './mirror-context.js';
import { MirrorLocks } from './mirror-locks.js';
import { OutcomeBook } from './outcome-book.js';
import { PhotoEdits } from './photo-edits.js';
import { RefusalsService } from './refusals.js';

/** What the progress of the stage counts: albums and products, not which lies in which. */
const COUNTED_KINDS: ReadonlySet<string> = new Set<Operation['kind']>([
  'create-album',
  'rename-album',
  'hide-item',
  'delete-item',
  'edit-item',
  'create-item',
]);

/** What is done about a product before its item moves from album to album. */
const FIRST_KINDS: ReadonlySet<string> = new Set<Operation['kind']>(['edit-item', 'create-item']);

/** Calls to VK about one product, whatever the plan decided of its fields. */
const BUSY_KINDS: ReadonlySet<string> = new Set<Operation['kind']>([
  'hide-item',
  'delete-item',
  'edit-item',
  'create-item',
  'add-to-album',
  'remove-from-album',
]);

/** Plans the difference between register and shop, and pushes it to VK. */
@Injectable()
export class MirrorService {
  private readonly logger = new Logger(MirrorService.name);

  constructor(
    private readonly connections: ConnectionsService,
    private readonly plans: PlanService,
    private readonly links: LinksService,
    private readonly vkCatalog: RefreshVkCatalogService,
    private readonly albums: AlbumSteps,
    private readonly edits: ItemEdits,
    private readonly photoEdits: PhotoEdits,
    private readonly creates: ItemCreates,
    private readonly refusals: RefusalsService,
    private readonly locks: MirrorLocks,
    private readonly items: RunItems,
  ) {}

  /**
   * Executes the plan, outcome by outcome. Throws RunEnded when something concerns the whole shop, RunCancelled
   * when the merchant cancelled; what was done until then is recorded.
   */
  execute(access: VkAccess, track: RunTrack): Promise<void> {
    return this.locks.hold(access.connection.userId, track.signal, (lost) => this.executeAlone(access, track, lost));
  }

  private async executeAlone(access: VkAccess, track: RunTrack, lost: AbortSignal): Promise<void> {
    // Another try of the same step may have ended the run while this one waited.
    await track.checkpoint();
    await track.begin('mirror');
    const uncertain = await this.readWhenUncertain(access, track);
    const context = await this.plan(access, track);
    lost.addEventListener('abort', () => context.end(lost.reason), { once: true });
    let isPushed = false;
    try {
      await this.begin(context, uncertain);
      await this.push(context);
      isPushed = true;
    } finally {
      await context.close();
      await context.book.flush();
      track.run.counts = { ...context.book.counts };
      await track.flush();
      // Whom VK has turned away (a dead token, a captcha) asks nothing more.
      const isRead = !context.isTurnedAway && (await this.readBack(context));
      await context.doubt.end(isPushed && isRead);
    }
  }

  /** Pushes everything into one flow of calls: what does not depend on anything else first. */
  private async push(context: MirrorContext): Promise<void> {
    const shelves = new AlbumShelves(context);
    const refusals = await this.refusals.find(context.userId);
    const asked = context.operations('create-album').map(({ group, title }) => ({ ...group, title }));
    if (asked.length > 0) {
      await context.doubt.raise();
      await this.links.noteAskedAlbums(context.userId, asked);
    }
    const unknownAlbums = this.albums.begin(context, shelves);
    this.edits.hide(context);
    this.edits.delete(context);
    const waiting = await this.edits.edit(context, shelves, refusals);
    shelves.begin(productsOf(context.plan, FIRST_KINDS));
    await this.photoEdits.execute(context, waiting, shelves, refusals);
    // In a full shop there is room for new items only once others have gone.
    if (context.operations('delete-item').length > 0) await context.idle();
    await this.creates.execute(context, shelves, refusals);
    await this.albums.settle(context, shelves, unknownAlbums);
    // What was found by reading may have sent items to their albums.
    await context.idle();
  }

  /**
   * After a death in the middle, or a create whose answer was lost, nothing is planned from an old reading. Whoever was
   * at it before may have lost the lock without noticing it yet.
   */
  private async readWhenUncertain(access: VkAccess, track: RunTrack): Promise<boolean> {
    // What stood there before the lock was had may be out of date.
    const connection = await this.connections.findVk(access.connection.userId);
    if (connection?.groupId !== access.groupId) throw new RunCancelled();
    Object.assign(access.connection, connection);
    const { readAt, uncertainSince, userId } = access.connection;
    if (readAt !== null && uncertainSince === null) return false;
    if (uncertainSince !== null) access.connection.uncertainSince = new Date();
    await this.vkCatalog.refresh(access, await this.links.linkedItemIds(userId), track.signal);
    return uncertainSince !== null;
  }

  private async plan(access: VkAccess, track: RunTrack): Promise<MirrorContext> {
    const { userId } = access.connection;
    const { plan, input } = await this.plans.plan(userId);
    const changes = plannedChanges(plan.operations, input.items);
    const book = new OutcomeBook(userId, track.run.id, plan.decisions, this.links, this.items, changes);
    book.resume(await this.items.doneIn(track.run.id), track.run.counts.albumsCreated);
    const total = plan.operations.filter(({ kind }) => COUNTED_KINDS.has(kind)).length;
    const doubt = new Doubt(this.connections, userId);
    const tables = [this.links, this.vkCatalog] as const;
    return new MirrorContext(access, plan, book, track, doubt, ...tables, input.itemLinks, input.albumLinks, total);
  }

  /** What needs no call to VK: goods left alone, and links that only say what is so already. */
  private async begin(context: MirrorContext, uncertain: boolean): Promise<void> {
    if (uncertain) recordFound(context);
    await context.book.recordQuiet(productsOf(context.plan, BUSY_KINDS));
    for (const { kind: _, product, ...link } of context.operations('link-item')) context.link({ ...product, ...link });
    await context.writeNotes();
    await context.noteProgress();
  }

  /**
   * Reads what was written, so that VK's own way of storing texts is known and the next run finds nothing to do.
   * When that cannot be had the planner compares meanings instead, so a failure here is only noted. Answers whether
   * what is known of the shop now holds all that was made.
   */
  private async readBack(context: MirrorContext): Promise<boolean> {
    try {
      if (context.albumsTouched) await this.albums.readBack(context);
      const items = await this.vkCatalog.readBack(context.access, [...context.touched], context.track.signal);
      const shown = new Map(items.map((item) => [item.id, shownFingerprint(item)]));
      for (const link of [...context.itemLinks.values()]) {
        const sentAnew = !link.hidden && link.shown === null && context.touched.has(link.itemId);
        const now = sentAnew ? shown.get(link.itemId) : undefined;
        if (now) context.link({ ...link, shown: now });
      }
      await context.writeNotes();
      return [...context.touched].every((id) => shown.has(id));
    } catch (error) {
      if (!context.track.signal.aborted && !runEndOf(error)) throw error;
      this.logger.warn({ userId: context.userId, err: error }, 'what was written could not be read back');
      return false;
    }
  }
}

/** Items that were created although nobody heard of it: what was found by its sku is told as created, once. */
function recordFound(context: MirrorContext): void {
  for (const { product, itemId } of context.operations('link-item')) {
    if (context.itemLinks.has(productKeyOf(product))) continue;
    context.book.record(product, { outcome: 'done', reason: null, message: null, itemId }, 'create');
  }
}

/** Products that some operation of these kinds is about. */
function productsOf(plan: Plan, kinds: ReadonlySet<string>): Set<string> {
  const products = new Set<string>();
  for (const operation of plan.operations) {
    if ('product' in operation && kinds.has(operation.kind)) products.add(productKeyOf(operation.product));
  }
  return products;
}
