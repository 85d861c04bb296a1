import { EvotorError, EvotorNotFoundError } from '@evosync/evotor';
import { type ProductKey, productKeyOf } from '@evosync/mirror';
import { Injectable, Logger } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { LinksService } from '../../catalog/links.service.js';
import { PhotoFiles } from '../../catalog/photos/photo-files.js';
import { type Photo, preparePhoto } from '../../catalog/photos/prepare-photo.js';
import { ConnectionsService } from '../../connections/connections.service.js';
import { Settings } from '../../config/settings.js';
import type { MirrorContext } from './mirror-context.js';

const PACKAGED = fileURLToPath(new URL('../../../assets/default-photo.jpg', import.meta.url));

const DOWNLOADS_AT_ONCE = 8;
const LOOKUPS_AT_ONCE = 8;

/** Whose photo is looked for. */
interface Wanted {
  product: ProductKey;
}

/** Where a product's photo is: one that the merchant gave, by its hash, or an address in the Evotor Cloud. */
export type PhotoSource = { own: string } | { url: string };

/** A photo ready for VK; `own` names the one of the merchant's that it is. */
export type LoadedPhoto = Photo & { own?: string };

/**
 * Which photo an item gets (M9): the one that the merchant gave the product, else its picture in the Evotor Cloud, else
 * the default one.
 */
@Injectable()
export class PhotosService {
  private readonly logger = new Logger(PhotosService.name);
  private defaultPhoto: Promise<Photo & { hash: string }> | null = null;

  constructor(
    private readonly settings: Settings,
    private readonly connections: ConnectionsService,
    private readonly links: LinksService,
    private readonly files: PhotoFiles,
  ) {}

  /** The picture of goods that have none. */
  loadDefault(): Promise<Photo & { hash: string }> {
    this.defaultPhoto ??= this.readDefault();
    return this.defaultPhoto;
  }

  /** The default photo as it stands in this community: uploaded once, then reused. `fresh` uploads it anew. */
  async sharedPhotoId(context: MirrorContext, fresh = false): Promise<number> {
    const { connection, client, groupId } = context.access;
    const photo = await this.loadDefault();
    if (!fresh && connection.defaultPhotoId !== null && connection.defaultPhotoHash === photo.hash) {
      return connection.defaultPhotoId;
    }
    const photoId = await client.uploadPhoto(groupId, photo, { signal: context.track.signal });
    Object.assign(connection, { defaultPhotoId: photoId, defaultPhotoHash: photo.hash });
    await this.connections.noteVk(context.userId, { defaultPhotoId: photoId, defaultPhotoHash: photo.hash });
    return photoId;
  }

  /** Where the photos of these products are, by the comparable form of the key; those left out get the default one. */
  async findSources(context: MirrorContext, wanted: readonly Wanted[]): Promise<Map<string, PhotoSource>> {
    const rows = await this.links.photos.of(
      context.userId,
      wanted.map(({ product }) => product),
    );
    const sources = new Map<string, PhotoSource>();
    for (const [key, { hash }] of rows) if (hash !== null) sources.set(key, { own: hash });
    const others = wanted.filter(({ product }) => !sources.has(productKeyOf(product)));
    for (const [key, url] of await this.findPictures(context, others)) sources.set(key, { url });
    return sources;
  }

  /**
   * Where the pictures of these products are in the Evotor Cloud, by the comparable form of the product's key;
   * products without one are not in the answer. Where the listing does not carry pictures, Evotor is asked
   * product by product, until it says that it gives none.
   */
  async findPictures(context: MirrorContext, wanted: readonly Wanted[]): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    const unknown: ProductKey[] = [];
    const listed = await this.links.listsImages(context.userId);
    for (const [storeId, list] of Map.groupBy(wanted, ({ product }) => product.storeId)) {
      const ids = list.map(({ product }) => product.productId);
      const images = await this.links.imagesOf(context.userId, storeId, ids);
      for (const { product } of list) {
        const known = images.get(product.productId.toLowerCase());
        if (known?.[0]) found.set(productKeyOf(product), known[0].url);
        else if (!known && !listed) unknown.push(product);
      }
    }
    if (unknown.length > 0 && !context.noPictures) await this.askForPictures(context, unknown, found);
    return found;
  }

  /**
   * The photo of each product: from its source where it can be had, else the default one. The same picture is the same
   * object, however many products have it.
   */
  async load(
    context: MirrorContext,
    wanted: readonly Wanted[],
    sources: ReadonlyMap<string, PhotoSource>,
  ): Promise<LoadedPhoto[]> {
    const photos: LoadedPhoto[] = [];
    const own = new Map<string, Promise<LoadedPhoto | null>>();
    for (let from = 0; from < wanted.length; from += DOWNLOADS_AT_ONCE) {
      const part = wanted.slice(from, from + DOWNLOADS_AT_ONCE).map(async ({ product }) => {
        const source = sources.get(productKeyOf(product));
        const found = source && (await this.loadFrom(context, product, source, own));
        return found ?? (await this.loadDefault());
      });
      photos.push(...(await Promise.all(part)));
    }
    return photos;
  }

  private loadFrom(
    context: MirrorContext,
    product: ProductKey,
    source: PhotoSource,
    own: Map<string, Promise<LoadedPhoto | null>>,
  ): Promise<LoadedPhoto | null> {
    if ('url' in source) return this.download(context, product, source.url);
    const known = own.get(source.own) ?? this.readOwn(context.userId, source.own);
    own.set(source.own, known);
    return known;
  }

  /** Null: this process does not find the file. */
  private async readOwn(userId: number, hash: string): Promise<LoadedPhoto | null> {
    const bytes = await this.files.read(userId, hash);
    if (!bytes) {
      this.logger.error(
        { userId, hash },
        'the file of a photo is not in PHOTO_DIR: do all processes share the folder?',
      );
      return null;
    }
    return { bytes, filename: 'photo.jpg', contentType: 'image/jpeg', own: hash };
  }

  /** A picture of the Evotor Cloud, ready for VK; null when it cannot be had or is no picture. */
  private async download(context: MirrorContext, product: ProductKey, url: string): Promise<Photo | null> {
    const client = await this.connections.evotorClient(context.userId);
    if (!client) return null;
    try {
      const { bytes } = await client.downloadImage(url, context.track.signal);
      return await preparePhoto(bytes);
    } catch (error) {
      context.track.signal.throwIfAborted();
      this.logger.warn({ ...product, err: error }, 'a picture of Evotor could not be used');
      return null;
    }
  }

  /** Several at a time, or the goods would wait for their pictures rather than for VK. */
  private async askForPictures(
    context: MirrorContext,
    products: readonly ProductKey[],
    found: Map<string, string>,
  ): Promise<void> {
    const client = await this.connections.evotorClient(context.userId);
    if (!client) return;
    for (let from = 0; from < products.length && !context.noPictures; from += LOOKUPS_AT_ONCE) {
      const part = products.slice(from, from + LOOKUPS_AT_ONCE);
      const answers = await Promise.allSettled(
        part.map(({ storeId, productId }) => client.listImages(storeId, productId, context.track.signal)),
      );
      let unknown = 0;
      for (const [index, answer] of answers.entries()) {
        const product = part[index];
        if (answer.status === 'fulfilled' && product && answer.value[0]) {
          found.set(productKeyOf(product), answer.value[0].url);
        } else if (answer.status === 'rejected') {
          if (!(answer.reason instanceof EvotorError)) throw answer.reason;
          unknown += 1;
          // One product may be gone by now; where none is known, or pictures are not ours to see, no other will be.
          const isOnlyThisOne = answer.reason instanceof EvotorNotFoundError && unknown < part.length;
          if (!isOnlyThisOne) context.noPictures = true;
        }
      }
    }
  }

  private async readDefault(): Promise<Photo & { hash: string }> {
    const bytes = await readFile(this.settings.vkDefaultPhotoPath ?? PACKAGED);
    const photo = await preparePhoto(bytes);
    return { ...photo, hash: createHash('sha256').update(photo.bytes).digest('hex') };
  }
}
