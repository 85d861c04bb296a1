import { EvotorError } from '@evosync/evotor';
import { type ProductKey, productKeyOf } from '@evosync/mirror';
import { Injectable, Logger } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { LinksService } from '../../catalog/links.service.js';
import { ConnectionsService } from '../../connections/connections.service.js';
import { Settings } from '../../config/settings.js';
import type { Creation, MirrorContext } from './mirror-context.js';
import { type Photo, preparePhoto } from './picture.js';

const PACKAGED = fileURLToPath(new URL('../../../assets/default-photo.jpg', import.meta.url));

const DOWNLOADS_AT_ONCE = 8;

/** Which photo a new item gets (M9): the product's picture in the Evotor Cloud, else the default one. */
@Injectable()
export class PhotosService {
  private readonly logger = new Logger(PhotosService.name);
  private defaultPhoto: Promise<Photo & { hash: string }> | null = null;

  constructor(
    private readonly settings: Settings,
    private readonly connections: ConnectionsService,
    private readonly links: LinksService,
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

  /**
   * Where the pictures of these products are in the Evotor Cloud, by the comparable form of the product's key;
   * products without one are not in the answer. Where the listing does not carry pictures, Evotor is asked
   * product by product, until it says that it gives none.
   */
  async findPictures(context: MirrorContext, creations: readonly Creation[]): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    const unknown: ProductKey[] = [];
    const listed = await this.links.listsImages(context.userId);
    for (const [storeId, list] of Map.groupBy(creations, ({ product }) => product.storeId)) {
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

  /** The photo of each product: its picture where it can be had, else the default one, which is then the same object. */
  async load(
    context: MirrorContext,
    creations: readonly Creation[],
    pictures: ReadonlyMap<string, string>,
  ): Promise<Photo[]> {
    const photos: Photo[] = [];
    for (let from = 0; from < creations.length; from += DOWNLOADS_AT_ONCE) {
      const part = creations.slice(from, from + DOWNLOADS_AT_ONCE).map(async ({ product }) => {
        const url = pictures.get(productKeyOf(product));
        const own = url === undefined ? null : await this.download(context, product, url);
        return own ?? (await this.loadDefault());
      });
      photos.push(...(await Promise.all(part)));
    }
    return photos;
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

  private async askForPictures(
    context: MirrorContext,
    products: readonly ProductKey[],
    found: Map<string, string>,
  ): Promise<void> {
    const client = await this.connections.evotorClient(context.userId);
    if (!client) return;
    for (const product of products) {
      try {
        const images = await client.listImages(product.storeId, product.productId, context.track.signal);
        if (images[0]) found.set(productKeyOf(product), images[0].url);
      } catch (error) {
        if (!(error instanceof EvotorError)) throw error;
        context.noPictures = true;
        return;
      }
    }
  }

  private async readDefault(): Promise<Photo & { hash: string }> {
    const bytes = await readFile(this.settings.vkDefaultPhotoPath ?? PACKAGED);
    const photo = await preparePhoto(bytes);
    return { ...photo, hash: createHash('sha256').update(photo.bytes).digest('hex') };
  }
}
