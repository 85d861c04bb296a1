import { fingerprint, type ItemFields, type ItemLink, type Operation, productKeyOf } from '@evosync/mirror';
import { VkApiError, type VkCall } from '@evosync/vk';
import { RefreshVkCatalogService } from '../../vk-catalog/refresh-vk-catalog.service.js';
import { Injectable } from '@nestjs/common';
import type { MirrorContext } from './mirror-context.js';

const ITEM_NOT_FOUND = 1403;

/** Items that exist: hidden (M12), deleted (M12), edited with only what differs (M10), adopted (M8). */
@Injectable()
export class ItemEdits {
  constructor(private readonly vkCatalog: RefreshVkCatalogService) {}

  /** Stock 0, once. An item that is not there any more needs no hiding. */
  async hide(context: MirrorContext): Promise<void> {
    const operations = context.operations('hide-item');
    const calls = operations.map(({ itemId }): VkCall => ({
      method: 'market.edit',
      params: { owner_id: context.access.ownerId, item_id: itemId, stock_amount: 0 },
    }));
    await context.send(calls, async (verdicts) => {
      const hidden: ItemLink[] = [];
      for (const { index, verdict } of verdicts) {
        const operation = operations[index];
        if (!operation) continue;
        const { product, itemId, adopted, reason } = operation;
        if (verdict.status === 'done' || isGone(verdict)) {
          const before = context.itemLinks.get(productKeyOf(product));
          const same = before?.itemId === itemId ? before : null;
          const sent = same?.sent ? { ...same.sent, stockAmount: 0 } : null;
          const shown = same?.shown ? { ...same.shown, stockAmount: 0 } : null;
          hidden.push({ ...product, itemId, adopted, hidden: true, sent, shown });
          context.touched.add(itemId);
          context.book.record(product, { outcome: 'done', reason, message: null, itemId });
        } else context.recordFailure(product, verdict, itemId);
      }
      await context.saveLinks(hidden);
    });
  }

  async delete(context: MirrorContext): Promise<void> {
    const operations = context.operations('delete-item');
    const calls = operations.map(({ itemId }): VkCall => ({
      method: 'market.delete',
      params: { owner_id: context.access.ownerId, item_id: itemId },
    }));
    await context.send(calls, async (verdicts) => {
      const deleted: typeof operations = [];
      for (const { index, verdict } of verdicts) {
        const operation = operations[index];
        if (!operation) continue;
        const { product, itemId, reason } = operation;
        if (verdict.status === 'done') {
          deleted.push(operation);
          context.book.record(product, { outcome: 'done', reason, message: null, itemId });
        } else context.recordFailure(product, verdict, itemId);
      }
      await context.dropLinks(deleted.map(({ product }) => product));
      await this.vkCatalog.forgetItems(
        context.userId,
        deleted.map(({ itemId }) => itemId),
      );
    });
  }

  /** Only what differs. An item that was deleted in VK meanwhile is created again (M12). */
  async edit(context: MirrorContext): Promise<void> {
    const operations = context.operations('edit-item');
    const calls = operations.map(({ itemId, changes }): VkCall => ({
      method: 'market.edit',
      params: { owner_id: context.access.ownerId, item_id: itemId, ...toParams(changes) },
    }));
    await context.saveLinks(operations.filter(({ adopts }) => adopts).map(asAdopted));
    await context.send(calls, async (verdicts) => {
      const edited: ItemLink[] = [];
      for (const { index, verdict } of verdicts) {
        const operation = operations[index];
        if (!operation) continue;
        const { product, itemId, fields, adopted, adopts } = operation;
        if (verdict.status === 'done') {
          edited.push({ ...product, itemId, adopted, hidden: false, sent: fingerprint(fields), shown: null });
          context.touched.add(itemId);
          const reason = adopts ? ('adopted' as const) : null;
          context.book.record(product, { outcome: 'done', reason, message: null, itemId });
        } else if (isGone(verdict)) {
          await context.dropLinks([product]);
          await this.vkCatalog.forgetItems(context.userId, [itemId]);
          if (fields.stockAmount > 0) context.creations.push({ product, fields });
          else context.recordFailure(product, verdict, null);
        } else {
          if (adopts && verdict.status !== 'unknown') await context.dropLinks([product]);
          context.recordFailure(product, verdict, itemId);
        }
      }
      await context.saveLinks(edited);
    });
  }
}

/**
 * Written before the call leaves: should its answer be lost, the item must be known as one that was taken over,
 * or it might later be deleted where it may only be hidden (M12).
 */
function asAdopted({ product, itemId }: Extract<Operation, { kind: 'edit-item' }>): ItemLink {
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

function isGone(verdict: { status: string; error?: Error }): boolean {
  return verdict.status === 'failed' && verdict.error instanceof VkApiError && verdict.error.code === ITEM_NOT_FOUND;
}
