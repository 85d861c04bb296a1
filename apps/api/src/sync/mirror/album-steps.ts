import { type GroupKey, groupKeyOf, shownTitle } from '@evosync/mirror';
import type { VkCall } from '@evosync/vk';
import { Injectable } from '@nestjs/common';
import { RefreshVkCatalogService } from '../../vk-catalog/refresh-vk-catalog.service.js';
import type { RunError } from '../run.js';
import { failureWords } from './failure-words.js';
import type { MirrorContext } from './mirror-context.js';

interface NewAlbum {
  group: GroupKey;
  title: string;
}

/** Albums (M11): made, renamed, and what came of it remembered. */
@Injectable()
export class AlbumSteps {
  constructor(private readonly vkCatalog: RefreshVkCatalogService) {}

  /** Bookkeeping first, then renames, then new albums. An album whose answer was lost is found again by its title. */
  async execute(context: MirrorContext): Promise<void> {
    for (const { group, albumId, title, shownTitle: shown } of context.operations('link-album')) {
      await context.saveAlbumLink({ ...group, albumId, sentTitle: title, shownTitle: shown });
    }
    await this.rename(context);
    const unknown = await this.create(context, context.operations('create-album'));
    if (unknown.length > 0) await this.create(context, await this.settle(context, unknown));
  }

  /** Reads the albums back after they were written, so that VK's own way of storing a title is known. */
  async readBack(context: MirrorContext): Promise<void> {
    const albums = await this.vkCatalog.readAlbumsBack(context.access, context.track.signal);
    const titles = new Map(albums.map((album) => [album.id, album.title]));
    for (const link of [...context.albumLinks.values()]) {
      const shown = titles.get(link.albumId);
      if (link.shownTitle === null && shown !== undefined) await context.saveAlbumLink({ ...link, shownTitle: shown });
    }
  }

  private async rename(context: MirrorContext): Promise<void> {
    const renames = context.operations('rename-album');
    const calls = renames.map(({ albumId, title }): VkCall => ({
      method: 'market.editAlbum',
      params: { owner_id: context.access.ownerId, album_id: albumId, title },
    }));
    await context.send(calls, async (verdicts) => {
      for (const { index, verdict } of verdicts) {
        const operation = renames[index];
        if (!operation) continue;
        if (verdict.status === 'done') {
          context.albumsTouched = true;
          const { group, albumId, title } = operation;
          await context.saveAlbumLink({ ...group, albumId, sentTitle: title, shownTitle: null });
        } else if (verdict.status !== 'not-sent')
          await context.track.warn(albumWarning(operation.title, verdict.error));
      }
    });
  }

  private async create(context: MirrorContext, albums: readonly NewAlbum[]): Promise<NewAlbum[]> {
    const unknown: NewAlbum[] = [];
    const calls = albums.map(({ title }): VkCall => ({
      method: 'market.addAlbum',
      params: { owner_id: context.access.ownerId, title },
    }));
    await context.send(calls, async (verdicts) => {
      for (const { index, verdict } of verdicts) {
        const album = albums[index];
        if (!album) continue;
        if (verdict.status === 'done') {
          const { market_album_id: albumId } = verdict.value as { market_album_id: number };
          context.book.counts.albumsCreated += 1;
          context.albumsTouched = true;
          await context.saveAlbumLink({ ...album.group, albumId, sentTitle: album.title, shownTitle: null });
        } else if (verdict.status === 'unknown') unknown.push(album);
        else await context.track.warn(albumWarning(album.title, verdict.error));
      }
    });
    return unknown;
  }

  /** Reads VK to learn whether albums with a lost answer were made; answers those that were not. */
  private async settle(context: MirrorContext, unknown: readonly NewAlbum[]): Promise<NewAlbum[]> {
    const albums = await this.vkCatalog.readAlbumsBack(context.access, context.track.signal);
    const taken = new Set([...context.albumLinks.values()].map((link) => link.albumId));
    const missing: NewAlbum[] = [];
    for (const album of unknown) {
      const found = albums.find((one) => !taken.has(one.id) && shownTitle(one.title) === album.title);
      if (!found) {
        missing.push(album);
        continue;
      }
      taken.add(found.id);
      context.book.counts.albumsCreated += 1;
      await context.saveAlbumLink({
        ...album.group,
        albumId: found.id,
        sentTitle: album.title,
        shownTitle: found.title,
      });
    }
    return missing;
  }
}

/** The album's id for a group, when it has one by now. */
export function albumIdOf(context: MirrorContext, group: GroupKey): number | null {
  return context.albumLinks.get(groupKeyOf(group))?.albumId ?? null;
}

function albumWarning(title: string, error: Error): RunError {
  return { code: 'album_rejected', message: `Подборка «${title}»: ${failureWords(error).message}`, who: 'merchant' };
}
