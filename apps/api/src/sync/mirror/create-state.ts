import { fingerprint, type Reason } from '@evosync/mirror';
import type { VkVerdict } from '@evosync/vk';
import type { Words } from '../../common/words.js';
import type { AlbumShelves } from './album-shelves.js';
import type { Creation, MirrorContext } from './mirror-context.js';
import type { Refusals } from './refusals.js';

/** A product that is to be created, how often that was tried, and the photo that was uploaded for it alone. */
export interface Attempt extends Creation {
  tries: number;
  photoId: number | null;
  /** How often VK did not know this photo, and was given time to. */
  waits: number;
  /** The hash of that photo where the merchant gave it. */
  ownPhoto: string | null;
}

/** What is to be tried for the first time. */
export function firstAttempt({ product, fields }: Creation): Attempt {
  return { product, fields, tries: 0, photoId: null, waits: 0, ownPhoto: null };
}

/** How often a photo that VK does not know is given time, each time twice as long as before. */
const WAITS = 2;

/** How often one product is sent: its photo may be unknown yet, stale, or taken. */
export const TRIES = 6;

/** What one run learns while it creates items. */
export class CreateState {
  /** Attempts to be made once more. */
  readonly again: Attempt[] = [];
  /** Their answers were lost: only reading VK tells whether the items are there. */
  lost: Attempt[] = [];
  lostAt = 0;
  /** The longest patience that an attempt of the next round needs; 0: none. */
  waits = 0;
  private sharedId: number | null = null;
  /** Items that took the default photo as it stands now. */
  private sharedUses = 0;
  private sharedIsFresh = false;
  private sharedRefused = false;
  private sharedUnknown = false;

  constructor(
    private readonly shelves: AlbumShelves,
    private readonly refusals: Refusals,
  ) {}

  /** VK has taken the default photo on at least two items. */
  get isSharingProven(): boolean {
    return this.sharedUses > 1;
  }

  /** VK refused the default photo although it is in order: it takes a photo on one item only. */
  refusesSharing(known: boolean): boolean {
    return !known && this.sharedRefused && (this.sharedUses > 0 || this.sharedIsFresh);
  }

  /** The default photo that we remember is no longer there, or VK does not know it even after a while. */
  wantsFreshPhoto(): boolean {
    return !this.sharedIsFresh && ((this.sharedRefused && this.sharedUses === 0) || this.sharedUnknown);
  }

  uses(photoId: number): void {
    if (this.sharedId === photoId) return;
    this.sharedIsFresh = this.sharedId !== null;
    this.sharedId = photoId;
    this.sharedUses = 0;
    this.sharedRefused = false;
    this.sharedUnknown = false;
  }

  tookPhoto(photoId: number): void {
    if (photoId === this.sharedId) this.sharedUses += 1;
  }

  /** The photo is on another item, or gone: an own one is uploaded anew. */
  photoTaken(attempt: Attempt): void {
    if (attempt.photoId === null) this.sharedRefused = true;
    this.again.push({ ...attempt, tries: attempt.tries + 1, photoId: null, waits: 0 });
  }

  /** VK does not know the photo yet: after a while again with the same one, at last with another. */
  photoUndefined(attempt: Attempt): void {
    const isHopeless = attempt.waits === WAITS;
    if (isHopeless && attempt.photoId === null) this.sharedUnknown = true;
    const next = isHopeless ? { photoId: null, waits: 0 } : { waits: attempt.waits + 1 };
    this.waits = Math.max(this.waits, next.waits, 1);
    this.again.push({ ...attempt, tries: attempt.tries + 1, ...next });
  }

  lose(attempt: Attempt): void {
    this.lost.push(attempt);
    this.lostAt = Date.now();
  }

  refused(context: MirrorContext, attempt: Attempt, verdict: Exclude<VkVerdict, { status: 'done' }>): void {
    context.recordFailure(attempt.product, verdict, null);
    this.refusals.note(context, attempt.product, attempt.fields, verdict);
    this.shelves.settled(attempt.product);
  }

  failed(context: MirrorContext, attempt: Attempt, words: { reason: Reason; message: Words }): void {
    context.book.record(attempt.product, { outcome: 'failed', ...words, itemId: null });
    this.shelves.settled(attempt.product);
  }

  /** Notes an item that was created, by our call or by one whose answer was lost. */
  created(context: MirrorContext, { product, fields, ownPhoto }: Attempt, itemId: number): void {
    context.touched.add(itemId);
    context.book.record(product, { outcome: 'done', reason: null, message: null, itemId }, 'create');
    context.link({ ...product, itemId, adopted: false, hidden: false, sent: fingerprint(fields), shown: null });
    if (ownPhoto !== null) context.photoSent({ product, itemId, hash: ownPhoto });
    this.refusals.lifted(context, product);
    this.shelves.settled(product);
  }
}
