import { fingerprint, type ItemLink, productKeyOf } from '@evosync/mirror';
import { VkApiError, type VkCall, VkUploadError, type VkVerdict } from '@evosync/vk';
import { Injectable } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import { LinksService } from '../../catalog/links.service.js';
import { ConnectionsService } from '../../connections/connections.service.js';
import { Settings } from '../../config/settings.js';
import { RefreshVkCatalogService } from '../../vk-catalog/refresh-vk-catalog.service.js';
import { VkCatalogService } from '../../vk-catalog/vk-catalog.service.js';
import { failureWords } from './failure-words.js';
import { priceParam } from './item-edits.js';
import type { Creation, MirrorContext } from './mirror-context.js';
import { PhotosService } from './photos.service.js';
import type { Photo } from './picture.js';

/** Pictures are looked for and uploaded this many products at a time. */
const WAVE = 250;
const UPLOADS_AT_ONCE = 4;
/** A photo may be unknown to VK right after it was saved. */
const PHOTO_SETTLES_MS = 1500;
const ANSWER_LOST_MS = 1000;
const TRIES = 3;

/** What is left to do after a round of creating calls. */
interface Leftover {
  /** VK refused one photo on two items: each needs an upload of its own. */
  ownPhoto: Creation[];
  /** VK does not know the photo (yet). */
  stalePhoto: Creation[];
  /** The answer was lost: only reading VK tells whether the item is there. */
  unknown: Creation[];
}

/** New items (M9). At every instant the process may die: what was created is found again by its sku (M7). */
@Injectable()
export class ItemCreates {
  constructor(
    private readonly settings: Settings,
    private readonly connections: ConnectionsService,
    private readonly links: LinksService,
    private readonly photos: PhotosService,
    private readonly vkCatalog: VkCatalogService,
    private readonly refreshVkCatalog: RefreshVkCatalogService,
  ) {}

  /** Creates what the plan wants created, and what was found missing while editing. */
  async execute(context: MirrorContext): Promise<void> {
    context.creations.push(...context.operations('create-item'));
    const { creations } = context;
    if (creations.length === 0) return;
    await this.connections.noteVk(context.userId, { uncertainSince: new Date() });
    for (let from = 0; from < creations.length; from += WAVE) {
      await this.createWave(context, creations.slice(from, from + WAVE));
    }
    await this.connections.noteVk(context.userId, { uncertainSince: null });
  }

  private async createWave(context: MirrorContext, wave: readonly Creation[]): Promise<void> {
    let left: readonly Creation[] = wave;
    for (let attempt = 1; left.length > 0; attempt += 1) {
      const leftover = await this.createRound(context, left, attempt);
      if (leftover.stalePhoto.length > 0) await delay(PHOTO_SETTLES_MS);
      const missing = await this.settle(context, leftover.unknown);
      left = [...leftover.ownPhoto, ...leftover.stalePhoto, ...missing];
      if (attempt === TRIES) break;
    }
    for (const { product } of left) {
      const message = 'ВКонтакте так и не принял товар. Следующий запуск попробует снова.';
      context.book.record(product, { outcome: 'failed', reason: 'vk_rejected', message, itemId: null });
    }
    await context.book.flush();
  }

  private async createRound(
    context: MirrorContext,
    creations: readonly Creation[],
    attempt: number,
  ): Promise<Leftover> {
    const pictures = await this.photos.findPictures(context, creations);
    const leftover: Leftover = { ownPhoto: [], stalePhoto: [], unknown: [] };
    const perItem = context.access.connection.photoPerItem;
    const own = creations.filter(({ product }) => perItem || pictures.has(productKeyOf(product)));
    const shared = creations.filter(({ product }) => !perItem && !pictures.has(productKeyOf(product)));
    await this.createShared(context, shared, leftover, attempt > 1);
    const size = context.access.client.batchSize;
    for (let from = 0; from < own.length; from += size) {
      await this.createOwn(context, own.slice(from, from + size), pictures, leftover);
    }
    return leftover;
  }

  /** Goods with the default photo. The first batch shows whether VK takes one photo on many items. */
  private async createShared(
    context: MirrorContext,
    creations: readonly Creation[],
    leftover: Leftover,
    freshPhoto: boolean,
  ): Promise<void> {
    if (creations.length === 0) return;
    const photoId = await this.photos.sharedPhotoId(context, freshPhoto);
    const probe = context.access.client.batchSize;
    await this.add(context, creations.slice(0, probe), () => photoId, leftover);
    if (leftover.ownPhoto.length > 0 && creations.length > 1) {
      context.access.connection.photoPerItem = true;
      await this.connections.noteVk(context.userId, { photoPerItem: true });
      leftover.ownPhoto.push(...creations.slice(probe));
      return;
    }
    await this.add(context, creations.slice(probe), () => photoId, leftover);
  }

  /** Goods each with an upload of its own. */
  private async createOwn(
    context: MirrorContext,
    creations: readonly Creation[],
    pictures: ReadonlyMap<string, string>,
    leftover: Leftover,
  ): Promise<void> {
    await context.track.checkpoint();
    const { client, groupId } = context.access;
    const urls = await client.photoUploadUrls(groupId, creations.length, context.track.signal);
    const photoIds = new Map<string, number>();
    const jobs = creations.map((creation, index) => ({ creation, uploadUrl: urls[index] }));
    const worker = async () => {
      for (let job = jobs.shift(); job; job = jobs.shift()) {
        const photoId = await this.upload(context, job.creation, pictures, job.uploadUrl);
        if (photoId !== null) photoIds.set(productKeyOf(job.creation.product), photoId);
      }
    };
    await Promise.all(Array.from({ length: UPLOADS_AT_ONCE }, worker));
    const ready = creations.filter(({ product }) => photoIds.has(productKeyOf(product)));
    await this.add(context, ready, ({ product }) => photoIds.get(productKeyOf(product)) ?? 0, leftover);
  }

  private async upload(
    context: MirrorContext,
    { product }: Creation,
    pictures: ReadonlyMap<string, string>,
    uploadUrl: string | undefined,
  ): Promise<number | null> {
    const { client, groupId } = context.access;
    const options = { signal: context.track.signal, ...(uploadUrl !== undefined && { uploadUrl }) };
    const url = pictures.get(productKeyOf(product));
    const own: Photo | null = url ? await this.photos.download(context, product, url) : null;
    try {
      return await client.uploadPhoto(groupId, own ?? (await this.photos.loadDefault()), options);
    } catch (error) {
      const refused = error instanceof VkUploadError || (error instanceof VkApiError && !error.isWholeShop);
      if (!refused) throw error;
      const { message } = failureWords(error);
      context.book.record(product, { outcome: 'failed', reason: 'photo_rejected', message, itemId: null });
      return null;
    }
  }

  private async add(
    context: MirrorContext,
    creations: readonly Creation[],
    photoIdOf: (creation: Creation) => number,
    leftover: Leftover,
  ): Promise<void> {
    const calls = creations.map((creation): VkCall => ({
      method: 'market.add',
      params: {
        owner_id: context.access.ownerId,
        name: creation.fields.name,
        description: creation.fields.description,
        category_id: this.settings.vkCategoryId,
        price: priceParam(creation.fields.priceKopecks),
        main_photo_id: photoIdOf(creation),
        sku: creation.fields.sku,
        stock_amount: creation.fields.stockAmount,
      },
    }));
    await context.send(calls, async (verdicts) => {
      const created: ItemLink[] = [];
      for (const { index, verdict } of verdicts) {
        const creation = creations[index];
        if (creation) this.heed(context, creation, verdict, created, leftover);
      }
      await context.saveLinks(created);
    });
  }

  private heed(
    context: MirrorContext,
    creation: Creation,
    verdict: VkVerdict,
    created: ItemLink[],
    leftover: Leftover,
  ): void {
    if (verdict.status === 'done') {
      const { market_item_id: itemId } = verdict.value as { market_item_id: number };
      created.push(this.recordCreated(context, creation, itemId));
    } else if (verdict.status === 'unknown') leftover.unknown.push(creation);
    else if (verdict.error instanceof VkApiError && verdict.error.detail === 'photo_taken') {
      leftover.ownPhoto.push(creation);
    } else if (verdict.error instanceof VkApiError && verdict.error.detail === 'photo_undefined') {
      leftover.stalePhoto.push(creation);
    } else context.recordFailure(creation.product, verdict, null);
  }

  /** Reads VK to learn what became of calls whose answer was lost; answers those that were not done. */
  private async settle(context: MirrorContext, unknown: readonly Creation[]): Promise<Creation[]> {
    if (unknown.length === 0) return [];
    await delay(ANSWER_LOST_MS);
    const known = await this.links.linkedItemIds(context.userId);
    await this.refreshVkCatalog.refresh(context.access, known, context.track.signal);
    await this.connections.noteVk(context.userId, { uncertainSince: new Date() });
    const bySku = await this.vkCatalog.itemIdsBySku(
      context.userId,
      unknown.map(({ fields }) => fields.sku),
    );
    const found: ItemLink[] = [];
    const missing: Creation[] = [];
    for (const creation of unknown) {
      const itemId = bySku.get(creation.fields.sku);
      if (itemId === undefined) missing.push(creation);
      else found.push(this.recordCreated(context, creation, itemId));
    }
    await context.saveLinks(found);
    return missing;
  }

  private recordCreated(context: MirrorContext, { product, fields }: Creation, itemId: number): ItemLink {
    context.touched.add(itemId);
    context.book.record(product, { outcome: 'done', reason: null, message: null, itemId }, 'create');
    return { ...product, itemId, adopted: false, hidden: false, sent: fingerprint(fields), shown: null };
  }
}
