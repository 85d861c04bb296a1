import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  anId,
  aRawProduct,
  clientOf,
  failureOf,
  json,
  page,
  raw,
  reset,
  ScriptedServer,
  silence,
  stalled,
  STORE_ID,
  TOKEN,
  truncated,
} from '../test/scripted-server.js';
import {
  EvotorBadRequestError,
  EvotorClient,
  EvotorError,
  EvotorForbiddenError,
  EvotorNotFoundError,
  EvotorRateLimitedError,
  EvotorSubscriptionRequiredError,
  EvotorTokenRejectedError,
  EvotorUnavailableError,
} from './index.js';

let server: ScriptedServer;
beforeAll(async () => {
  server = await ScriptedServer.start();
});
afterAll(() => server.stop());

const store = { id: anId(1), name: 'Лавка' };

describe('statuses that asking again does not change', () => {
  it.each([
    [400, EvotorBadRequestError, 'fatal', 'evotor_bad_request'],
    [402, EvotorSubscriptionRequiredError, 'skippable', 'evotor_subscription_required'],
    [403, EvotorForbiddenError, 'configuration', 'evotor_forbidden'],
    [404, EvotorNotFoundError, 'skippable', 'evotor_not_found'],
    [405, EvotorBadRequestError, 'fatal', 'evotor_bad_request'],
    [406, EvotorBadRequestError, 'fatal', 'evotor_bad_request'],
    [409, EvotorBadRequestError, 'fatal', 'evotor_bad_request'],
    [410, EvotorBadRequestError, 'fatal', 'evotor_bad_request'],
    [413, EvotorBadRequestError, 'fatal', 'evotor_bad_request'],
    [422, EvotorBadRequestError, 'fatal', 'evotor_bad_request'],
  ])('%i is told at once', async (status, type, family, code) => {
    server.script(raw(`<html>${TOKEN}</html>`, status, { 'content-type': 'text/html' }));
    const { client, calls } = clientOf(server);
    const error = await failureOf(client.listGroups(STORE_ID));
    const path = `/stores/${STORE_ID}/product-groups`;
    expect(error).toBeInstanceOf(type);
    expect(error).toMatchObject({ name: type.name, status, family, code, path });
    expect(String(error)).not.toContain('html');
    expect(server.seen).toHaveLength(1);
    expect(calls).toMatchObject([{ status, path, error: null }]);
  });

  it('a 400 keeps its violations, without the token', async () => {
    const violations = [{ subject: 'since', reason: 'must not be null' }, { reason: `bad ${TOKEN}` }, 'garbage'];
    server.script(json({ code: 'validation_failed', message: 'm', violations }, 400));
    const error = await failureOf(clientOf(server).client.listStores());
    expect((error as EvotorBadRequestError).violations).toEqual([
      { subject: 'since', reason: 'must not be null' },
      { subject: null, reason: 'bad ***' },
      { subject: null, reason: null },
    ]);
    expect(JSON.stringify(error) + String(error)).not.toContain(TOKEN);
  });
});

describe('401', () => {
  it('is the token only when it comes twice in a row', async () => {
    server.script(json({}, 401), json({}, 401));
    const { client, waits } = clientOf(server);
    const error = await failureOf(client.listStores());
    expect(error).toBeInstanceOf(EvotorTokenRejectedError);
    expect(error).toMatchObject({ family: 'configuration', status: 401 });
    expect(waits).toEqual([500]);
  });

  it('that passes is forgotten', async () => {
    server.script(json({}, 401), raw('', 500), json({}, 401), page([store]));
    expect(await clientOf(server).client.listStores()).toHaveLength(1);
  });

  it('is foreseen for a token that no header can carry', async () => {
    for (const token of ['', '   ', 'токен', 'two words', 'line\nbreak']) {
      server.script();
      const error = await failureOf(clientOf(server, { token }).client.listStores());
      expect(error).toBeInstanceOf(EvotorTokenRejectedError);
      if (token.trim()) expect(String(error)).not.toContain(token);
      expect(server.seen).toEqual([]);
    }
  });
});

describe('passing faults', () => {
  it.each([
    ['500', raw('', 500)],
    ['503 with a page of HTML', raw('<html>', 503)],
    ['408', raw('', 408)],
    ['a reset', reset],
    ['a truncated body', truncated('{"items":[')],
    ['half a JSON text', raw('{"items":[{"id":')],
    ['HTML under 200', raw('<!doctype html><p>На ремонте</p>', 200, { 'content-type': 'text/html' })],
    ['an empty body', raw('')],
    ['broken UTF-8', raw(Buffer.from([0x5b, 0x22, 0xd0, 0x22, 0x5d]))],
    ['silence', silence],
    ['a body that never ends', stalled],
  ])('%s is tried again', async (_, reply) => {
    server.script(reply, page([store]));
    const { client, waits } = clientOf(server, { timeoutMs: 150 });
    expect(await client.listStores()).toHaveLength(1);
    expect(waits).toEqual([500]);
  });

  it.each([
    ['500s', raw('', 500), 500, null],
    ['resets', reset, null, 'network'],
    ['broken answers', raw('{'), 200, 'broken_body'],
    ['cut bodies', truncated('{"items":'), 200, 'network'],
    ['silence', silence, null, 'timeout'],
    ['bodies without an end', stalled, 200, 'timeout'],
  ])('%s without an end are told after all tries', async (_, reply, status, reason) => {
    server.script(...Array(5).fill(reply));
    const { client, waits, calls } = clientOf(server, { timeoutMs: 100 });
    const error = await failureOf(client.listStores());
    expect(error).toBeInstanceOf(EvotorUnavailableError);
    expect(error).toMatchObject({ family: 'retriable', status });
    expect(waits).toEqual([500, 1000, 2000, 4000]);
    expect(calls).toEqual(
      Array(5).fill({
        ...{ method: 'GET', path: '/stores', query: '', status, durationMs: expect.any(Number), error: reason },
        response: reason === 'broken_body' ? '{' : null,
      }),
    );
  });

  it('wait with jitter, up to the cap', async () => {
    server.script(...Array(7).fill(raw('', 500)));
    const { client, waits } = clientOf(server, { random: () => 0, retry: { attempts: 7 } });
    await failureOf(client.listStores());
    expect(waits).toEqual([250, 500, 1000, 2000, 4000, 4000]);
  });

  it('a refused connection is one too, and its error names no address of ours', async () => {
    const gone = await ScriptedServer.start();
    const { client } = clientOf(gone, { retry: { attempts: 2 } });
    await gone.stop();
    const error = await failureOf(client.listStores());
    expect(error).toBeInstanceOf(EvotorUnavailableError);
    expect((error as Error).message).toBe('Evotor /stores: the connection failed');
  });

  it('an error never quotes the body it could not read', async () => {
    server.script(raw(`{"secret ${TOKEN}`));
    const error = await failureOf(clientOf(server, { retry: { attempts: 1 } }).client.listStores());
    expect(String(error)).not.toContain('secret');
    expect((error as Error).cause).toBeUndefined();
  });
});

describe('429', () => {
  it.each([
    ['Retry-After in seconds', { 'retry-after': '7' }, 7000],
    ['X-RateLimit-Reset as seconds left', { 'x-ratelimit-reset': '12' }, 12_000],
    ['a wait beyond reason', { 'retry-after': '3600' }, 300_000],
    ['no word on how long', {}, 1000],
    ['a spent window, waited for once only', { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '12' }, 12_000],
  ])('with %s is waited for, at the same cursor', async (_, headers, wait) => {
    server.script(page([store], 'a'), json({}, 429, headers), page([]));
    const { client, waits } = clientOf(server);
    expect(await client.listStores()).toHaveLength(1);
    expect(waits).toEqual([wait]);
    expect(server.seen.map(({ url }) => url)).toEqual(['/stores', '/stores?cursor=a', '/stores?cursor=a']);
  });

  it.each([
    ['an HTTP date', () => ({ 'retry-after': new Date(Date.now() + 60_000).toUTCString() })],
    ['epoch seconds', () => ({ 'x-ratelimit-reset': String(Math.ceil(Date.now() / 1000) + 60) })],
    ['epoch milliseconds', () => ({ 'x-ratelimit-reset': String(Date.now() + 60_000) })],
  ])('may give the moment as %s', async (_, headers) => {
    server.script(json({}, 429, headers()), page([]));
    const { client, waits } = clientOf(server);
    await client.listStores();
    expect(waits).toHaveLength(1);
    expect(waits[0]).toBeGreaterThan(55_000);
    expect(waits[0]).toBeLessThan(62_000);
  });

  it('has more tries than faults have', async () => {
    server.script(...Array(10).fill(json({}, 429, { 'retry-after': '1' })), page([store]));
    expect(await clientOf(server, { retry: { attempts: 2 } }).client.listStores()).toHaveLength(1);
  });

  it.each([
    ['tries', '1', 12],
    ['time', '300', 4],
  ])('is told when there were too many %s', async (_, seconds, requests) => {
    server.script(...Array(requests).fill(json({}, 429, { 'retry-after': seconds })));
    const error = await failureOf(clientOf(server).client.listStores());
    expect(error).toBeInstanceOf(EvotorRateLimitedError);
    expect(error).toMatchObject({ family: 'retriable', status: 429, retryAfterMs: Number(seconds) * 1000 });
    expect(server.left).toBe(0);
  });

  it('is avoided by waiting when nothing remains in the window, on that path only', async () => {
    const spent = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '20' };
    server.script(page([store], 'a', spent), page([], undefined, spent), page([aRawProduct(1)]));
    const { client, waits } = clientOf(server);
    await client.listStores();
    expect(waits).toHaveLength(1);
    expect(waits[0]).toBeGreaterThan(19_000);
    await client.listGroups(STORE_ID);
    expect(waits).toHaveLength(1);
  });
});

describe('an abort', () => {
  const reason = new Error('the run was cancelled');

  it('before the start asks nothing', async () => {
    server.script(page([]));
    expect(await failureOf(clientOf(server).client.listStores(AbortSignal.abort(reason)))).toBe(reason);
    expect(server.seen).toEqual([]);
  });

  it.each([
    ['before the headers', silence],
    ['in the body', stalled],
  ])('while waiting %s ends at once and is no fault', async (_, reply) => {
    server.script(reply);
    const controller = new AbortController();
    const { client, calls, waits } = clientOf(server);
    const failure = failureOf(client.listStores(controller.signal));
    setTimeout(() => controller.abort(reason), 50);
    expect(await failure).toBe(reason);
    expect(calls).toMatchObject([{ error: 'aborted' }]);
    expect(waits).toEqual([]);
  });

  it.each([
    ['a fault', raw('', 500)],
    ['a 429', json({}, 429, { 'retry-after': '300' })],
  ])('during the pause after %s ends it at once', async (_, reply) => {
    server.script(reply, page([]));
    const controller = new AbortController();
    const client = new EvotorClient({ baseUrl: server.origin, token: TOKEN, retry: { baseMs: 60_000, maxMs: 60_000 } });
    const failure = failureOf(client.listStores(controller.signal));
    setTimeout(() => controller.abort(reason), 50);
    expect(await failure).toBe(reason);
    expect(server.seen).toHaveLength(1);
  });

  it('between two pages stops the listing', async () => {
    server.script(page([aRawProduct(1)], 'a'), page([aRawProduct(2)]));
    const controller = new AbortController();
    const pages = clientOf(server).client.productPages(STORE_ID, { signal: controller.signal });
    expect((await pages.next()).value).toHaveLength(1);
    controller.abort(reason);
    expect(await failureOf(pages.next())).toBe(reason);
    expect(server.seen).toHaveLength(1);
  });
});

describe('a client', () => {
  it.each([[''], ['api.evotor.ru'], ['ftp://api.evotor.ru'], ['https://user:pass@api.evotor.ru']])(
    'is not made for the base URL %p',
    (baseUrl) => {
      const make = () => new EvotorClient({ baseUrl, token: TOKEN });
      expect(make).toThrow(EvotorError);
      expect(make).toThrow(expect.objectContaining({ family: 'configuration', code: 'evotor_bad_base_url' }));
    },
  );
});
