import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A program: a VK shop that only shows what it holds. Argument: a JSON file of `{ items, albums }` as VK would give
 * them. It answers the reading methods, alone and inside `execute`, and refuses all others: in the benchmark that it is
 * for, nothing is to be written. Prints its address once it serves.
 */
type Wire = Record<string, unknown> & { id: number };
interface Shop {
  items: Wire[];
  albums: Wire[];
}

const shop = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Shop;
const byId = new Map(shop.items.map((item) => [item.id, item]));

function answer(method: string, params: Record<string, unknown>): unknown {
  const [offset, count] = [Number(params['offset'] ?? 0), Number(params['count'] ?? 100)];
  if (method === 'market.get') return { count: shop.items.length, items: shop.items.slice(offset, offset + count) };
  if (method === 'market.getAlbums')
    return { count: shop.albums.length, items: shop.albums.slice(offset, offset + count) };
  if (method !== 'market.getById') throw new Error(`${method} is not answered here`);
  const ids = String(params['item_ids']).split(',');
  const items = ids.flatMap((id) => byId.get(Number(id.split('_')[1])) ?? []);
  return { count: items.length, items };
}

async function bodyOf(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return new URLSearchParams(Buffer.concat(chunks).toString());
}

const server = createServer((request, response) => {
  void bodyOf(request).then((body) => {
    const method = request.url?.split('/').pop()?.split('?')[0] ?? '';
    const calls = [...(body.get('code') ?? '').matchAll(/API\.([\w.]+)\((\{.*?\})\)/g)];
    const result =
      method === 'execute'
        ? calls.map(([, name = '', json = '{}']) => answer(name, JSON.parse(json) as Record<string, unknown>))
        : answer(method, Object.fromEntries(body));
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ response: result }));
  });
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}/method`));
