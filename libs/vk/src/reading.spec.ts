import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { aClient, OWNER } from '../test/a-client.js';
import { Refusal, VkServer, type ServedCall } from '../test/vk-server.js';
import { VkApiError, VkIncompleteListingError, VkTransportError } from './errors.js';
import { decodeVkText } from './text.js';

function anItem(id: number, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id,
    owner_id: OWNER,
    title: `Товар ${id}`,
    description: 'Товар из каталога',
    price: { amount: '12990', currency: { id: 643, name: 'RUB', title: '₽' }, text: '129,90 ₽' },
    category: { id: 40310, name: 'Чай' },
    availability: 0,
    ...more,
  };
}

describe('reading a shop', () => {
  const server = new VkServer();
  let items: Record<string, unknown>[] = [];
  const shop = ({ method, params }: ServedCall): unknown => {
    if (method === 'market.getById') {
      const ids = String(params.item_ids).split(',');
      const found = items.filter(({ id }) => ids.includes(`${OWNER}_${String(id)}`));
      return { count: found.length, items: found };
    }
    const offset = Number(params.offset);
    return { count: items.length, items: items.slice(offset, offset + Number(params.count)) };
  };
  const many = (count: number): Record<string, unknown>[] =>
    Array.from({ length: count }, (_, index) => anItem(index + 1));

  beforeEach(async () => {
    server.requests.length = 0;
    server.done.length = 0;
    server.fault = () => undefined;
    server.answer = shop;
    await server.start();
  });
  afterEach(() => server.stop());

  it.each([
    [0, [1]],
    [200, [1]],
    [201, [1, 1]],
    [2150, [1, 8, 2]],
  ])('reads %i items in few requests, hidden ones too', async (count, sizes) => {
    items = many(count);
    const read = await aClient(server).client.readItems(OWNER);
    expect(read.map(({ id }) => id)).toEqual(items.map(({ id }) => id));
    expect(server.sizes).toEqual(sizes);
    expect(server.requests[0]?.params).toMatchObject({ with_disabled: '1', extended: '1', count: '200', offset: '0' });
  });

  it('reads 10,000 items in at most 20 requests', async () => {
    items = many(10_000);
    expect(await aClient(server).client.readItems(OWNER)).toHaveLength(10_000);
    expect(server.requests.length).toBeLessThanOrEqual(20);
  });

  it('takes fewer pages when the answer is too big, without touching the size of batches', async () => {
    items = many(2000);
    server.fault = ({ calls }) => (calls.length > 2 ? { kind: 'error', code: 13 } : undefined);
    const { client } = aClient(server);
    expect(await client.readItems(OWNER)).toHaveLength(2000);
    expect(client.batchSize).toBe(25);
  });

  it('takes fewer pages at once when the goods have long texts', async () => {
    items = many(2000).map((item) => ({ ...item, description: 'ё'.repeat(2500) }));
    expect(await aClient(server).client.readItems(OWNER)).toHaveLength(2000);
    expect(server.sizes).toEqual([1, 3, 3, 3]);
  });

  it('reads the first goods alone when asked to', async () => {
    items = many(1000);
    const first = await aClient(server).client.readFirstItems(OWNER, 250);
    expect(first.map(({ id }) => id)).toEqual(items.slice(0, 400).map(({ id }) => id));
    expect(server.sizes).toEqual([2]);
  });

  it('reads again when goods came meanwhile', async () => {
    items = many(450);
    let served = 0;
    server.answer = (call) => {
      served += 1;
      if (served === 2) items = [anItem(1000), ...items];
      return shop(call);
    };
    const read = await aClient(server).client.readItems(OWNER);
    expect(new Set(read.map(({ id }) => id)).size).toBe(451);
  });

  it('fails rather than to give a part', async () => {
    items = many(250);
    const { client } = aClient(server);
    server.answer = (call) => ({ count: 250 + server.done.length, items: (shop(call) as { items: unknown[] }).items });
    await expect(client.readItems(OWNER)).rejects.toThrow(VkIncompleteListingError);
    server.answer = (call) => ({ count: 300, items: (shop(call) as { items: unknown[] }).items });
    await expect(client.readItems(OWNER)).rejects.toThrow('VK counts 300, read 250');
    server.answer = (call) => (call.params.offset === '200' ? new Refusal(1438) : shop(call));
    await expect(client.readItems(OWNER)).rejects.toThrow(VkApiError);
    server.fault = () => ({ kind: 'cut' });
    await expect(client.readItems(OWNER)).rejects.toThrow(VkTransportError);
  });

  it.each([
    ['no items', { count: 1 }],
    ['items that are no list', { count: 1, items: {} }],
    ['a count that is none', { count: '1', items: [] }],
    ['an item without an id', { count: 1, items: [{ title: 'x' }] }],
    ['nothing', null],
    ['an empty list', []],
  ])('never takes %s for an empty shop', async (_, garbage) => {
    server.answer = () => garbage;
    await expect(aClient(server).client.readItems(OWNER)).rejects.toThrow(VkTransportError);
  });

  it('reads items by id, a hundred to a call', async () => {
    items = many(230);
    const ids = [...items.map(({ id }) => Number(id)), 5, 9999];
    const { client } = aClient(server);
    expect(await client.readItemsById(OWNER, ids)).toHaveLength(230);
    expect(server.sizes).toEqual([3]);
    expect(await client.readItemsById(OWNER, [])).toEqual([]);
    expect(server.requests).toHaveLength(1);
  });

  it('normalises an item', async () => {
    items = [
      anItem(501, {
        sku: '00042',
        stock_amount: 12,
        date: 1735689600,
        albums_ids: [7],
        photos: [{ id: 457239117, sizes: [{ width: 130, url: 'https://x.example/m.jpg' }] }],
        reject_info: { title: 'Нарушение', description: 'Запрещённый &quot;товар&quot;' },
        description: 'Чай &quot;Утро&quot;<br>',
      }),
    ];
    expect(await aClient(server).client.readItems(OWNER)).toEqual([
      {
        id: 501,
        ownerId: OWNER,
        title: 'Товар 501',
        description: 'Чай &quot;Утро&quot;<br>',
        priceKopecks: 12990,
        sku: '00042',
        stockAmount: 12,
        availability: 0,
        albumIds: [7],
        photoIds: [457239117],
        thumbUrl: 'https://x.example/m.jpg',
        rejectReason: 'Нарушение. Запрещённый "товар"',
        categoryId: 40310,
        date: 1735689600,
      },
    ]);
  });

  it('bears an item that lacks what is optional', async () => {
    items = [{ id: 1, owner_id: OWNER, title: '', price: { text: 'договорная' } }];
    expect(await aClient(server).client.readItems(OWNER)).toMatchObject([
      { priceKopecks: 0, sku: null, stockAmount: null, albumIds: [], thumbUrl: null, rejectReason: null, date: null },
    ]);
  });

  it('reads albums by pages of 100, without pseudo albums', async () => {
    const album = (id: number): Record<string, unknown> => ({
      id,
      owner_id: OWNER,
      title: `Группа ${id}`,
      count: 3,
      updated_time: 1,
      is_main: id === 1,
      is_hidden: false,
    });
    items = Array.from({ length: 131 }, (_, index) => album(index));
    const albums = await aClient(server).client.readAlbums(OWNER);
    expect(albums).toHaveLength(130);
    expect(albums[0]).toEqual({ id: 1, title: 'Группа 1', count: 3, isMain: true, isHidden: false, photoUrl: null });
    expect(server.requests[0]?.params).toMatchObject({ count: '100', offset: '0' });
  });

  it('stops with its signal', async () => {
    const leaving = new AbortController();
    server.fault = () => {
      leaving.abort(new Error('enough'));
      return { kind: 'hang' };
    };
    await expect(aClient(server).client.readItems(OWNER, leaving.signal)).rejects.toThrow('enough');
  });
});

describe('decodeVkText', () => {
  it.each([
    ['&lt;b&gt; &amp;amp; &quot;x&quot; &#39;y&#39;', '<b> &amp; "x" \'y\''],
    ['a<br>b<br/>c<BR />d', 'a\nb\nc\nd'],
    ['&#8381; &#128512; &nope; &#99999999; & ;', '₽ 😀 &nope; &#99999999; & ;'],
  ])('%s', (text, decoded) => {
    expect(decodeVkText(text)).toBe(decoded);
  });
});
