import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EvotorClient, type EvotorCall, type EvotorClientOptions } from '../src/index.js';

/** One request as the server saw it; `url` holds path and query exactly as sent. */
interface SeenRequest {
  url: string;
  headers: IncomingHttpHeaders;
}

/** How the server answers one request. */
type Reply = (response: ServerResponse) => void;

/** An answer with a JSON body. */
export function json(body: unknown, status = 200, headers: Record<string, string> = {}): Reply {
  return raw(JSON.stringify(body), status, { 'content-type': 'application/vnd.evotor.v2+json', ...headers });
}

/** An answer with any body. */
export function raw(body: string | Uint8Array, status = 200, headers: Record<string, string> = {}): Reply {
  return (response) => response.writeHead(status, headers).end(body);
}

/** A page of items; without a cursor it is the last one. */
export function page(items: unknown[], cursor?: string, headers?: Record<string, string>): Reply {
  return json({ items, paging: cursor === undefined ? {} : { next_cursor: cursor } }, 200, headers);
}

/** Promises more bytes than it sends, then hangs up. */
export function truncated(body: string): Reply {
  return (response) => {
    response.writeHead(200, { 'content-length': String(Buffer.byteLength(body) + 100) });
    response.write(body, () => response.destroy());
  };
}

/** Hangs up without an answer. */
export const reset: Reply = (response) => response.destroy();

/** Never answers. */
export const silence: Reply = () => undefined;

/** Sends headers and the beginning of a body, and never the end. */
export const stalled: Reply = (response) => {
  response.writeHead(200).write('{"items":[');
};

/** A local HTTP server that gives prepared replies in their order, and 418 when it has none left. */
export class ScriptedServer {
  readonly seen: SeenRequest[] = [];
  private replies: Reply[] = [];
  private readonly server = createServer((request, response) => {
    this.seen.push({ url: request.url ?? '', headers: request.headers });
    const reply = this.replies.shift() ?? json({ code: 'no_reply_left' }, 418);
    reply(response);
  });

  static async start(): Promise<ScriptedServer> {
    const scripted = new ScriptedServer();
    scripted.server.listen(0, '127.0.0.1');
    await once(scripted.server, 'listening');
    return scripted;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Sets the replies to come and forgets what was before. */
  script(...replies: Reply[]): void {
    this.replies = replies;
    this.seen.length = 0;
  }

  get left(): number {
    return this.replies.length;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}

/** A client of the server that never really waits; its pauses and calls are kept for looking at. */
export function clientOf(server: ScriptedServer, options: Partial<EvotorClientOptions> = {}) {
  const waits: number[] = [];
  const calls: EvotorCall[] = [];
  const client = new EvotorClient({
    baseUrl: server.origin,
    token: TOKEN,
    sleep: async (ms) => void waits.push(ms),
    random: () => 1,
    onCall: (call) => calls.push(call),
    ...options,
  });
  return { client, waits, calls };
}

export const TOKEN = '5b1f0c9e-0000-4e5d-8a26-token0secret';
export const STORE_ID = '20230514-7A31-40C2-80F4-1B6E50A9D3C7';
export const PRODUCT_ID = '0e6b2d0c-58a1-4c3f-8d25-91c7be0a4f10';

/** The n-th id of a made-up but well-shaped series. */
export function anId(n: number): string {
  return `1ddea16b-971b-dee5-3798-${String(n).padStart(12, '0')}`;
}

/** A product as the cloud sends it. */
export function aRawProduct(n: number, fields: Record<string, unknown> = {}): Record<string, unknown> {
  return { id: anId(n), name: `Товар ${n}`, type: 'NORMAL', price: 10, tax: 'NO_VAT', allow_to_sell: true, ...fields };
}

/** The error a promise rejects with; fails when it does not. */
export async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => {
      throw new Error('expected a rejection');
    },
    (error: unknown) => error,
  );
}

/** All items of all pages of a generator, and the error it ended with, if any. */
export async function drain<T>(pages: AsyncIterable<T[]>): Promise<{ pages: T[][]; error: unknown }> {
  const read: T[][] = [];
  try {
    for await (const one of pages) read.push(one);
    return { pages: read, error: null };
  } catch (error) {
    return { pages: read, error };
  }
}
