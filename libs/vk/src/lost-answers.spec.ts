import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { aClient, aDelete, adds, anAdd, anEdit, edits, letters, OWNER } from '../test/a-client.js';
import { Refusal, VkServer, type Fault } from '../test/vk-server.js';
import { VkApiError, VkTransportError, VkUnknownOutcomeError } from './errors.js';

const lost: [string, Fault][] = [
  ['the connection is cut after the work', { kind: 'cut', after: true }],
  ['HTTP 502 with a page', { kind: 'body', status: 502, body: '<html>Bad gateway</html>', after: true }],
  ['HTTP 500 with an envelope', { kind: 'body', status: 500, body: '{"response":1}', after: true }],
  ['a page instead of JSON', { kind: 'body', body: '<html>hello</html>', after: true }],
  ['JSON cut short', { kind: 'body', body: '{"response":{"market_it', after: true }],
  ['an empty body', { kind: 'body', body: '', after: true }],
  ['JSON that is no envelope', { kind: 'body', body: '[]', after: true }],
  ['no answer in time', { kind: 'hang' }],
  ['code 1', { kind: 'error', code: 1 }],
  ['code 10', { kind: 'error', code: 10 }],
  ['code 36', { kind: 'error', code: 36 }],
];

describe('a lost answer', () => {
  const server = new VkServer();
  beforeEach(async () => {
    server.requests.length = 0;
    server.done.length = 0;
    server.fault = () => undefined;
    server.answer = ({ method }) => (method === 'market.add' ? { market_item_id: 501 } : 1);
    await server.start();
  });
  afterEach(() => server.stop());

  it.each(lost)('never repeats an add: %s', async (_, fault) => {
    server.fault = (_request, number) => (number === 1 ? fault : undefined);
    const { client } = aClient(server, { timeoutMs: 200 });
    const add = client.call('market.add', {
      owner_id: OWNER,
      name: 'Чай чёрный',
      description: 'Чай чёрный байховый',
      category_id: 1,
    });
    await expect(add).rejects.toThrow(VkUnknownOutcomeError);
    expect(server.requests).toHaveLength(1);
  });

  it.each(lost)('repeats an edit: %s', async (_, fault) => {
    server.fault = (_request, number) => (number <= 2 ? fault : undefined);
    const { client, pauses } = aClient(server, { timeoutMs: 200 });
    await expect(client.call('market.edit', { owner_id: OWNER, item_id: 5, stock_amount: 0 })).resolves.toBe(1);
    expect(server.requests).toHaveLength(3);
    expect(pauses).toEqual([1000, 2000]);
  });

  it.each(lost)('of a whole execute repeats its edits and leaves its adds unknown: %s', async (_, fault) => {
    server.fault = (_request, number) => (number === 1 ? fault : undefined);
    const { client } = aClient(server, { timeoutMs: 200 });
    const verdicts = await client.batch([anAdd('Чай'), anEdit(1), anAdd('Кофе'), aDelete(2)]);
    expect(letters(verdicts)).toBe('UDUD');
    expect(server.requests.slice(1).flatMap(({ calls }) => calls.map(({ method }) => method))).toEqual([
      'market.edit',
      'market.delete',
    ]);
  });

  it('of a call inside an execute concerns that call alone', async () => {
    const met = new Set<string>();
    server.answer = ({ method, params }) => {
      if (params.name === 'Кофе' || (params.item_id === 2 && !met.has(method))) {
        met.add(method);
        return new Refusal(10, 'Internal server error');
      }
      return method === 'market.add' ? { market_item_id: 501 } : 1;
    };
    const { client, pauses } = aClient(server);
    const verdicts = await client.batch([anAdd('Чай зелёный'), anAdd('Кофе'), anEdit(1), anEdit(2)]);
    expect(letters(verdicts)).toBe('DUDD');
    expect(server.sizes).toEqual([4, 1]);
    expect(pauses).toEqual([1000]);
  });

  it.each([
    ['nothing at all', null],
    ['an object without its id', {}],
    ['a text', 'ok'],
  ])('is also an add answered with %s', async (_, value) => {
    server.answer = ({ method }) => (method === 'market.add' ? value : 1);
    const { client } = aClient(server);
    expect(letters(await client.batch([anAdd('Чай зелёный')]))).toBe('U');
    expect(letters(await client.batch([anAdd('Чай зелёный'), anEdit(1)]))).toBe('UD');
    expect(server.requests).toHaveLength(2);
  });

  it('is reported after four tries: as unknown without an answer, as failed after refusals', async () => {
    server.fault = () => ({ kind: 'cut' });
    const { client, pauses } = aClient(server);
    await expect(client.call('market.delete', { owner_id: OWNER, item_id: 5 })).rejects.toThrow(VkTransportError);
    expect(server.requests).toHaveLength(4);
    expect(pauses).toEqual([1000, 2000, 4000]);
    expect(letters(await client.batch(edits(2)))).toBe('UU');
    server.fault = () => ({ kind: 'error', code: 10, text: 'Internal server error' });
    const [verdict] = await client.batch(edits(2));
    expect(verdict).toMatchObject({ status: 'failed', error: { code: 10, family: 'retry', method: 'market.edit' } });
  });

  it('ends a long batch when VK is not there, instead of losing it piece by piece', async () => {
    server.fault = () => ({ kind: 'cut' });
    const { client } = aClient(server);
    const verdicts = await client.batch(adds(500), { inFlight: 2 });
    expect(letters(verdicts)).toMatch(/^U{75,125}N+$/);
    expect(server.requests.length).toBeLessThanOrEqual(5);
  });

  it('does not hang on one poisoned batch: it is taken apart while others go on', async () => {
    server.fault = ({ params }) =>
      params.code?.includes('"item_id":30}') ? { kind: 'body', status: 502, body: 'no' } : undefined;
    const { client } = aClient(server);
    const verdicts = await client.batch(edits(60), { inFlight: 1 });
    const undone = verdicts.flatMap(({ status }, index) => (status === 'done' ? [] : [index + 1]));
    expect(undone).toContain(30);
    expect(undone.length).toBeLessThan(10);
  });

  it('maps nothing when refusals cannot be told apart: adds are unknown, edits repeated', async () => {
    server.fault = (_request, number) =>
      number === 1 ? { kind: 'body', body: '{"response":[{"market_item_id":7},false,false]}' } : undefined;
    const { client } = aClient(server);
    const verdicts = await client.batch([anAdd('Чай чёрный'), anAdd('Чай зелёный'), anEdit(1)]);
    expect(letters(verdicts)).toBe('DUD');
    expect(server.sizes).toEqual([3, 1]);
  });

  it('takes an answer of another length for none', async () => {
    server.fault = (_request, number) => (number === 1 ? { kind: 'body', body: '{"response":[1]}' } : undefined);
    const { client } = aClient(server);
    expect(letters(await client.batch([anAdd('Чай чёрный'), anEdit(1)]))).toBe('UD');
  });

  it('is none when the connection was refused: an add is sent again, and was not sent in the end', async () => {
    const { port } = await new Promise<AddressInfo>((resolve) => {
      const other = createServer().listen(0, '127.0.0.1', () => {
        const address = other.address() as AddressInfo;
        other.close(() => resolve(address));
      });
    });
    let tries = 0;
    const { client } = aClient(server, {
      baseUrl: `http://127.0.0.1:${port}/method`,
      fetch: (input, init) => {
        tries += 1;
        return fetch(tries < 3 ? input : server.baseUrl + '/market.add', init);
      },
    });
    expect(letters(await client.batch([anAdd('Чай чёрный')]))).toBe('D');
    const { client: alone } = aClient(server, { baseUrl: `http://127.0.0.1:${port}/method` });
    const [verdict] = await alone.batch([anAdd('Чай чёрный')]);
    expect(verdict).toMatchObject({ status: 'not-sent', error: { reason: 'refused' } });
    expect(server.done).toHaveLength(1);
  });

  it('keeps the refusal it came from as the cause', async () => {
    server.fault = () => ({ kind: 'error', code: 10 });
    const { client } = aClient(server);
    const [verdict] = await client.batch([anAdd('Чай чёрный')]);
    expect(verdict?.status === 'unknown' && verdict.error.cause).toBeInstanceOf(VkApiError);
  });
});
