import type { VkAlbum, VkItem } from '@evosync/vk';
import { Injectable } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import { ConnectionsService, type VkAccess } from '../connections/connections.service.js';
import { VkCatalogWriter } from './vk-catalog-writer.js';

/** VK's word for an item that was removed. */
const REMOVED = 1;
/** After a creating call whose outcome is unknown VK may still be at work, and its listing behind. */
const LISTING_LAGS_MS = 4000;

/** What a reading of one merchant's VK shop came to. */
export interface VkReading {
  albums: number;
  items: number;
}

/** Reads the albums and items of a merchant's VK shop into the cached tables. */
@Injectable()
export class RefreshVkCatalogService {
  constructor(
    private readonly connections: ConnectionsService,
    private readonly writer: VkCatalogWriter,
  ) {}

  /**
   * Reads the whole shop, disabled items too. Items in `knownItemIds` that the listing did not hold are asked for
   * one by one before they are taken for removed. A reading either ends whole or throws, and then nothing changes. It
   * waits until VK's listing shows whatever may have been created last.
   */
  async refresh(access: VkAccess, knownItemIds: readonly number[], signal?: AbortSignal): Promise<VkReading> {
    const { client, ownerId, connection } = access;
    await waitUntil((connection.uncertainSince?.getTime() ?? 0) + LISTING_LAGS_MS, signal);
    const albums = await client.readAlbums(ownerId, signal);
    const items = await client.readItems(ownerId, signal);
    const listed = new Set(items.map((item) => item.id));
    const missing = knownItemIds.filter((id) => !listed.has(id));
    if (missing.length > 0) {
      const confirmed = await client.readItemsById(ownerId, missing, signal);
      items.push(...confirmed.filter((item) => item.availability !== REMOVED && !listed.has(item.id)));
    }
    await this.writer.writeAlbums(connection.userId, albums);
    await this.writer.writeItems(connection.userId, items);
    if (connection.readAt === null || connection.uncertainSince !== null) {
      await this.connections.noteVk(connection.userId, { readAt: new Date(), uncertainSince: null });
    }
    return { albums: albums.length, items: items.length };
  }

  /** Reads these items again after they were written, and answers them as VK shows them now. */
  async readBack(access: VkAccess, itemIds: readonly number[], signal?: AbortSignal): Promise<VkItem[]> {
    const items = await access.client.readItemsById(access.ownerId, [...itemIds], signal);
    await this.writer.upsertItems(access.connection.userId, items);
    return items;
  }

  /** Reads the albums again after one was written, and answers them as VK shows them now. */
  async readAlbumsBack(access: VkAccess, signal?: AbortSignal): Promise<VkAlbum[]> {
    const albums = await access.client.readAlbums(access.ownerId, signal);
    await this.writer.writeAlbums(access.connection.userId, albums);
    return albums;
  }

  /** Forgets items that were deleted in VK. */
  async forgetItems(userId: number, itemIds: readonly number[]): Promise<void> {
    await this.writer.deleteItems(userId, itemIds);
  }
}

async function waitUntil(time: number, signal?: AbortSignal): Promise<void> {
  const ms = time - Date.now();
  if (ms > 0) await delay(ms, undefined, signal ? { signal } : {});
}
