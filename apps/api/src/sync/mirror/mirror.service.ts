import { type Operation, productKeyOf, shownFingerprint } from '@evosync/mirror';
import { Injectable, Logger } from '@nestjs/common';
import { LinksService } from '../../catalog/links.service.js';
import type { VkAccess } from '../../connections/connections.service.js';
import { RefreshVkCatalogService } from '../../vk-catalog/refresh-vk-catalog.service.js';
import { PlanService, type PlannedMirror } from '../plan.service.js';
import { runEndOf } from '../run-errors.js';
import { RunItems } from '../run-items.js';
import type { RunTrack } from '../run-track.js';
import { AlbumSteps } from './album-steps.js';
import { ItemCreates } from './item-creates.js';
import { ItemEdits } from './item-edits.js';
import { Memberships } from './memberships.js';
import { MirrorContext } from './mirror-context.js';
import { OutcomeBook } from './outcome-book.js';

/** What the progress of the stage counts: albums and products, not which lies in which. */
const COUNTED_KINDS: ReadonlySet<string> = new Set<Operation['kind']>([
  'create-album',
  'rename-album',
  'hide-item',
  'delete-item',
  'edit-item',
  'create-item',
]);

/** Plans the difference between register and shop, and pushes it to VK. */
@Injectable()
export class MirrorService {
  private readonly logger = new Logger(MirrorService.name);

  constructor(
    private readonly plans: PlanService,
    private readonly links: LinksService,
    private readonly vkCatalog: RefreshVkCatalogService,
    private readonly albums: AlbumSteps,
    private readonly edits: ItemEdits,
    private readonly creates: ItemCreates,
    private readonly memberships: Memberships,
    private readonly items: RunItems,
  ) {}

  /**
   * Executes the plan, outcome by outcome. Throws RunEnded when something concerns the whole shop, RunCancelled
   * when the merchant cancelled; what was done until then is recorded.
   */
  async execute(access: VkAccess, track: RunTrack): Promise<void> {
    await track.begin('mirror');
    const uncertain = await this.readWhenUncertain(access, track);
    const context = await this.prepare(access, track, uncertain);
    try {
      await this.albums.execute(context);
      await this.edits.hide(context);
      await this.edits.delete(context);
      await this.edits.edit(context);
      await this.creates.execute(context);
      await this.memberships.execute(context);
    } finally {
      await context.book.flush();
      track.run.counts = { ...context.book.counts };
      await track.flush();
      await this.readBack(context);
    }
  }

  /** After a death in the middle, or a create whose answer was lost, nothing is planned from an old reading. */
  private async readWhenUncertain(access: VkAccess, track: RunTrack): Promise<boolean> {
    const { connection } = access;
    const uncertain = connection.uncertainSince !== null;
    if (connection.readAt !== null && !uncertain) return false;
    await this.vkCatalog.refresh(access, await this.links.linkedItemIds(connection.userId), track.signal);
    return uncertain;
  }

  private async prepare(access: VkAccess, track: RunTrack, uncertain: boolean): Promise<MirrorContext> {
    const { userId } = access.connection;
    const planned = await this.plans.plan(userId);
    const book = new OutcomeBook(userId, track.run.id, planned.plan.decisions, this.links, this.items);
    book.resume(await this.items.doneIn(track.run.id), track.run.counts.albumsCreated);
    const busy = busyProducts(planned);
    const total = planned.plan.operations.filter(({ kind }) => COUNTED_KINDS.has(kind)).length;
    const { itemLinks, albumLinks } = planned.input;
    const context = new MirrorContext(access, planned.plan, book, track, this.links, itemLinks, albumLinks, total);
    if (uncertain) recordFound(context);
    await book.recordQuiet(busy);
    await context.saveLinks(
      context.operations('link-item').map(({ kind: _, product, ...link }) => ({ ...product, ...link })),
    );
    await track.advance(0, total, { ...book.counts });
    await track.flush();
    return context;
  }

  /**
   * Reads what was written, so that VK's own way of storing texts is known and the next run finds nothing to do.
   * When that cannot be had the planner compares meanings instead, so a failure here is only noted.
   */
  private async readBack(context: MirrorContext): Promise<void> {
    try {
      if (context.albumsTouched) await this.albums.readBack(context);
      if (context.touched.size === 0) return;
      const items = await this.vkCatalog.readBack(context.access, [...context.touched], context.track.signal);
      const shown = new Map(items.map((item) => [item.id, shownFingerprint(item)]));
      const links = [...context.itemLinks.values()].flatMap((link) => {
        const sentAnew = !link.hidden && link.shown === null && context.touched.has(link.itemId);
        const now = sentAnew ? shown.get(link.itemId) : undefined;
        return now ? [{ ...link, shown: now }] : [];
      });
      await context.saveLinks(links);
    } catch (error) {
      if (!context.track.signal.aborted && !runEndOf(error)) throw error;
      this.logger.warn({ userId: context.userId, err: error }, 'what was written could not be read back');
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

/** Products that some call to VK is about, whatever the plan decided of their fields. */
function busyProducts({ plan }: PlannedMirror): Set<string> {
  const busy = new Set<string>();
  for (const operation of plan.operations) {
    if ('product' in operation && operation.kind !== 'link-item') busy.add(productKeyOf(operation.product));
  }
  return busy;
}
