import type { EvotorClient, EvotorGroup, EvotorProduct } from '@evosync/evotor';
import { plainGroupsOf } from '@evosync/mirror';
import { Injectable } from '@nestjs/common';
import { toCachedProduct } from './cached-product.mapper.js';
import { CatalogWriter, type GroupChanges } from './catalog-writer.js';
import { ReadingNotes, type ReadingNote } from './reading-notes.js';

/** Of what is missing in a listing, this many are asked for one by one. */
const PROBES = 3;
/** How far an updated product may lie behind the newest one seen: clocks differ, tills hand in late. */
const OVERLAP_MS = 15 * 60_000;

/** A listing that was read to its end and still may not be believed: it proves nothing about what it lacks. */
export class UnbelievedListing extends Error {
  constructor(readonly code: 'empty_answer' | 'evotor_incomplete_listing') {
    super(`the listing is not believed: ${code}`);
  }
}

/** Reads one store of a merchant: its groups whole, its products whole or as far as they changed. */
@Injectable()
export class StoreReader {
  constructor(
    private readonly writer: CatalogWriter,
    private readonly notes: ReadingNotes,
  ) {}

  /**
   * Writes what differs and answers how many products were listed. With a note only products that changed since are
   * asked for, unless a group changed, for groups decide where products stand. Throws an `EvotorError`, or an
   * `UnbelievedListing`, when the store could not be read; then nothing is marked as removed.
   */
  async read(
    client: EvotorClient,
    userId: number,
    storeId: string,
    note: ReadingNote | null,
    signal?: AbortSignal,
  ): Promise<number> {
    const startedAt = Date.now();
    const groups = await client.listGroups(storeId, signal);
    const changes = await this.writer.compareGroups(userId, storeId, groups);
    await this.believeGroups(client, userId, storeId, groups, changes, signal);
    const groupsMoved = changes.changed.length > 0 || changes.gone.length > 0;
    const since = groupsMoved ? null : (note?.since ?? null);
    const plainGroups = plainGroupsOf(groups.map((group) => ({ ...group, storeId, enabled: false })));
    const listing = this.writer.openListing(userId, storeId);
    let newest: number | null = null;
    for await (const page of client.productPages(storeId, { ...(since !== null && { since }), signal })) {
      await listing.write(page.map((product) => toCachedProduct(userId, storeId, product, plainGroups)));
      newest = newestOf(page, newest);
    }
    if (since === null) await this.settleMissing(client, userId, storeId, listing, signal);
    await this.writer.writeGroups(userId, storeId, changes);
    await this.writer.markRead(userId, storeId, new Date());
    await this.notes.save(userId, storeId, {
      readAt: Date.now(),
      wholeAt: since === null ? startedAt : (note?.wholeAt ?? 0),
      since: newest === null ? since : Math.min(newest, startedAt) - OVERLAP_MS,
    });
    return listing.seenCount;
  }

  private async settleMissing(
    client: EvotorClient,
    userId: number,
    storeId: string,
    listing: ReturnType<CatalogWriter['openListing']>,
    signal?: AbortSignal,
  ): Promise<void> {
    const missing = await listing.missing();
    if (missing.length === 0) return;
    if (listing.seenCount === 0) await this.secondEmptyOnly(userId, storeId, missing);
    if (listing.repeatedPage) throw new UnbelievedListing('evotor_incomplete_listing');
    await this.expectGone(client, storeId, 'products', missing, signal);
    await listing.markRemoved(missing);
  }

  /** Without its group a product leaves the scope, so a list of groups that lacks some is doubted as well. */
  private async believeGroups(
    client: EvotorClient,
    userId: number,
    storeId: string,
    groups: readonly EvotorGroup[],
    { gone }: GroupChanges,
    signal?: AbortSignal,
  ): Promise<void> {
    if (gone.length === 0) return;
    if (groups.length === 0) await this.secondEmptyOnly(userId, storeId, gone);
    await this.expectGone(client, storeId, 'product-groups', gone, signal);
  }

  /**
   * An empty answer that should not be empty is believed only when it comes a second time, unless so little is missing
   * that all of it is asked for one by one.
   */
  private async secondEmptyOnly(userId: number, storeId: string, missing: readonly string[]): Promise<void> {
    if (missing.length <= PROBES) return;
    if (!(await this.writer.wasEmpty(userId, storeId))) throw new UnbelievedListing('empty_answer');
  }

  /** Asks for some of what a listing lacks: if the cloud still shows one of them, the listing was not whole. */
  private async expectGone(
    client: EvotorClient,
    storeId: string,
    kind: 'products' | 'product-groups',
    missing: readonly string[],
    signal?: AbortSignal,
  ): Promise<void> {
    const step = Math.max(1, Math.floor(missing.length / PROBES));
    for (let at = 0, asked = 0; at < missing.length && asked < PROBES; at += step, asked += 1) {
      const id = missing[at];
      if (id !== undefined && (await client.isThere(storeId, { kind, id }, signal))) {
        throw new UnbelievedListing('evotor_incomplete_listing');
      }
    }
  }
}

function newestOf(page: readonly EvotorProduct[], before: number | null): number | null {
  let newest = before;
  for (const { updatedAt } of page) {
    const at = updatedAt?.getTime();
    if (at !== undefined && (newest === null || at > newest)) newest = at;
  }
  return newest;
}
