import { type GroupKey, groupKeyOf, type Operation, type ProductKey, productKeyOf } from '@evosync/mirror';
import { VkApiError, type VkCall, type VkVerdict } from '@evosync/vk';
import { failureWords } from './failure-words.js';
import type { MirrorContext } from './mirror-context.js';
import { notInAlbums } from './mirror-words.js';

type AddToAlbum = Extract<Operation, { kind: 'add-to-album' }>;
type RemoveFromAlbum = Extract<Operation, { kind: 'remove-from-album' }>;

/** Items in one call of `market.addToAlbum`. */
const LIST = 100;
/** A list that was refused is sent again in so many pieces, down to single items. */
const PIECES = 5;
/** The album is not there, or the method is closed for today: no piece of the list would fare better. */
const HOPELESS: ReadonlySet<number> = new Set([9, 29, 103, 1402]);
const ALBUM_IS_FULL = 1406;
const ALREADY_THERE = 1404;

interface Addition {
  product: ProductKey;
  itemId: number;
}

/** Items that wait to be put into the album of one group. */
interface Shelf {
  /** Null: the album that this plan creates, until it is there. */
  albumId: number | null;
  waiting: Addition[];
  /** Products of which it is not known yet whether they will come. */
  coming: number;
}

/**
 * Which item lies in which album (M11). An item goes to its album as soon as both are there, a list a call, in the same
 * requests as all else. One that cannot be put into its album stays in the shop without it.
 */
export class AlbumShelves {
  private readonly shelves = new Map<string, Shelf>();
  private readonly additions = new Map<string, AddToAlbum>();
  private readonly removals = new Map<string, RemoveFromAlbum>();
  /** Albums that are being filled to the brim, with the first item of the list that does it; other lists give way. */
  private readonly filling = new Map<number, number>();

  constructor(private readonly context: MirrorContext) {
    for (const operation of context.operations('add-to-album')) {
      const { group, albumId } = operation;
      const key = groupKeyOf(group);
      const shelf = this.shelves.get(key) ?? { albumId, waiting: [], coming: 0 };
      shelf.coming += 1;
      this.shelves.set(key, shelf);
      this.additions.set(productKeyOf(operation.product), operation);
    }
    for (const operation of context.operations('remove-from-album')) {
      this.removals.set(productKeyOf(operation.product), operation);
    }
  }

  /** Moves the items of products about which nothing else is to be asked of VK. */
  begin(busy: ReadonlySet<string>): void {
    const quiet = [...this.removals.values(), ...this.additions.values()].filter(
      ({ product }) => !busy.has(productKeyOf(product)),
    );
    for (const { product } of quiet) this.settled(product);
  }

  /** Whatever else was to be done about a product is done, or failed: its item, if there is one now, may move. */
  settled(product: ProductKey): void {
    const key = productKeyOf(product);
    const [removal, addition] = [this.removals.get(key), this.additions.get(key)];
    this.removals.delete(key);
    this.additions.delete(key);
    const stays = wasNotAdopted(this.context, product);
    if (removal && !stays) this.remove(removal);
    if (!addition) return;
    const shelf = this.shelves.get(groupKeyOf(addition.group));
    if (!shelf) return;
    shelf.coming -= 1;
    const itemId = this.context.itemLinks.get(key)?.itemId ?? addition.itemId;
    if (itemId !== null && !stays) shelf.waiting.push({ product, itemId });
    this.fill(shelf);
  }

  /** The album of a group is there now. */
  albumReady(group: GroupKey): void {
    const shelf = this.shelves.get(groupKeyOf(group));
    if (!shelf) return;
    shelf.albumId = this.context.albumIdOf(group);
    this.fill(shelf);
  }

  private fill(shelf: Shelf): void {
    const { albumId } = shelf;
    if (albumId === null) return;
    while (shelf.waiting.length >= LIST || (shelf.coming === 0 && shelf.waiting.length > 0)) {
      this.add(albumId, shelf.waiting.splice(0, LIST));
    }
  }

  private remove({ product, itemId, albumIds }: RemoveFromAlbum): void {
    const call: VkCall = {
      method: 'market.removeFromAlbum',
      params: { owner_id: this.context.access.ownerId, item_id: itemId, album_ids: albumIds },
    };
    const settle = (verdict: VkVerdict): void => {
      if (verdict.status === 'done') this.noteMoved({ product, itemId });
      else this.warn(verdict);
    };
    this.context.push({ call, counts: false, settle });
  }

  /** `rest`: what is to follow if there was room for the list. */
  private add(albumId: number, list: readonly Addition[], rest: readonly Addition[] = []): void {
    const call: VkCall = {
      method: 'market.addToAlbum',
      params: {
        owner_id: this.context.access.ownerId,
        item_ids: list.map(({ itemId }) => itemId),
        album_ids: [albumId],
      },
    };
    const settle = (verdict: VkVerdict): void => {
      if (verdict.status === 'done' || (verdict.status === 'failed' && verdict.error.code === ALREADY_THERE)) {
        for (const addition of list) this.noteMoved(addition);
        const [next] = rest;
        if (!next) return;
        this.filling.set(albumId, next.itemId);
        this.add(albumId, rest);
        return;
      }
      this.leaveOut(rest, verdict);
      if (verdict.status === 'failed' && verdict.error.code === ALBUM_IS_FULL) this.fillUp(albumId, list, verdict);
      else this.refused(albumId, list, verdict);
    };
    this.context.push({ call, counts: false, settle });
  }

  private refused(albumId: number, list: readonly Addition[], verdict: Exclude<VkVerdict, { status: 'done' }>): void {
    const hopeless = verdict.status !== 'failed' || verdict.error.isWholeShop || HOPELESS.has(verdict.error.code);
    if (hopeless || list.length === 1) return this.leaveOut(list, verdict);
    const size = Math.ceil(list.length / PIECES);
    for (let from = 0; from < list.length; from += size) this.add(albumId, list.slice(from, from + size));
  }

  /** There is no room for the whole list: half of it is tried, then half of that half, until the album is full. */
  private fillUp(albumId: number, list: readonly Addition[], verdict: Exclude<VkVerdict, { status: 'done' }>): void {
    const first = this.filling.get(albumId) ?? list[0]?.itemId;
    if (list.length === 1 || first === undefined || first !== list[0]?.itemId) return this.leaveOut(list, verdict);
    this.warn(verdict);
    this.filling.set(albumId, first);
    const half = Math.floor(list.length / 2);
    this.add(albumId, list.slice(0, half), list.slice(half));
  }

  /** A product of which nothing else changed was updated by its move. */
  private noteMoved({ product, itemId }: Addition): void {
    this.context.touched.add(itemId);
    if (this.context.book.decisionOf(product)?.action === 'unchanged') {
      this.context.book.record(product, { outcome: 'done', reason: null, message: null, itemId }, 'update');
    }
  }

  /** The items stay in the shop without the album; where nothing else was to be done about a product, that is its outcome. */
  private leaveOut(list: readonly Addition[], verdict: Exclude<VkVerdict, { status: 'done' }>): void {
    this.warn(verdict);
    for (const { product, itemId } of list) {
      if (this.context.book.decisionOf(product)?.action === 'unchanged') {
        this.context.recordFailure(product, verdict, itemId);
      }
    }
  }

  private warn(verdict: Exclude<VkVerdict, { status: 'done' }>): void {
    if (verdict.status === 'not-sent') return;
    if (verdict.error instanceof VkApiError && verdict.error.isWholeShop) return;
    const isFull = verdict.error instanceof VkApiError && verdict.error.code === ALBUM_IS_FULL;
    const message = notInAlbums(failureWords(verdict.error).message);
    this.context.warn(
      isFull ? { code: 'album_full', message, who: 'merchant' } : { code: 'album_rejected', message, who: 'wait' },
    );
  }
}

/** VK refused the edit by which an item was to be taken over: it stays the merchant's own, where it is. */
function wasNotAdopted(context: MirrorContext, product: ProductKey): boolean {
  return context.book.decisionOf(product)?.action === 'adopt' && !context.itemLinks.has(productKeyOf(product));
}
