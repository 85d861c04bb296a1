import { type GroupKey, meansTitle, type Operation } from '@evosync/mirror';
import { VkApiError, type VkCall, type VkVerdict } from '@evosync/vk';
import { Injectable } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import { RefreshVkCatalogService } from '../../vk-catalog/refresh-vk-catalog.service.js';
import type { RunError } from '../run.js';
import type { AlbumShelves } from './album-shelves.js';
import { failureWords } from './failure-words.js';
import type { MirrorContext } from './mirror-context.js';
import { albumRefused, ALBUMS_UNKNOWN, noMoreAlbums } from './mirror-words.js';

type Rename = Extract<Operation, { kind: 'rename-album' }>;

/** An album may not be listed yet right after it was made. */
const LISTING_LAGS_MS = 3000;
/** How often the making of an album may come to nothing. */
const TRIES = 3;
const TOO_MANY_ALBUMS = 1407;
/** Too fast, closed for today, deleted meanwhile: the next run does it, nobody need act. */
const PASSING_CODES: ReadonlySet<number> = new Set([9, 10, 29, 1402]);
const UNKNOWN: RunError = { code: 'album_rejected', message: ALBUMS_UNKNOWN, who: 'wait' };

interface NewAlbum {
  group: GroupKey;
  title: string;
}

/** Albums (M11): made, renamed, and what came of it remembered. */
@Injectable()
export class AlbumSteps {
  constructor(private readonly vkCatalog: RefreshVkCatalogService) {}

  /** Bookkeeping first, then renames, then new albums. Answers albums whose making has an unknown outcome, as they come. */
  begin(context: MirrorContext, shelves: AlbumShelves): NewAlbum[] {
    for (const { group, albumId, title, shownTitle: shown } of context.operations('link-album')) {
      context.linkAlbum({ ...group, albumId, sentTitle: title, shownTitle: shown });
    }
    for (const operation of context.operations('rename-album')) this.rename(context, operation);
    const unknown: NewAlbum[] = [];
    for (const album of context.operations('create-album')) this.create(context, shelves, album, unknown);
    return unknown;
  }

  /** Reads VK to learn whether albums with a lost answer were made, by their titles; makes those that were not. */
  async settle(context: MirrorContext, shelves: AlbumShelves, unknown: NewAlbum[]): Promise<void> {
    for (let tries = 1; unknown.length > 0; tries += 1) {
      const lost = unknown.splice(0);
      await delay(LISTING_LAGS_MS, undefined, { signal: context.track.signal });
      const missing = await this.findLost(context, shelves, lost);
      if (tries === TRIES && missing.length > 0) return context.warn(UNKNOWN);
      for (const album of missing) this.create(context, shelves, album, unknown);
      await context.idle();
    }
  }

  /** Reads the albums back after they were written, so that VK's own way of storing a title is known. */
  async readBack(context: MirrorContext): Promise<void> {
    const albums = await this.vkCatalog.readAlbumsBack(context.access, context.track.signal);
    const titles = new Map(albums.map((album) => [album.id, album.title]));
    for (const link of [...context.albumLinks.values()]) {
      const shown = titles.get(link.albumId);
      if (link.shownTitle === null && shown !== undefined) context.linkAlbum({ ...link, shownTitle: shown });
    }
  }

  /** Answers those that VK did not make. */
  private async findLost(
    context: MirrorContext,
    shelves: AlbumShelves,
    lost: readonly NewAlbum[],
  ): Promise<NewAlbum[]> {
    const albums = await this.vkCatalog.readAlbumsBack(context.access, context.track.signal);
    const taken = new Set([...context.albumLinks.values()].map((link) => link.albumId));
    return lost.filter((album) => {
      const found = albums.find((one) => !taken.has(one.id) && meansTitle(one.title, album.title));
      if (!found) return true;
      taken.add(found.id);
      context.book.counts.albumsCreated += 1;
      context.linkAlbum({ ...album.group, albumId: found.id, sentTitle: album.title, shownTitle: found.title });
      shelves.albumReady(album.group);
      return false;
    });
  }

  private rename(context: MirrorContext, { group, albumId, title }: Rename): void {
    const call: VkCall = {
      method: 'market.editAlbum',
      params: { owner_id: context.access.ownerId, album_id: albumId, title },
    };
    const settle = (verdict: VkVerdict): void => {
      if (verdict.status === 'done') {
        context.albumsTouched = true;
        context.linkAlbum({ ...group, albumId, sentTitle: title, shownTitle: null });
      } else if (verdict.status !== 'not-sent') context.warn(albumWarning(title, verdict.error));
    };
    context.push({ call, counts: true, settle });
  }

  private create(context: MirrorContext, shelves: AlbumShelves, album: NewAlbum, unknown: NewAlbum[]): void {
    const call: VkCall = {
      method: 'market.addAlbum',
      params: { owner_id: context.access.ownerId, title: album.title },
    };
    const settle = (verdict: VkVerdict): void => {
      if (verdict.status === 'done') {
        const { market_album_id: albumId } = verdict.value as { market_album_id: number };
        context.book.counts.albumsCreated += 1;
        context.albumsTouched = true;
        context.linkAlbum({ ...album.group, albumId, sentTitle: album.title, shownTitle: null });
        shelves.albumReady(album.group);
      } else if (verdict.status === 'unknown') unknown.push(album);
      else context.warn(albumWarning(album.title, verdict.error));
    };
    context.push({ call, counts: true, settle });
  }
}

function albumWarning(title: string, error: Error): RunError {
  const { message } = failureWords(error);
  if (error instanceof VkApiError && error.code === TOO_MANY_ALBUMS) {
    return { code: 'too_many_albums', message: noMoreAlbums(message), who: 'merchant' };
  }
  const passes = !(error instanceof VkApiError) || PASSING_CODES.has(error.code);
  return { code: 'album_rejected', message: albumRefused(title, message), who: passes ? 'wait' : 'merchant' };
}
