import { setTimeout as delay } from 'node:timers/promises';
import { BatchRun } from './batch-run.js';
import { BatchSize } from './batch-size.js';
import { readCommunities, type VkCommunity } from './communities.js';
import { checkConnection, type VkConnectionCheck } from './connection-check.js';
import { VkTransportError } from './errors.js';
import { readAlbum, readItem, type VkAlbum, type VkItem } from './items.js';
import { readListing, readObjects } from './listing.js';
import { callOf, isRepeatable, type VkCall, type VkMethod, type VkParams } from './methods.js';
import type { VkPace } from './pace.js';
import { PhotoBatches } from './photo-batch.js';
import { uploadPhoto, type VkPhoto } from './photo-upload.js';
import { isReadable, type VkResult } from './results.js';
import { Transport, type VkCallRecord, type VkTokenSource } from './transport.js';
import type { VkVerdict } from './verdict.js';

export interface VkClientOptions {
  /** For example `https://api.vk.com/method`. */
  baseUrl: string;
  version: string;
  /** A user token, or where to get the one that is valid now. */
  token: VkTokenSource;
  /** The pace of this token, shared by all that use it. */
  pace: VkPace;
  /** Of one request, from its start to the end of its answer. */
  timeoutMs?: number;
  /** Most calls in one `execute`. */
  batchSize?: number;
  /** How often a call is sent whose answers come to nothing. */
  tries?: number;
  /** The first pause between tries; each next one is twice as long. */
  backoffMs?: number;
  /** Pauses of one method after flood control; refused once more, its calls fail. */
  floodPausesMs?: readonly number[];
  fetch?: typeof globalThis.fetch;
  sleep?: (ms: number, signal?: AbortSignal) => Promise<unknown>;
  random?: () => number;
  onCall?: (record: VkCallRecord) => void;
}

export interface VkBatchOptions {
  signal?: AbortSignal;
  /** Requests that may be on their way at once, the pace permitting. */
  inFlight?: number;
  /** Called with verdicts as they come, one call at a time; the batch waits for it, and ends if it throws. */
  onVerdicts?: (results: { index: number; verdict: VkVerdict }[]) => Promise<void> | void;
}

export interface VkFlowOptions<T> {
  /** Ends the flow at once, cutting what is on its way; `stop` ends it gently. */
  signal?: AbortSignal | undefined;
  inFlight?: number | undefined;
  /** Called with verdicts as they come, one call at a time; may push further calls. The flow ends if it throws. */
  onVerdicts: (told: { tag: T; verdict: VkVerdict }[]) => Promise<void> | void;
}

/** Calls on their way to VK, more of which may come. See `BatchRun` for what each member promises. */
export type VkFlow<T> = Pick<BatchRun<T>, 'push' | 'stop' | 'room' | 'idle' | 'end'>;

/** Pages of up to 200 full items in one request: `execute` may answer 5 MB at most. */
const PAGES_IN_BATCH = 8;
/** Pages as heavy as the last one, so many that their answer stays well under the 5 MB. */
const ANSWER_BYTES = 3_500_000;
const ITEMS_IN_PAGE = 200;
const ALBUMS_IN_PAGE = 100;
const IDS_IN_CALL = 100;
/** The pace allows three a second, so this many keep up with answers that take up to two and a half seconds. */
const IN_FLIGHT = 8;
/** A connection is checked while somebody waits for it. */
const TRIES_OF_CHECK = 2;

/**
 * VK Market for one access token. Keeps VK's limits, packs calls into `execute`, repeats what may be repeated, and
 * never sends again a create whose answer was lost: its outcome is reported as unknown, for the caller to settle.
 */
export class VkClient {
  readonly #options: VkClientOptions;
  readonly #transport: Transport;
  readonly #size: BatchSize;
  readonly #pages = new BatchSize(PAGES_IN_BATCH);
  /** Calls by id hold half as many items as pages do. */
  readonly #byId = new BatchSize(2 * PAGES_IN_BATCH);
  readonly #photos = new PhotoBatches();

  constructor(options: VkClientOptions) {
    this.#options = options;
    this.#size = new BatchSize(options.batchSize ?? 25);
    this.#transport = new Transport({
      baseUrl: options.baseUrl,
      version: options.version,
      token: options.token,
      pace: options.pace,
      timeoutMs: options.timeoutMs ?? 30_000,
      fetch: options.fetch ?? globalThis.fetch,
      onCall: options.onCall,
    });
  }

  /** How many calls go into one request now: halves when VK pushes back (codes 9, 13, 14), grows back slowly. */
  get batchSize(): number {
    return this.#size.current;
  }

  /**
   * One call by itself. What is so already ("nothing to change", deleted before, …) counts as done.
   * @throws VkApiError VK refused it
   * @throws VkUnknownOutcomeError a create or a save was sent and nobody knows what came of it
   * @throws VkTransportError no answer came in several tries; the call may be repeated
   */
  async call<M extends VkMethod>(
    method: M,
    params: VkParams<M>,
    options: { signal?: AbortSignal | undefined } = {},
  ): Promise<VkResult<M>> {
    return this.#call(method, params, options.signal, this.#options.tries);
  }

  /**
   * Any number of calls, in as few requests as VK allows, with a verdict for each, in the order of the calls. They
   * may be done in another order. Ending the signal ends it early: what was not sent says so. Rejects only with
   * what `onVerdicts` threw.
   */
  batch(calls: readonly VkCall[], options: VkBatchOptions = {}): Promise<VkVerdict[]> {
    return this.#run(calls, { ...options, size: this.#size, tries: this.#options.tries });
  }

  /**
   * As `batch`, for calls that come one by one, also as the outcome of others: they share requests, in the order in
   * which they came. `tag` is what `onVerdicts` gets back with a call's verdict.
   */
  flow<T>(options: VkFlowOptions<T>): VkFlow<T> {
    return this.#start({ ...options, size: this.#size, tries: this.#options.tries });
  }

  /** All albums of a shop. @throws as {@link readItems} */
  async readAlbums(ownerId: number, signal?: AbortSignal): Promise<VkAlbum[]> {
    const page = (offset: number): VkCall => ({
      method: 'market.getAlbums',
      params: { owner_id: ownerId, count: ALBUMS_IN_PAGE, offset },
    });
    const ask = (calls: readonly VkCall[]) => this.#readPages(calls, signal);
    const albums = await readListing({
      method: 'market.getAlbums',
      pageSize: ALBUMS_IN_PAGE,
      page,
      read: readAlbum,
      ask,
    });
    return albums.filter((album) => album.id > 0);
  }

  /**
   * All items of a shop, those that are hidden or out of stock too.
   * @throws VkIncompleteListingError when the listing did not hold still
   * @throws VkApiError | VkTransportError when it could not be read: a listing is whole, or it fails
   */
  async readItems(ownerId: number, signal?: AbortSignal): Promise<VkItem[]> {
    const page = (offset: number): VkCall => itemsPage(ownerId, offset);
    const ask = (calls: readonly VkCall[]) => this.#readPages(calls, signal);
    return readListing({ method: 'market.get', pageSize: ITEMS_IN_PAGE, page, read: readItem, ask });
  }

  /**
   * The first so many items of a shop, those that are hidden too, in one request; new ones usually stand first. What is
   * not among them may still be in the shop.
   */
  async readFirstItems(ownerId: number, count: number, signal?: AbortSignal): Promise<VkItem[]> {
    const pages = Math.min(this.#pages.current, Math.max(1, Math.ceil(count / ITEMS_IN_PAGE)));
    const calls = Array.from({ length: pages }, (_, index) => itemsPage(ownerId, index * ITEMS_IN_PAGE));
    const ask = (part: readonly VkCall[]) => this.#readPages(part, signal);
    return readObjects({ method: 'market.get', read: readItem, ask }, calls);
  }

  /**
   * Items by their ids, any number. Ids that VK does not know are left out; a deleted item may still come, with
   * availability 1.
   */
  async readItemsById(ownerId: number, ids: readonly number[], signal?: AbortSignal): Promise<VkItem[]> {
    const unique = [...new Set(ids)];
    const calls = Array.from({ length: Math.ceil(unique.length / IDS_IN_CALL) }, (_, index): VkCall => {
      const part = unique.slice(index * IDS_IN_CALL, (index + 1) * IDS_IN_CALL);
      return { method: 'market.getById', params: { item_ids: part.map((id) => `${ownerId}_${id}`), extended: true } };
    });
    const ask = (part: readonly VkCall[]) => this.#readPages(part, signal, this.#byId);
    return readObjects({ method: 'market.getById', read: readItem, ask }, calls);
  }

  /**
   * Tries the token and the community it is to serve.
   * @throws VkConnectionError with the reason why they do not go together
   */
  checkConnection(groupId: number, signal?: AbortSignal): Promise<VkConnectionCheck> {
    const tries = Math.min(TRIES_OF_CHECK, this.#options.tries ?? TRIES_OF_CHECK);
    return checkConnection(groupId, (method, params) => this.#call(method, params, signal, tries));
  }

  /**
   * Communities that the token's owner edits or administers, at most 1,000.
   * @throws VkConnectionError when VK does not say; `no_groups_scope` where the token lacks the right to ask
   */
  readCommunities(signal?: AbortSignal): Promise<VkCommunity[]> {
    const tries = Math.min(TRIES_OF_CHECK, this.#options.tries ?? TRIES_OF_CHECK);
    return readCommunities((method, params) => this.#call(method, params, signal, tries));
  }

  /**
   * Uploads a photo of an item; resolves with the photo's id for `main_photo_id`.
   * @throws VkUploadError when VK does not take the photo; VkApiError and VkTransportError as {@link call}
   */
  uploadPhoto(
    groupId: number,
    photo: VkPhoto,
    options: { signal?: AbortSignal; uploadUrl?: string } = {},
  ): Promise<number> {
    const { signal, uploadUrl } = options;
    const steps = {
      uploadUrl,
      askUrl: async () =>
        (await this.call('market.getProductPhotoUploadServer', { group_id: groupId }, { signal })).upload_url,
      send: (url: string, file: File) => this.#transport.upload(url, { file }, signal),
      save: async (uploadResponse: string) =>
        (await this.call('market.saveProductPhoto', { upload_response: uploadResponse }, { signal })).photo_id,
      pause: async (times: number) => {
        await this.#sleep((this.#options.backoffMs ?? 1000) * 2 ** times, signal);
      },
    };
    return uploadPhoto(photo, steps, signal);
  }

  /**
   * Uploads photos of items, in as few requests as VK allows; the same object several times is a picture of which
   * several copies are wanted. Resolves with the id of each, or why VK did not take it.
   * @throws VkApiError when it concerns more than the photos
   */
  uploadPhotos(groupId: number, photos: readonly VkPhoto[], signal?: AbortSignal): Promise<(number | Error)[]> {
    const steps = {
      askUrls: (count: number, bulk: boolean) => this.#uploadUrls(groupId, count, bulk, signal),
      send: (url: string, parts: Record<string, File>) => this.#transport.upload(url, parts, signal),
      saveBulk: async (uploadResponse: string) => {
        const saved = await this.call('market.saveProductPhotoBulk', { upload_response: uploadResponse }, { signal });
        return saved.map(({ photo_id }) => photo_id);
      },
      uploadOne: (photo: VkPhoto, uploadUrl: string) =>
        this.uploadPhoto(groupId, photo, { uploadUrl, ...(signal && { signal }) }),
    };
    return this.#photos.upload(photos, steps, signal);
  }

  async #uploadUrls(groupId: number, count: number, bulk: boolean, signal?: AbortSignal): Promise<string[]> {
    const method = 'market.getProductPhotoUploadServer';
    const params = { group_id: groupId, ...(bulk && { bulk }) };
    const calls = Array.from({ length: count }, () => ({ method, params }) as const);
    const verdicts = await this.#run(calls, { signal, size: this.#size, tries: this.#options.tries });
    signal?.throwIfAborted();
    return verdicts.map((verdict) => this.#value(method, verdict).upload_url);
  }

  async #call<M extends VkMethod>(
    method: M,
    params: VkParams<M>,
    signal: AbortSignal | undefined,
    tries: number | undefined,
  ): Promise<VkResult<M>> {
    const [verdict] = await this.#run([callOf(method, params)], { signal, size: this.#size, tries, inFlight: 1 });
    if (!verdict) throw new Error('A call came to no verdict');
    if (verdict.status !== 'done' && (verdict.status === 'not-sent' || isRepeatable(method))) signal?.throwIfAborted();
    return this.#value(method, verdict);
  }

  #value<M extends VkMethod>(method: M, verdict: VkVerdict): VkResult<M> {
    if (verdict.status !== 'done') throw verdict.error;
    if (!isReadable(method, verdict.value)) throw new VkTransportError(method, 'unreadable');
    return verdict.value;
  }

  async #readPages(
    calls: readonly VkCall[],
    signal: AbortSignal | undefined,
    size = this.#pages,
  ): Promise<VkVerdict[]> {
    const verdicts = await this.#run(calls, { signal, size, tries: this.#options.tries });
    signal?.throwIfAborted();
    const [first] = verdicts;
    if (first?.status === 'done') size.cap(ANSWER_BYTES / Buffer.byteLength(JSON.stringify(first.value)));
    return verdicts;
  }

  async #run(
    calls: readonly VkCall[],
    options: {
      size: BatchSize;
      tries: number | undefined;
      inFlight?: number | undefined;
      signal?: AbortSignal | undefined;
      onVerdicts?: VkBatchOptions['onVerdicts'];
    },
  ): Promise<VkVerdict[]> {
    const verdicts = new Array<VkVerdict>(calls.length);
    const run = this.#start<number>({
      ...options,
      eager: true,
      onVerdicts: async (told) => {
        for (const { tag, verdict } of told) verdicts[tag] = verdict;
        await options.onVerdicts?.(told.map(({ tag: index, verdict }) => ({ index, verdict })));
      },
    });
    calls.forEach((call, index) => run.push(call, index));
    await run.end();
    return verdicts;
  }

  #start<T>(options: VkFlowOptions<T> & { size: BatchSize; tries: number | undefined; eager?: boolean }): BatchRun<T> {
    return new BatchRun<T>(this.#transport, {
      size: options.size,
      inFlight: options.inFlight ?? IN_FLIGHT,
      rules: {
        tries: options.tries ?? 4,
        backoffMs: this.#options.backoffMs ?? 1000,
        floodPausesMs: this.#options.floodPausesMs ?? [2000, 5000, 15_000],
      },
      sleep: (ms, signal) => this.#sleep(ms, signal),
      random: this.#options.random ?? Math.random,
      signal: options.signal,
      eager: options.eager ?? false,
      onVerdicts: options.onVerdicts,
    });
  }

  #sleep(ms: number, signal?: AbortSignal): Promise<unknown> {
    const { sleep } = this.#options;
    return sleep ? sleep(ms, signal) : delay(ms, undefined, signal ? { signal } : {});
  }
}

function itemsPage(ownerId: number, offset: number): VkCall {
  return {
    method: 'market.get',
    params: { owner_id: ownerId, count: ITEMS_IN_PAGE, offset, extended: true, with_disabled: true },
  };
}
