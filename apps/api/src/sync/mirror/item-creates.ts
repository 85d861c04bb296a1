import { productKeyOf } from '@evosync/mirror';
import { VkApiError, type VkCall, type VkVerdict } from '@evosync/vk';
import { Injectable } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import { ConnectionsService } from '../../connections/connections.service.js';
import { Settings } from '../../config/settings.js';
import type { AlbumShelves } from './album-shelves.js';
import { type Attempt, CreateState, firstAttempt, TRIES } from './create-state.js';
import { failureWords } from './failure-words.js';
import { priceParam } from './item-edits.js';
import { LostCreates } from './lost-creates.js';
import type { MirrorContext } from './mirror-context.js';
import { type PhotoSource, PhotosService } from './photos.service.js';
import type { Refusals } from './refusals.js';

/** Pictures are looked for this many products at a time, and uploaded this many at a time. */
const WAVE = 250;
const UPLOADS = 50;
/** A photo may be unknown to VK right after it was saved. */
const PHOTO_SETTLES_MS = 1500;

/** New items (M9). At every instant the process may die: what was created is found again by its sku (M7). */
@Injectable()
export class ItemCreates {
  constructor(
    private readonly settings: Settings,
    private readonly connections: ConnectionsService,
    private readonly photos: PhotosService,
    private readonly lost: LostCreates,
  ) {}

  /** Creates what the plan wants created, and what was found missing while editing. */
  async execute(context: MirrorContext, shelves: AlbumShelves, refusals: Refusals): Promise<void> {
    const state = new CreateState(shelves, refusals);
    const planned = context.operations('create-item').filter(({ product, fields }) => {
      if (!refusals.standsAgainst(context, product, fields, null)) return true;
      shelves.settled(product);
      return false;
    });
    let todo = planned.map(firstAttempt);
    for (;;) {
      await this.createAll(context, state, todo);
      await context.idle();
      todo = [...this.leftovers(context, state), ...(await this.lost.settle(context, state))];
      if (todo.length === 0) return;
    }
  }

  /** What is to be tried once more, and goods that turned out to be gone meanwhile. */
  private leftovers(context: MirrorContext, state: CreateState): Attempt[] {
    const late = context.lateCreations.splice(0).map(firstAttempt);
    return [...late, ...state.again.splice(0)];
  }

  private async createAll(context: MirrorContext, state: CreateState, attempts: readonly Attempt[]): Promise<void> {
    if (attempts.length === 0) return;
    await context.doubt.raise();
    await this.waitForPhotos(context, state);
    state.waits = 0;
    for (let from = 0; from < attempts.length; from += WAVE) {
      await this.createWave(context, state, attempts.slice(from, from + WAVE));
    }
  }

  private async waitForPhotos(context: MirrorContext, { waits }: CreateState): Promise<void> {
    if (waits > 0) await delay(PHOTO_SETTLES_MS * 2 ** (waits - 1), undefined, { signal: context.track.signal });
  }

  private async createWave(context: MirrorContext, state: CreateState, wave: readonly Attempt[]): Promise<void> {
    const ready = wave.filter(({ photoId }) => photoId !== null);
    for (const attempt of ready) this.push(context, state, attempt, attempt.photoId ?? 0);
    const open = wave.filter(({ photoId }) => photoId === null);
    const pictures = await this.photos.findSources(context, open);
    const withDefault = open.filter(({ product }) => !pictures.has(productKeyOf(product)));
    const own = open.filter(({ product }) => pictures.has(productKeyOf(product)));
    const left = await this.createShared(context, state, withDefault);
    for (let from = 0; from < left.length; from += UPLOADS) {
      await this.createOwn(context, state, left.slice(from, from + UPLOADS), pictures);
    }
    for (let from = 0; from < own.length; from += UPLOADS) {
      await this.createOwn(context, state, own.slice(from, from + UPLOADS), pictures);
    }
    await context.room();
  }

  /**
   * Goods with the default photo. The first request shows whether VK takes one photo on many items; where it does
   * not, answers those that need an upload of their own.
   */
  private async createShared(
    context: MirrorContext,
    state: CreateState,
    attempts: readonly Attempt[],
  ): Promise<readonly Attempt[]> {
    const { connection, client } = context.access;
    if (state.refusesSharing(connection.photoPerItem)) {
      connection.photoPerItem = true;
      await this.connections.noteVk(context.userId, { photoPerItem: true });
    }
    if (attempts.length === 0 || connection.photoPerItem) return attempts;
    if (!state.isSharingProven) await this.waitForPhotos(context, state);
    const isFresh = state.wantsFreshPhoto();
    const photoId = await this.photos.sharedPhotoId(context, isFresh);
    state.uses(photoId);
    const probe = state.isSharingProven ? attempts.length : client.batchSize;
    for (const attempt of attempts.slice(0, probe)) this.push(context, state, attempt, photoId);
    const rest = attempts.slice(probe);
    if (rest.length === 0) return [];
    await context.idle();
    // What was refused is tried again later; the rest then goes the same way.
    if (!state.isSharingProven) state.again.push(...rest);
    else for (const attempt of rest) this.push(context, state, attempt, photoId);
    return [];
  }

  /** Goods each with an upload of its own. */
  private async createOwn(
    context: MirrorContext,
    state: CreateState,
    attempts: readonly Attempt[],
    pictures: ReadonlyMap<string, PhotoSource>,
  ): Promise<void> {
    await context.room();
    const photos = await this.photos.load(context, attempts, pictures);
    const { client, groupId } = context.access;
    const results = await client.uploadPhotos(groupId, photos, context.track.signal);
    for (const [index, attempt] of attempts.entries()) {
      const result = results[index];
      if (typeof result === 'number') {
        const ownPhoto = photos[index]?.own ?? null;
        this.push(context, state, { ...attempt, photoId: result, waits: 0, ownPhoto }, result);
        continue;
      }
      const { message } = failureWords(result ?? new Error('No photo'));
      state.failed(context, attempt, { reason: 'photo_rejected', message });
    }
  }

  private push(context: MirrorContext, state: CreateState, attempt: Attempt, photoId: number): void {
    const { fields } = attempt;
    const call: VkCall = {
      method: 'market.add',
      params: {
        owner_id: context.access.ownerId,
        name: fields.name,
        description: fields.description,
        category_id: this.settings.vkCategoryId,
        price: priceParam(fields.priceKopecks),
        main_photo_id: photoId,
        sku: fields.sku,
        stock_amount: fields.stockAmount,
      },
    };
    context.push({
      call,
      counts: attempt.tries === 0,
      settle: (verdict) => heed(context, state, attempt, photoId, verdict),
    });
  }
}

function heed(context: MirrorContext, state: CreateState, attempt: Attempt, photoId: number, verdict: VkVerdict): void {
  if (verdict.status === 'done') {
    const { market_item_id: itemId } = verdict.value as { market_item_id: number };
    state.tookPhoto(photoId);
    return state.created(context, attempt, itemId);
  }
  if (verdict.status === 'unknown') return state.lose(attempt);
  const detail = verdict.error instanceof VkApiError ? verdict.error.detail : null;
  const mayTryAgain = attempt.tries + 1 < TRIES;
  if (mayTryAgain && detail === 'photo_taken') return state.photoTaken(attempt);
  if (mayTryAgain && detail === 'photo_undefined') return state.photoUndefined(attempt);
  state.refused(context, attempt, verdict);
}
