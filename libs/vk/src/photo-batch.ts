import { VkApiError, VkTransportError, VkUnknownOutcomeError, VkUploadError } from './errors.js';
import { fileOf, isUploadRefused, type VkPhoto } from './photo-upload.js';

/** What several uploads are made of; see {@link PhotoBatches}. */
export interface BatchSteps {
  /** Addresses of the upload server, many to a request; `bulk` ones take several files at once. */
  askUrls: (count: number, bulk: boolean) => Promise<string[]>;
  send: (url: string, parts: Record<string, File>) => Promise<string>;
  saveBulk: (uploadResponse: string) => Promise<number[]>;
  /** One photo by itself, with its own retries. */
  uploadOne: (photo: VkPhoto, uploadUrl: string) => Promise<number>;
}

/** Files in one upload: VK does not say how many it takes, so fewer are tried when many are refused. */
const BULK_SIZES = [25, 5];
const TRIES_OF_BULK = 2;
const UPLOADS_AT_ONCE = 8;

/**
 * Uploads many photos in as few requests as VK allows. Copies of one picture go many to an upload and are saved
 * together (`market.saveProductPhotoBulk`); where VK does not take that, and for pictures that differ (the order of
 * VK's answer is not promised, and a picture must never land on another product), each is saved by itself.
 */
export class PhotoBatches {
  /** Place in the sizes of bulk uploads; past the end: VK takes none. */
  #ladder = 0;

  /** The id of each photo, or why VK did not take it. @throws VkApiError when it concerns more than the photos */
  async upload(photos: readonly VkPhoto[], steps: BatchSteps, signal?: AbortSignal): Promise<(number | Error)[]> {
    const results = new Array<number | Error | undefined>(photos.length);
    const places = new Map<VkPhoto, number[]>();
    photos.forEach((photo, place) => places.set(photo, [...(places.get(photo) ?? []), place]));
    for (const [photo, copies] of places) {
      if (copies.length < 2) continue;
      const ids = await this.#uploadCopies(photo, copies.length, steps, signal);
      ids.forEach((id, index) => (results[copies[index] ?? -1] = id));
    }
    const single = photos.flatMap((photo, place) => (results[place] === undefined ? [{ photo, place }] : []));
    if (single.length > 0) {
      const urls = await addressesOf(steps.askUrls(single.length, false));
      await atOnce(single, async ({ photo, place }, index) => {
        results[place] =
          urls instanceof Error ? urls : await outcomeOf(steps.uploadOne(photo, urls[index] ?? ''), signal);
      });
    }
    return results.map((result) => result ?? new VkUploadError('upload', {}));
  }

  /** Up to `count` ids of copies of one picture; fewer where VK does not take several at once. */
  async #uploadCopies(photo: VkPhoto, count: number, steps: BatchSteps, signal?: AbortSignal): Promise<number[]> {
    const ids: number[] = [];
    for (let tries = 1; ids.length < count;) {
      const size = BULK_SIZES[this.#ladder];
      if (size === undefined) break;
      const sizes = chunkSizes(count - ids.length, size).filter((files) => files > 1);
      if (sizes.length === 0) break;
      // The first one shows whether VK takes so many; the others then go together.
      const probe = ids.length === 0 ? sizes.slice(0, 1) : sizes;
      const urls = await addressesOf(steps.askUrls(probe.length, true));
      if (urls instanceof Error) {
        this.#ladder = BULK_SIZES.length;
        break;
      }
      let refused = false;
      let lost = false;
      await atOnce(probe, async (files, index) => {
        const answer = await this.#uploadBulk(photo, files, urls[index] ?? '', steps, signal);
        if (answer === 'lost') lost = true;
        else if (answer === 'refused') refused = true;
        else ids.push(...answer);
      });
      if (refused || (lost && tries === TRIES_OF_BULK)) this.#ladder += 1;
      tries = lost && tries < TRIES_OF_BULK ? tries + 1 : 1;
    }
    return ids.slice(0, count);
  }

  async #uploadBulk(
    photo: VkPhoto,
    files: number,
    url: string,
    steps: BatchSteps,
    signal?: AbortSignal,
  ): Promise<number[] | 'refused' | 'lost'> {
    const file = fileOf(photo);
    const parts = Object.fromEntries(Array.from({ length: files }, (_, index) => [`file${index + 1}`, file]));
    try {
      const answer = await steps.send(url, parts);
      if (isUploadRefused(answer)) return 'refused';
      const ids = [...new Set(await steps.saveBulk(answer))];
      return ids.length === files ? ids : 'refused';
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof VkTransportError || error instanceof VkUnknownOutcomeError) return 'lost';
      if (isOfPhotos(error)) return 'refused';
      throw error;
    }
  }
}

/** The addresses, or VK's refusal where it concerns the photos alone. */
async function addressesOf(asked: Promise<string[]>): Promise<string[] | VkApiError> {
  try {
    return await asked;
  } catch (error) {
    if (isOfPhotos(error)) return error;
    throw error;
  }
}

async function outcomeOf(upload: Promise<number>, signal: AbortSignal | undefined): Promise<number | Error> {
  try {
    return await upload;
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof VkUploadError || error instanceof VkTransportError || isOfPhotos(error)) return error;
    throw error;
  }
}

function isOfPhotos(error: unknown): error is VkApiError {
  return error instanceof VkApiError && !error.isWholeShop && error.family !== 'quota';
}

/** Does the work for each, some at a time; rejects with the first failure once all have ended. */
async function atOnce<T>(list: readonly T[], work: (element: T, index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < list.length) {
      const index = next;
      next += 1;
      await work(list[index] as T, index);
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: Math.min(UPLOADS_AT_ONCE, list.length) }, worker));
  const failed = ended.find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
}

function chunkSizes(count: number, size: number): number[] {
  return Array.from({ length: Math.ceil(count / size) }, (_, index) => Math.min(size, count - index * size));
}
