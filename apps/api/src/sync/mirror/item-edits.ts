import { fingerprint, type ItemFields, type ItemLink, type Operation, productKeyOf } from '@evosync/mirror';
import { type VkCall, type VkVerdict } from '@evosync/vk';
import { Injectable } from '@nestjs/common';
import type { AlbumShelves } from './album-shelves.js';
import type { MirrorContext } from './mirror-context.js';
import type { ProductOutcome } from './outcome-book.js';
import type { Refusals } from './refusals.js';

/** An item that exists and is to become what its product is. */
export type Edit = Extract<Operation, { kind: 'edit-item' }>;
type Hide = Extract<Operation, { kind: 'hide-item' }>;
type Delete = Extract<Operation, { kind: 'delete-item' }>;

const ITEM_NOT_FOUND = 1403;
/** Its item is gone, and what is not for sale is not put into the shop anew (M9). */
const NOT_FOR_SALE: ProductOutcome = { outcome: 'skipped', reason: 'not_for_sale', message: null, itemId: null };

/** Items that exist: hidden (M12), deleted (M12), edited with only what differs (M10), adopted (M8). */
@Injectable()
export class ItemEdits {
  /** Stock 0, once. An item that is not there any more needs no hiding. */
  hide(context: MirrorContext): void {
    for (const operation of context.operations('hide-item')) {
      const call: VkCall = {
        method: 'market.edit',
        params: { owner_id: context.access.ownerId, item_id: operation.itemId, stock_amount: 0 },
      };
      context.push({ call, counts: true, settle: (verdict) => this.hidden(context, operation, verdict) });
    }
  }

  delete(context: MirrorContext): void {
    for (const operation of context.operations('delete-item')) {
      const call: VkCall = {
        method: 'market.delete',
        params: { owner_id: context.access.ownerId, item_id: operation.itemId },
      };
      context.push({ call, counts: true, settle: (verdict) => this.deleted(context, operation, verdict) });
    }
  }

  /**
   * Only what differs. An item that was deleted in VK meanwhile is created again (M12). Answers those that wait for a
   * photo: they are sent with it, by {@link send}.
   */
  async edit(context: MirrorContext, shelves: AlbumShelves, refusals: Refusals): Promise<Edit[]> {
    const operations = context.operations('edit-item').filter((operation) => {
      if (!refusals.standsAgainst(context, operation.product, operation.fields, operation.itemId)) return true;
      shelves.settled(operation.product);
      return false;
    });
    for (const operation of operations) if (operation.adopts) context.link(asAdopted(operation));
    await context.writeNotes();
    for (const operation of operations) {
      if (!operation.photo)
        this.send(context, operation, (verdict) => this.settle(context, operation, verdict, shelves, refusals));
    }
    return operations.filter(({ photo }) => photo);
  }

  /** One edit on its way, with a photo or without. */
  send(context: MirrorContext, operation: Edit, settle: (verdict: VkVerdict) => void, photoId?: number): void {
    const params = { owner_id: context.access.ownerId, item_id: operation.itemId, ...toParams(operation.changes) };
    const call: VkCall = {
      method: 'market.edit',
      params: { ...params, ...(photoId !== undefined && { main_photo_id: photoId }) },
    };
    context.push({ call, counts: true, settle });
  }

  /** What follows from the verdict on an edit. */
  settle(context: MirrorContext, operation: Edit, verdict: VkVerdict, shelves: AlbumShelves, refusals: Refusals): void {
    this.edited(context, operation, verdict, refusals);
    if (!isGone(verdict) || !operation.forSale) shelves.settled(operation.product);
  }

  private hidden(context: MirrorContext, { product, itemId, adopted, reason }: Hide, verdict: VkVerdict): void {
    if (verdict.status !== 'done' && !isGone(verdict)) return context.recordFailure(product, verdict, itemId);
    const before = context.itemLinks.get(productKeyOf(product));
    const same = before?.itemId === itemId ? before : null;
    const sent = same?.sent ? { ...same.sent, stockAmount: 0 } : null;
    const shown = same?.shown ? { ...same.shown, stockAmount: 0 } : null;
    context.link({ ...product, itemId, adopted, hidden: true, sent, shown });
    context.touched.add(itemId);
    context.book.record(product, { outcome: 'done', reason, message: null, itemId });
  }

  private deleted(context: MirrorContext, { product, itemId, reason }: Delete, verdict: VkVerdict): void {
    if (verdict.status !== 'done') return context.recordFailure(product, verdict, itemId);
    context.unlink(product);
    context.forgetItem(itemId);
    context.book.record(product, { outcome: 'done', reason, message: null, itemId });
  }

  private edited(context: MirrorContext, operation: Edit, verdict: VkVerdict, refusals: Refusals): void {
    const { product, itemId, fields, forSale, adopted, adopts } = operation;
    if (verdict.status === 'done') {
      context.link({ ...product, itemId, adopted, hidden: false, sent: fingerprint(fields), shown: null });
      context.touched.add(itemId);
      const reason = adopts ? ('adopted' as const) : null;
      context.book.record(product, { outcome: 'done', reason, message: null, itemId });
      refusals.lifted(context, product);
    } else if (isGone(verdict)) {
      context.unlink(product);
      context.forgetItem(itemId);
      if (forSale) context.lateCreations.push({ product, fields });
      else context.book.record(product, NOT_FOR_SALE, 'skip');
    } else {
      if (adopts && verdict.status !== 'unknown') context.unlink(product);
      context.recordFailure(product, verdict, itemId);
      refusals.note(context, product, fields, verdict);
    }
  }
}

/**
 * Written before the call leaves: should its answer be lost, the item must be known as one that was taken over,
 * or it might later be deleted where it may only be hidden (M12).
 */
function asAdopted({ product, itemId }: Edit): ItemLink {
  return { ...product, itemId, adopted: true, hidden: false, sent: null, shown: null };
}

/** Kopecks as VK's `price` takes them: roubles with a dot. */
export function priceParam(priceKopecks: number): string {
  return (priceKopecks / 100).toFixed(2);
}

function toParams(changes: Partial<ItemFields>) {
  const { name, description, priceKopecks, stockAmount, sku } = changes;
  return {
    ...(name !== undefined && { name }),
    ...(description !== undefined && { description }),
    ...(priceKopecks !== undefined && { price: priceParam(priceKopecks) }),
    ...(stockAmount !== undefined && { stock_amount: stockAmount }),
    ...(sku !== undefined && { sku }),
  };
}

function isGone(verdict: VkVerdict): boolean {
  return verdict.status === 'failed' && verdict.error.code === ITEM_NOT_FOUND;
}
