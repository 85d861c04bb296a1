import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Anything with an id, as the cloud sends it. */
export type Wire = Record<string, unknown> & { id: string };

export interface CloudStore {
  id: string;
  name: string;
  groups: Wire[];
  products: Wire[];
}

/** One request, without the base URL. */
export interface Asked {
  path: string;
  query: URLSearchParams;
}

/** Says how a request goes wrong; null: it is answered properly. */
export type Trouble = (asked: Asked) => ((response: ServerResponse) => void) | null;

/**
 * A small Evotor Cloud of lists in memory, for tests of reading: its goods are plain arrays to be changed at will, its
 * pages are short, and one function decides what goes wrong. It shares no code with the client it answers.
 */
export class PagedCloud {
  stores: CloudStore[] = [];
  pageSize = 5;
  trouble: Trouble = () => null;
  readonly asked: Asked[] = [];
  private readonly server = createServer((request, response) => this.answer(request, response));

  static async start(): Promise<PagedCloud> {
    const cloud = new PagedCloud();
    cloud.server.listen(0, '127.0.0.1');
    await once(cloud.server, 'listening');
    return cloud;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Requests for lists of products since the last time, each with its query. */
  takeListings(): string[] {
    const listings = this.asked.filter(({ path }) => path.endsWith('/products')).map(({ query }) => query.toString());
    this.asked.length = 0;
    return listings;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const url = new URL(request.url ?? '/', 'http://cloud');
    const asked = { path: url.pathname, query: url.searchParams };
    this.asked.push(asked);
    const trouble = this.trouble(asked);
    if (trouble) return trouble(response);
    const [, root, storeId, kind, id] = url.pathname.split('/');
    const store = this.stores.find((one) => one.id === storeId);
    if (root !== 'stores' || (storeId !== undefined && !store)) return sendJson(response, {}, 404);
    if (!store)
      return this.sendPage(
        response,
        asked,
        this.stores.map(({ id, name }) => ({ id, name })),
      );
    if (kind === undefined) return sendJson(response, { id: store.id, name: store.name });
    const list = kind === 'products' ? store.products : store.groups;
    if (id === undefined) return this.sendPage(response, asked, list);
    const one = list.find((wire) => wire.id.toLowerCase() === id.toLowerCase());
    return sendJson(response, one ?? {}, one ? 200 : 404);
  }

  private sendPage(response: ServerResponse, { query }: Asked, list: Wire[]): void {
    const [from = 0, since = 0] = (query.get('cursor') ?? `0/${query.get('since') ?? 0}`).split('/').map(Number);
    const wanted = list.filter(({ updated_at }) => since === 0 || Date.parse(String(updated_at)) >= since);
    const to = from + this.pageSize;
    sendPage(response, wanted.slice(from, to), to < wanted.length ? `${to}/${since}` : null);
  }
}

export function sendPage(response: ServerResponse, items: readonly unknown[], cursor: string | null): void {
  sendJson(response, { items, paging: cursor === null ? {} : { next_cursor: cursor } });
}

export function sendJson(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/vnd.evotor.v2+json' }).end(JSON.stringify(body));
}

/** Evotor's way of writing a moment: no colon in the offset. */
export function wireMoment(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '+0000');
}
