import { type ProductKey, productKeyOf } from '@evosync/mirror';
import { VkApiError, VkUploadError, type VkVerdict } from '@evosync/vk';
import { Injectable } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import { LinksService } from '../../catalog/links.service.js';
import type { ProductPhoto } from '../../catalog/photos/product-photo.entity.js';
import type { Words } from '../../common/words.js';
import type { AlbumShelves } from './album-shelves.js';
import { failureWords } from './failure-words.js';
import { type Edit, ItemEdits } from './item-edits.js';
import type { MirrorContext } from './mirror-context.js';
import { PHOTO_LOST, PHOTO_REFUSED, photoRefusedByVk } from './mirror-words.js';
import { type LoadedPhoto, PhotosService } from './photos.service.js';
import type { Refusals } from './refusals.js';

const UPLOADS = 50;
/** A photo may be unknown to VK right after it was saved. */
const PHOTO_SETTLES_MS = 1500;
const TRIES = 4;
/** A photo that VK refused is not tried again by itself for a day. */
const DAY_MS = 24 * 3600 * 1000;

/** An edit with a photo, and what came of it so far. */
interface PhotoEdit {
  edit: Edit;
  tries: number;
  /** Uploaded before, and not used up. */
  photoId: number | null;
  /** VK did not know this photo when it was asked first. */
  waited: boolean;
}

/** What all edits of one step have in common. */
interface Step {
  context: MirrorContext;
  shelves: AlbumShelves;
  refusals: Refusals;
  again: PhotoEdit[];
}

/**
 * Items whose photo was given, changed or taken away: uploaded, then sent together with whatever else differs. A photo
 * that VK will not have keeps nothing else from being sent; it is that product's failure.
 */
@Injectable()
export class PhotoEdits {
  constructor(
    private readonly edits: ItemEdits,
    private readonly photos: PhotosService,
    private readonly links: LinksService,
  ) {}

  async execute(
    context: MirrorContext,
    edits: readonly Edit[],
    shelves: AlbumShelves,
    refusals: Refusals,
  ): Promise<void> {
    let todo = edits.map((edit): PhotoEdit => ({ edit, tries: 0, photoId: null, waited: false }));
    while (todo.length > 0) {
      const step: Step = { context, shelves, refusals, again: [] };
      for (let from = 0; from < todo.length; from += UPLOADS) await this.wave(step, todo.slice(from, from + UPLOADS));
      await context.idle();
      todo = step.again;
      if (todo.some(({ waited }) => waited)) {
        await delay(PHOTO_SETTLES_MS, undefined, { signal: context.track.signal });
      }
    }
  }

  private async wave(step: Step, wave: readonly PhotoEdit[]): Promise<void> {
    const { context } = step;
    await context.room();
    const rows = await this.links.photos.of(
      context.userId,
      wave.map(({ edit }) => edit.product),
    );
    const open: PhotoEdit[] = [];
    for (const one of wave) {
      const row = rows.get(productKeyOf(one.edit.product));
      const photoId = one.photoId ?? (one.tries === 0 ? this.uploadedId(context, one.edit, row) : null);
      if (refusalStands(context, one.edit, row)) this.refuse(step, one.edit, row?.refusedMessage ?? PHOTO_REFUSED);
      else if (photoId === null) open.push(one);
      else this.send(step, { ...one, photoId });
    }
    if (open.length > 0) await this.upload(step, open);
  }

  /** The photo as VK keeps it from an earlier run that did not get to use it. */
  private uploadedId(context: MirrorContext, { photo }: Edit, row: ProductPhoto | undefined): number | null {
    const isSame = photo?.hash && row?.uploadedHash === photo.hash && row.uploadedGroupId === context.access.groupId;
    return isSame ? row.uploadedPhotoId : null;
  }

  private async upload(step: Step, open: readonly PhotoEdit[]): Promise<void> {
    const { context } = step;
    const ready = (await this.load(context, open)).flatMap(({ one, photo }) => {
      if (photo) return [{ one, photo }];
      this.refuse(step, one.edit, PHOTO_LOST);
      return [];
    });
    const { client, groupId } = context.access;
    const files = ready.map(({ photo }) => photo);
    const results = await client.uploadPhotos(groupId, files, context.track.signal);
    const sent: PhotoEdit[] = [];
    for (const [index, { one }] of ready.entries()) {
      const result = results[index];
      if (typeof result === 'number') sent.push({ ...one, photoId: result });
      else await this.notUploaded(step, one.edit, result);
    }
    await this.links.photos.saveUploaded(
      context.userId,
      groupId,
      sent.flatMap(({ edit, photoId }) =>
        edit.photo?.hash && photoId !== null ? [{ product: edit.product, hash: edit.photo.hash, photoId }] : [],
      ),
    );
    for (const one of sent) this.send(step, one);
  }

  /** Null: the file of the merchant's photo is not there. A photo taken away makes room for what there is without it. */
  private async load(
    context: MirrorContext,
    open: readonly PhotoEdit[],
  ): Promise<{ one: PhotoEdit; photo: LoadedPhoto | null }[]> {
    const taken = open.map(({ edit }) => edit).filter(({ photo }) => photo?.hash === null);
    const sources = new Map(
      [...(await this.photos.findPictures(context, taken))].map(([key, url]) => [key, { url }] as const),
    );
    const all = new Map<string, { url: string } | { own: string }>(sources);
    for (const { edit } of open) if (edit.photo?.hash) all.set(productKeyOf(edit.product), { own: edit.photo.hash });
    const photos = await this.photos.load(
      context,
      open.map(({ edit }) => edit),
      all,
    );
    return open.map((one, index) => {
      const photo = photos[index] ?? null;
      return { one, photo: one.edit.photo?.hash && photo?.own !== one.edit.photo.hash ? null : photo };
    });
  }

  private send(step: Step, one: PhotoEdit): void {
    const { context } = step;
    this.edits.send(context, one.edit, (verdict) => this.heed(step, one, verdict), one.photoId ?? undefined);
  }

  private heed(step: Step, one: PhotoEdit, verdict: VkVerdict): void {
    const { context, shelves, refusals } = step;
    const { product, itemId, photo } = one.edit;
    if (verdict.status === 'done') context.photoSent({ product, itemId, hash: photo?.hash ?? null });
    const detail = verdict.status === 'failed' && verdict.error instanceof VkApiError ? verdict.error.detail : null;
    const tries = one.tries + 1;
    if (tries < TRIES && detail === 'photo_taken') {
      step.again.push({ ...one, tries, photoId: null });
    } else if (tries < TRIES && detail === 'photo_undefined') {
      step.again.push({ ...one, tries, photoId: one.waited ? null : one.photoId, waited: !one.waited });
    } else if (verdict.status === 'failed' && failureWords(verdict.error).reason === 'photo_rejected') {
      this.noteRefused(context, product, photo?.hash ?? null, PHOTO_REFUSED);
      this.refuse(step, one.edit, PHOTO_REFUSED);
    } else {
      this.edits.settle(context, one.edit, verdict, shelves, refusals);
    }
  }

  private async notUploaded(step: Step, edit: Edit, error: Error | undefined): Promise<void> {
    const words = error instanceof VkUploadError ? error.text : null;
    const message = words ? photoRefusedByVk(words) : PHOTO_REFUSED;
    // Without words of VK's the upload was only cut off: the next run tries again.
    if (words) this.noteRefused(step.context, edit.product, edit.photo?.hash ?? null, message);
    this.refuse(step, edit, message);
  }

  private noteRefused(context: MirrorContext, product: ProductKey, hash: string | null, message: Words): void {
    if (hash === null) return;
    context.afterwards(() => this.links.photos.saveRefused(context.userId, product, hash, message));
    context.afterwards(() => this.links.photos.forgetUploaded(context.userId, product));
  }

  /** The photo is the product's failure; what else differs is sent all the same, and that is not told as done. */
  private refuse({ context, shelves, refusals }: Step, edit: Edit, message: Words): void {
    const { product, itemId } = edit;
    context.book.record(product, { outcome: 'failed', reason: 'photo_rejected', message, itemId });
    if (Object.keys(edit.changes).length === 0) return shelves.settled(product);
    this.edits.send(context, edit, (verdict) => this.edits.settle(context, edit, verdict, shelves, refusals));
  }
}

function refusalStands(context: MirrorContext, { photo }: Edit, row: ProductPhoto | undefined): boolean {
  if (context.track.run.trigger === 'manual' || !photo?.hash || row?.refusedHash !== photo.hash) return false;
  return row.refusedAt !== null && Date.now() - row.refusedAt.getTime() < DAY_MS;
}
