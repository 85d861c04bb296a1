import { type ProductKey, productKeyOf } from '@evosync/mirror';
import { VkApiError, type VkCall, type VkVerdict } from '@evosync/vk';
import { Injectable } from '@nestjs/common';
import { albumIdOf } from './album-steps.js';
import { failureWords } from './failure-words.js';
import type { MirrorContext } from './mirror-context.js';

const LIST = 100;
const ALREADY_THERE = 1404;
const QUIETLY = { progress: false };

interface Addition {
  product: ProductKey;
  itemId: number;
}

/** Which item lies in which album (M11). An item that cannot be put into its album stays in the shop without it. */
@Injectable()
export class Memberships {
  /** Takes items out of albums they left, then puts items into theirs, a list a call. */
  async execute(context: MirrorContext): Promise<void> {
    await this.remove(context);
    const lists = [...this.additionsByAlbum(context)].flatMap(([albumId, additions]) =>
      chunks(additions, LIST).map((list) => ({ albumId, list })),
    );
    const refused: { albumId: number; list: Addition[] }[] = [];
    await this.add(context, lists, (entry) => refused.push(entry));
    const single = refused.flatMap(({ albumId, list }) => list.map((addition) => ({ albumId, list: [addition] })));
    await this.add(context, single, () => undefined);
  }

  private async remove(context: MirrorContext): Promise<void> {
    const operations = context
      .operations('remove-from-album')
      .filter(({ product }) => !wasNotAdopted(context, product));
    const calls = operations.map(({ itemId, albumIds }): VkCall => ({
      method: 'market.removeFromAlbum',
      params: { owner_id: context.access.ownerId, item_id: itemId, album_ids: albumIds },
    }));
    await context.send(
      calls,
      async (verdicts) => {
        for (const { index, verdict } of verdicts) {
          const operation = operations[index];
          if (!operation) continue;
          if (verdict.status === 'done') this.noteMoved(context, operation.product, operation.itemId);
          else await warn(context, verdict);
        }
      },
      QUIETLY,
    );
  }

  private additionsByAlbum(context: MirrorContext): Map<number, Addition[]> {
    const byAlbum = new Map<number, Addition[]>();
    for (const { product, group, itemId, albumId } of context.operations('add-to-album')) {
      if (wasNotAdopted(context, product)) continue;
      const item = context.itemLinks.get(productKeyOf(product))?.itemId ?? itemId;
      const album = albumIdOf(context, group) ?? albumId;
      if (item === null || album === null) continue;
      const list = byAlbum.get(album) ?? [];
      list.push({ product, itemId: item });
      byAlbum.set(album, list);
    }
    return byAlbum;
  }

  private async add(
    context: MirrorContext,
    lists: readonly { albumId: number; list: Addition[] }[],
    onRefusedList: (entry: { albumId: number; list: Addition[] }) => void,
  ): Promise<void> {
    const calls = lists.map(({ albumId, list }): VkCall => ({
      method: 'market.addToAlbum',
      params: {
        owner_id: context.access.ownerId,
        item_ids: list.map(({ itemId }) => itemId),
        album_ids: [albumId],
      },
    }));
    await context.send(
      calls,
      async (verdicts) => {
        for (const { index, verdict } of verdicts) {
          const entry = lists[index];
          if (!entry) continue;
          if (verdict.status === 'done' || isAlreadyThere(verdict)) {
            for (const { product, itemId } of entry.list) this.noteMoved(context, product, itemId);
          } else if (verdict.status === 'failed' && entry.list.length > 1) onRefusedList(entry);
          else await warn(context, verdict);
        }
      },
      QUIETLY,
    );
  }

  /** A product of which nothing else changed was updated by its move. */
  private noteMoved(context: MirrorContext, product: ProductKey, itemId: number): void {
    context.touched.add(itemId);
    if (context.book.decisionOf(product)?.action === 'unchanged') {
      context.book.record(product, { outcome: 'done', reason: null, message: null, itemId }, 'update');
    }
  }
}

/** VK refused the edit by which an item was to be taken over: it stays the merchant's own, where it is. */
function wasNotAdopted(context: MirrorContext, product: ProductKey): boolean {
  return context.book.decisionOf(product)?.action === 'adopt' && !context.itemLinks.has(productKeyOf(product));
}

function isAlreadyThere(verdict: VkVerdict): boolean {
  return verdict.status === 'failed' && verdict.error.code === ALREADY_THERE;
}

async function warn(context: MirrorContext, verdict: Exclude<VkVerdict, { status: 'done' }>): Promise<void> {
  if (verdict.status === 'not-sent') return;
  if (verdict.error instanceof VkApiError && verdict.error.isWholeShop) return;
  const message = `Не все товары попали в свои подборки. ${failureWords(verdict.error).message}`;
  await context.track.warn({ code: 'album_rejected', message, who: 'wait' });
}

function chunks<T>(all: readonly T[], size: number): T[][] {
  const parts: T[][] = [];
  for (let from = 0; from < all.length; from += size) parts.push(all.slice(from, from + size));
  return parts;
}
