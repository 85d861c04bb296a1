import {
  EvotorBadAnswerError,
  EvotorBadRequestError,
  EvotorError,
  EvotorForbiddenError,
  EvotorNotFoundError,
  EvotorSubscriptionRequiredError,
} from './errors.js';
import { isIdShaped, sameId } from './ids.js';
import { type DownloadedImage, downloadImage, imageUrl } from './image-download.js';
import { type Listing, readPages, readWhole } from './listing.js';
import { asObject } from './parse/fields.js';
import { hasUrl, type ItemParser, parseGroup, parseImage, parseProduct, parseStore } from './parse/objects.js';
import { type Page, parsePage } from './parse/page.js';
import { refusal } from './refusals.js';
import { Transport } from './transport.js';
import type { EvotorCall, EvotorGroup, EvotorImage, EvotorProduct, EvotorStore } from './types.js';
import { sleep } from './wait.js';

const ACCEPT = 'application/vnd.evotor.v2+json';
/** A page holds at most 1000 items; this much is far beyond any of them and still fits into memory. */
const PAGE_LIMIT_BYTES = 32 * 1024 * 1024;
const DEFAULT_MAX_PAGES = 10_000;
/** Refusals of one thing while the listing that should hold it was given: it is not there, or cannot be asked for. */
const NO_ANSWER = [EvotorNotFoundError, EvotorBadRequestError, EvotorBadAnswerError, EvotorForbiddenError];

/** How to reach the Evotor Cloud as one merchant. */
export interface EvotorClientOptions {
  /** With or without a trailing slash; may have a path prefix. */
  baseUrl: string;
  /** The Cloud token of one merchant. */
  token: string;
  /** For one exchange, headers and body; default 30000. */
  timeoutMs?: number;
  /** For passing faults; default 5 tries, 500 ms doubling with jitter, at most 8 s. */
  retry?: { attempts?: number; baseMs?: number; maxMs?: number };
  /** Pages after which a listing is given up as incomplete; default 10000. */
  maxPages?: number;
  fetch?: typeof fetch;
  /** Must reject when the signal aborts. */
  sleep?: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** From 0 up to 1. */
  random?: () => number;
  /** Called once after each HTTP exchange. */
  onCall?: (call: EvotorCall) => void;
}

/**
 * The Evotor Cloud (API v2) seen by one merchant's token. Every method rejects with an `EvotorError`, or with the
 * signal's reason when it is aborted; a listing is given whole or fails. Methods may run at the same time, but the
 * cloud counts requests per token: one at a time is polite.
 */
export class EvotorClient {
  private readonly root: URL;
  private readonly token: string;
  private readonly maxPages: number;
  private readonly transport: Transport;

  /** Throws an `EvotorError` of the configuration family when `baseUrl` is not an http(s) address. */
  constructor(options: EvotorClientOptions) {
    this.root = rootOf(options.baseUrl);
    this.token = options.token.trim();
    this.maxPages = options.maxPages ?? DEFAULT_MAX_PAGES;
    this.transport = new Transport({
      root: this.root,
      token: this.token,
      timeoutMs: options.timeoutMs ?? 30_000,
      retry: {
        attempts: options.retry?.attempts ?? 5,
        baseMs: options.retry?.baseMs ?? 500,
        maxMs: options.retry?.maxMs ?? 8_000,
      },
      fetch: options.fetch ?? fetch,
      sleep: options.sleep ?? sleep,
      random: options.random ?? Math.random,
      onCall: options.onCall,
    });
  }

  /** All stores of the merchant. */
  async listStores(signal?: AbortSignal): Promise<EvotorStore[]> {
    return readWhole(this.listing('/stores', parseStore, signal));
  }

  /** All groups of a store, plain and modification groups together; the order means nothing. */
  async listGroups(storeId: string, signal?: AbortSignal): Promise<EvotorGroup[]> {
    return readWhole(this.listing(pathTo(storeId, 'product-groups'), parseGroup, signal));
  }

  /**
   * The products and modifications of a store, page by page, or with `since` (Unix milliseconds) those updated from
   * then on. Ends normally only when the listing was read to its end; otherwise throws, and what is missing proves
   * nothing. Within a page ids are unique; when one comes again on a later page, the later one counts.
   */
  async *productPages(
    storeId: string,
    options: { since?: number; signal?: AbortSignal } = {},
  ): AsyncGenerator<EvotorProduct[], void> {
    const { since, signal } = options;
    const first = since === undefined ? undefined : { since: String(Math.floor(since)) };
    yield* readPages(this.listing(pathTo(storeId, 'products'), parseProduct, signal, first));
  }

  /**
   * Whether the cloud, asked for this very store, group or product, still shows it. False when it does not, and when it
   * will not answer that question; throws on whatever leaves it open: a passing fault, a dead token.
   */
  async isThere(
    storeId: string,
    part?: { kind: 'products' | 'product-groups'; id: string },
    signal?: AbortSignal,
  ): Promise<boolean> {
    const path = pathTo(storeId, part?.kind, part?.id);
    try {
      const shown = asObject(await this.getJson(path, undefined, signal));
      return typeof shown?.id === 'string' && sameId(shown.id, part?.id ?? storeId);
    } catch (error) {
      if (error instanceof EvotorSubscriptionRequiredError) return true;
      if (NO_ANSWER.some((kind) => error instanceof kind)) return false;
      throw error;
    }
  }

  /** The pictures of a product (the cloud keeps one at most); those without an address are left out. */
  async listImages(storeId: string, productId: string, signal?: AbortSignal): Promise<EvotorImage[]> {
    const images = await readWhole(this.listing(pathTo(storeId, 'products', productId, 'images'), parseImage, signal));
    return images.filter(hasUrl);
  }

  /**
   * Fetches a picture of at most 10 MB. A relative `url` stands below the base URL; the token goes to the API's own
   * origin only. A picture that is missing, empty, too large or none at all is a skippable error.
   */
  async downloadImage(url: string, signal?: AbortSignal): Promise<DownloadedImage> {
    return downloadImage(this.transport, imageUrl(url, this.root), this.token, signal);
  }

  private listing<T extends { id: string }>(
    path: string,
    parseItem: ItemParser<T>,
    signal?: AbortSignal,
    firstQuery?: Record<string, string>,
  ): Listing<T> {
    const readPage = async (cursor: string | null): Promise<Page<T>> => {
      // Filters go with the first request only; the cursor remembers them (fact sheet, 2).
      const query = cursor === null ? firstQuery : { cursor };
      return parsePage(await this.getJson(path, query, signal), parseItem, path);
    };
    return { path, maxPages: this.maxPages, readPage };
  }

  private async getJson(path: string, query?: Record<string, string>, signal?: AbortSignal): Promise<unknown> {
    const url = new URL(this.root);
    url.pathname = `${this.root.pathname.replace(/\/$/, '')}${path}`;
    for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value);
    const answer = await this.transport.ask(
      { url, accept: ACCEPT, limitBytes: PAGE_LIMIT_BYTES, decode: decodeJson },
      signal,
    );
    const place = { status: answer.status, path };
    if (answer.kind === 'value') return answer.value;
    if (answer.kind === 'status') throw refusal(place, answer.body, this.token);
    throw new EvotorBadAnswerError('the answer is too large', place);
  }
}

function pathTo(storeId: string, kind?: string, id?: string, part?: string): string {
  const path = `/${['stores', storeId, kind, id, part].filter((step) => step !== undefined).join('/')}`;
  const usable = isIdShaped(storeId) && (id === undefined || isIdShaped(id));
  if (!usable) throw new EvotorBadRequestError('not an Evotor id', { status: null, path });
  return path;
}

/** Strict on purpose: a name with a broken letter would otherwise travel on as if it were the merchant's. */
function decodeJson(body: Uint8Array): unknown {
  return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
}

function rootOf(baseUrl: string): URL {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') {
    const details = { code: 'evotor_bad_base_url', family: 'configuration', status: null, path: '/' } as const;
    throw new EvotorError('the base URL is not an http(s) address', details);
  }
  url.search = '';
  url.hash = '';
  url.pathname = url.pathname.replace(/\/+$/, '');
  return url;
}
