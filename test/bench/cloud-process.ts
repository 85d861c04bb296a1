import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A program: an Evotor Cloud with one store of generated goods, the same for every token. Its pages are made once and
 * kept as bytes, so that it costs next to nothing beside the client that is measured. Argument: how many goods.
 * Prints its address once it serves.
 */
const goods = Number(process.argv[2] ?? 1_000);
const PAGE = 1_000;
const GOODS_IN_GROUP = 250;
const STORE_ID = '20230514-7A31-40C2-80F4-1B6E50A9D3C7';
const MOMENT = '2024-02-10T10:12:13.001+0000';
const KINDS = ['Чай чёрный байховый', 'Печенье овсяное', 'Кружка фарфоровая', 'Мёд липовый', 'Варенье из морошки'];

function idOf(kind: string, n: number): string {
  const hex = createHash('md5').update(`${kind} ${n}`).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

const owner = { store_id: STORE_ID, user_id: '01-000000000417203', created_at: MOMENT, updated_at: MOMENT };

function product(n: number): object {
  return {
    ...{
      id: idOf('product', n),
      type: 'NORMAL',
      name: `${KINDS[n % KINDS.length]} «Волна» № ${n}, 350 г`,
      code: String(n),
    },
    ...{ article_number: `KR-${n}`, price: 100 + (n % 900) + 0.5, cost_price: 312.5, quantity: n % 40 },
    ...{ measure_name: 'шт', tax: 'NO_VAT', allow_to_sell: true, description: `Ручная работа, партия ${n}` },
    ...{
      barcodes: [String(4_600_000_000_000 + n)],
      parent_id: idOf('group', n % groups),
      attributes_choices: {},
      ...owner,
    },
  };
}

const groups = Math.max(1, Math.ceil(goods / GOODS_IN_GROUP));
const pages = new Map<string, Buffer>();
const keep = (path: string, count: number, make: (n: number) => object): void => {
  for (let from = 0; from < count; from += PAGE) {
    const items = Array.from({ length: Math.min(PAGE, count - from) }, (_, at) => make(from + at));
    const paging = from + PAGE < count ? { next_cursor: String(from + PAGE) } : {};
    pages.set(from === 0 ? path : `${path}?cursor=${from}`, Buffer.from(JSON.stringify({ items, paging })));
  }
};
keep('/stores', 1, () => ({ ...owner, id: STORE_ID, name: 'Чайная на Садовой', address: 'г. Казань' }));
keep(`/stores/${STORE_ID}/product-groups`, groups, (n) => ({ ...owner, id: idOf('group', n), name: `Отдел № ${n}` }));
keep(`/stores/${STORE_ID}/products`, goods, product);

const server = createServer((request, response) => {
  const page = pages.get(request.url ?? '');
  response.writeHead(page ? 200 : 404, { 'content-type': 'application/vnd.evotor.v2+json' }).end(page);
});
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
