import { Injectable } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import { LinksService } from '../../catalog/links.service.js';
import { RefreshVkCatalogService } from '../../vk-catalog/refresh-vk-catalog.service.js';
import { VkCatalogService } from '../../vk-catalog/vk-catalog.service.js';
import { type Attempt, type CreateState, TRIES } from './create-state.js';
import type { MirrorContext } from './mirror-context.js';
import { NEVER_TAKEN } from './mirror-words.js';

/** VK has mostly done by then what it was doing when the answer was lost. */
const FIRST_LOOK_MS = 1000;
/** Older goods that may stand among the newest. */
const MARGIN = 100;

/** Settles creating calls whose answer was lost, by reading VK: never by trying the same create again blindly. */
@Injectable()
export class LostCreates {
  constructor(
    private readonly links: LinksService,
    private readonly vkCatalog: VkCatalogService,
    private readonly refreshVkCatalog: RefreshVkCatalogService,
  ) {}

  /**
   * Looks for the lost items by their sku: among the newest first, which costs one request, then in the whole shop,
   * once VK's listing has surely caught up. Answers those that are not there: VK did not create them.
   */
  async settle(context: MirrorContext, state: CreateState): Promise<Attempt[]> {
    const { lost } = state;
    state.lost = [];
    if (lost.length === 0) return [];
    const { client, ownerId } = context.access;
    const { signal } = context.track;
    try {
      await this.waitUntil(state.lostAt + FIRST_LOOK_MS, signal);
      const newest = await client.readFirstItems(ownerId, lost.length + MARGIN, signal);
      const ids = new Map(newest.flatMap(({ sku, id }) => (sku === null ? [] : [[sku, id] as const])));
      const hidden = this.recordFound(context, state, lost, ids);
      const missing = hidden.length === 0 ? [] : await this.lookEverywhere(context, state, hidden);
      await context.writeNotes();
      return this.tryAgain(context, state, missing);
    } catch (error) {
      state.lost.push(...lost);
      throw error;
    }
  }

  private async lookEverywhere(context: MirrorContext, state: CreateState, lost: Attempt[]): Promise<Attempt[]> {
    const { access, userId, track } = context;
    Object.assign(access.connection, { uncertainSince: new Date(state.lostAt) });
    await this.refreshVkCatalog.refresh(access, await this.links.linkedItemIds(userId), track.signal);
    await context.doubt.raiseAgain();
    const ids = await this.vkCatalog.itemIdsBySku(
      userId,
      lost.map(({ fields }) => fields.sku),
    );
    return this.recordFound(context, state, lost, ids);
  }

  /** Answers those that were not found. */
  private recordFound(
    context: MirrorContext,
    state: CreateState,
    lost: readonly Attempt[],
    idsBySku: ReadonlyMap<string, number>,
  ): Attempt[] {
    return lost.filter((attempt) => {
      const itemId = idsBySku.get(attempt.fields.sku);
      if (itemId === undefined) return true;
      state.created(context, attempt, itemId);
      return false;
    });
  }

  private tryAgain(context: MirrorContext, state: CreateState, missing: readonly Attempt[]): Attempt[] {
    const [again, given] = [[], []] as [Attempt[], Attempt[]];
    for (const attempt of missing) (attempt.tries + 1 < TRIES ? again : given).push(attempt);
    for (const attempt of given) state.failed(context, attempt, { reason: 'vk_rejected', message: NEVER_TAKEN });
    return again.map((attempt) => ({ ...attempt, tries: attempt.tries + 1, photoId: null, waits: 0 }));
  }

  private async waitUntil(time: number, signal: AbortSignal): Promise<void> {
    const ms = time - Date.now();
    if (ms > 0) await delay(ms, undefined, { signal });
  }
}
