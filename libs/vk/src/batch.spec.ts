import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { aClient, adds, anAdd, anEdit, edits, letters, OWNER, TOKEN } from '../test/a-client.js';
import { Refusal, VkServer } from '../test/vk-server.js';
import { callOf, type VkCall } from './methods.js';
import { LocalPace } from './pace.js';
import type { VkCallRecord } from './transport.js';

describe('a batch', () => {
  const server = new VkServer();
  beforeEach(async () => {
    server.requests.length = 0;
    server.done.length = 0;
    server.fault = () => undefined;
    server.answer = ({ method, params }) =>
      method === 'market.add' ? { market_item_id: Number(/\d+/.exec(String(params.name))?.[0] ?? 1) } : 1;
    await server.start();
  });
  afterEach(() => server.stop());

  it('packs calls by 25 and gives verdicts in their order', async () => {
    const verdicts = await aClient(server).client.batch(adds(60));
    expect(server.sizes.toSorted((a, b) => a - b)).toEqual([10, 25, 25]);
    expect(verdicts.map((verdict) => verdict.status === 'done' && verdict.value)).toEqual(
      Array.from({ length: 60 }, (_, index) => ({ market_item_id: index + 1 })),
    );
  });

  it('of one call goes without execute, of none not at all', async () => {
    const { client } = aClient(server);
    expect(letters(await client.batch([anEdit(1)]))).toBe('D');
    expect(await client.batch([])).toEqual([]);
    expect(server.requests.map(({ method }) => method)).toEqual(['market.edit']);
  });

  it('splits by the bytes of its script too', async () => {
    const call = (id: number): VkCall =>
      callOf('market.edit', { owner_id: OWNER, item_id: id, description: 'ё'.repeat(4000) });
    await aClient(server).client.batch(Array.from({ length: 20 }, (_, index) => call(index + 1)));
    expect(server.sizes.reduce((sum, size) => sum + size)).toBe(20);
    for (const { params } of server.requests) expect(Buffer.byteLength(params.code ?? '')).toBeLessThan(61_000);
    expect(server.requests).toHaveLength(3);
    const huge = callOf('market.edit', { owner_id: OWNER, item_id: 1, description: 'ё'.repeat(40_000) });
    expect(letters(await aClient(server).client.batch([huge, huge]))).toBe('DD');
  });

  it('carries any text through the script unharmed', async () => {
    const names = [
      '"); API.market.delete({"',
      "it's \\ \\\\ back",
      'line\u2028sep\u2029',
      '🍵 чай\r\n\t',
      '</script>&amp;',
      '\u0000x',
    ];
    await aClient(server).client.batch(names.map((name) => anAdd(`${name} 1234`)));
    expect(server.done.map(({ params }) => params.name)).toEqual(names.map((name) => `${name} 1234`));
    expect(server.requests[0]?.params.code).not.toMatch(/[\u2028\u2029]/);
    expect(server.requests[0]?.params.code).toMatch(/^return \[API\.market\.add\(\{.*\}\)\];$/);
  });

  it('sends to VK exactly what the protocol asks for', async () => {
    const call = callOf('market.add', {
      owner_id: OWNER,
      name: 'Чай & кофе + сахар = 100%',
      description: 'Чай чёрный байховый',
      category_id: 40932,
      price: '129.90',
      deleted: false,
      is_main_variant: true,
      photo_ids: [3, 7],
      stock_amount: -1,
      sku: undefined,
    });
    await aClient(server, { baseUrl: server.baseUrl + '/' }).client.batch([call]);
    const [request] = server.requests;
    expect(request?.method).toBe('market.add');
    expect(request?.headers['content-type']).toMatch(/^application\/x-www-form-urlencoded/);
    expect(request?.headers.authorization).toBe(`Bearer ${TOKEN}`);
    expect(request?.params).toEqual({
      v: '5.199',
      owner_id: String(OWNER),
      name: 'Чай & кофе + сахар = 100%',
      description: 'Чай чёрный байховый',
      category_id: '40932',
      price: '129.90',
      deleted: '0',
      is_main_variant: '1',
      photo_ids: '3,7',
      stock_amount: '-1',
    });
  });

  it('never puts the save of a photo into a script', async () => {
    server.answer = ({ method }) => (method === 'market.saveProductPhoto' ? { photo_id: 9 } : 1);
    const save = callOf('market.saveProductPhoto', { upload_response: '{}' });
    expect(letters(await aClient(server).client.batch([anEdit(1), save, anEdit(2), save]))).toBe('DDDD');
    expect(server.requests.map(({ method }) => method).toSorted()).toEqual([
      'execute',
      'market.saveProductPhoto',
      'market.saveProductPhoto',
    ]);
  });

  it.each([
    ['a positive owner', { owner_id: -OWNER }, 'owner'],
    ['a comma in the price', { price: '12,50' }, 'price'],
    ['a name of 101 characters', { name: 'я'.repeat(101) }, null],
    ['five more photos', { photo_ids: [1, 2, 3, 4, 5] }, null],
    ['stock that is no integer', { stock_amount: 1.5 }, null],
    ['a name VK does not know', { title: 'x' }, null],
  ])('does not send a call with %s, and says so', async (_, params, detail) => {
    const wrong = { method: 'market.edit', params: { owner_id: OWNER, item_id: 1, ...params } } as VkCall;
    const verdicts = await aClient(server).client.batch([wrong, anEdit(2)]);
    expect(verdicts).toMatchObject([{ status: 'failed', error: { code: 100, detail } }, { status: 'done' }]);
    expect(server.done).toHaveLength(1);
  });

  it('keeps no more requests on their way than allowed', async () => {
    let active = 0;
    let most = 0;
    const { client } = aClient(server, {
      batchSize: 1,
      fetch: async (input, init) => {
        most = Math.max(most, (active += 1));
        const response = await fetch(input, init);
        active -= 1;
        return response;
      },
    });
    await client.batch(edits(10), { inFlight: 3 });
    expect(most).toBe(3);
  });

  it('takes one turn of the pace for each request, and ends each', async () => {
    const { client, pace } = aClient(server);
    await client.batch(edits(60));
    expect(pace.passes).toBe(3);
    expect(pace.finished).toBe(3);
  });

  it('keeps a real pace', async () => {
    const { client } = aClient(server, {
      batchSize: 1,
      pace: new LocalPace(3, { windowMs: 100, marginMs: 10, travelMs: 20 }),
    });
    await client.batch(edits(9), { inFlight: 4 });
    const times = server.requests.map(({ at }) => at);
    for (const [index, time] of times.slice(3).entries()) expect(time - (times[index] ?? 0)).toBeGreaterThan(100);
  });

  it('reports verdicts as they come, each once, one report at a time', async () => {
    const reported: number[] = [];
    let active = 0;
    const verdicts = await aClient(server, { batchSize: 4 }).client.batch(edits(10), {
      onVerdicts: async (results) => {
        expect((active += 1)).toBe(1);
        await new Promise((resolve) => setTimeout(resolve, 5));
        reported.push(...results.map(({ index }) => index));
        active -= 1;
      },
    });
    expect(letters(verdicts)).toBe('DDDDDDDDDD');
    expect(reported.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('sends nothing more once a report failed', async () => {
    const batch = aClient(server, { batchSize: 2 }).client.batch(edits(50), {
      onVerdicts: () => Promise.reject(new Error('the database is gone')),
    });
    await expect(batch).rejects.toThrow('the database is gone');
    expect(server.requests.length).toBeLessThanOrEqual(8);
  });

  it('ends early with its signal: what was on its way is unknown, the rest not sent', async () => {
    const leaving = new AbortController();
    server.fault = (_request, number) => {
      if (number === 2) setImmediate(() => leaving.abort(new Error('enough')));
      return number === 2 ? { kind: 'hang' } : undefined;
    };
    const { client } = aClient(server, { batchSize: 2 });
    const verdicts = await client.batch([...edits(2), anAdd('Чай чёрный'), anEdit(3), ...edits(4)], {
      signal: leaving.signal,
      inFlight: 1,
    });
    expect(letters(verdicts)).toBe('DDUUNNNN');
    expect(verdicts[7]).toMatchObject({ error: { message: 'enough' } });
    expect(letters(await client.batch(edits(1), { signal: leaving.signal }))).toBe('N');
  });

  it('ends early while it waits for the pace or pauses', async () => {
    const leaving = new AbortController();
    const pace = new LocalPace(1, { sleep: () => new Promise(() => undefined) });
    const { client } = aClient(server, { pace, batchSize: 1 });
    setTimeout(() => leaving.abort(), 1000);
    expect(letters(await client.batch(edits(3), { signal: leaving.signal }))).toBe('DNN');
  });

  it('sends nothing when the token or the pace cannot be had', async () => {
    const { client } = aClient(server, { token: () => Promise.reject(new Error('no token today')) });
    expect(await client.batch(edits(1))).toMatchObject([{ status: 'not-sent', error: { message: 'no token today' } }]);
    const broken = { acquire: () => Promise.reject(new Error('no pace')), penalize: () => undefined };
    expect(letters(await aClient(server, { pace: broken }).client.batch(edits(30)))).toBe('N'.repeat(30));
    expect(server.requests).toHaveLength(0);
  });

  it('keeps the verdicts when the pace breaks after an answer', async () => {
    const pace = {
      acquire: () => Promise.resolve({ done: () => Promise.reject(new Error('no pace')) }),
      penalize: () => Promise.reject(new Error('no pace')),
    };
    expect(letters(await aClient(server, { pace }).client.batch(adds(2)))).toBe('DD');
    server.fault = () => ({ kind: 'error', code: 6 });
    expect(letters(await aClient(server, { pace }).client.batch(adds(2)))).toBe('NN');
  });

  it('comes to verdicts even when the journal throws', async () => {
    const { client } = aClient(server, {
      batchSize: 2,
      onCall: () => {
        throw new Error('the journal is full');
      },
    });
    expect(letters(await client.batch([anAdd('Чай чёрный'), ...edits(4)], { inFlight: 1 }))).toBe('UUNNN');
  });

  it('uses every way when scripts are split by bytes', async () => {
    const call = callOf('market.edit', { owner_id: OWNER, item_id: 1, description: 'ё'.repeat(28_000) });
    let active = 0;
    let most = 0;
    const { client } = aClient(server, {
      fetch: async (input, init) => {
        most = Math.max(most, (active += 1));
        const response = await fetch(input, init);
        active -= 1;
        return response;
      },
    });
    await client.batch([call, call, call, call]);
    expect(most).toBe(4);
  });

  it('shows no token that is none', async () => {
    const { client } = aClient(server, { token: 'pasted\nwith-a-line' });
    const [verdict] = await client.batch(edits(1));
    expect(verdict).toMatchObject({ status: 'not-sent', error: { code: 5 } });
    expect(JSON.stringify(verdict) + String(verdict?.status === 'not-sent' && verdict.error)).not.toContain('pasted');
  });

  it('notes every request for the journal, with what was said and without the token', async () => {
    const records: VkCallRecord[] = [];
    server.answer = ({ params }) => (params.item_id === 2 ? new Refusal(1403) : 1);
    const { client } = aClient(server, { onCall: (record) => records.push(record) });
    server.fault = (_request, number) => (number === 1 ? { kind: 'body', status: 502, body: 'no' } : undefined);
    await client.batch([anEdit(1), anEdit(2), callOf('market.delete', { owner_id: OWNER, item_id: 3 })]);
    const inner = { 'market.edit': 2, 'market.delete': 1 };
    expect(records).toMatchObject([
      { method: 'execute', inner, status: 'lost', httpStatus: 502, errorCode: null },
      { method: 'execute', inner, status: 'ok', httpStatus: 200, innerErrorCodes: [1403] },
    ]);
    expect(records.map(({ response }) => response)).toEqual(['no', expect.stringContaining('"error_code":1403')]);
    expect(records[1]?.request).toMatch(/^return \[API\.market\.edit\(\{.*129\.90.*\}\)\];$/);
    expect(JSON.stringify(records)).not.toMatch(/secret/);
  });
});
