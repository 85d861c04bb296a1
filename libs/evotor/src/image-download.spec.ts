import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { clientOf, failureOf, json, raw, reset, ScriptedServer, TOKEN } from '../test/scripted-server.js';
import {
  EvotorBadAnswerError,
  EvotorForbiddenError,
  EvotorNotFoundError,
  EvotorTokenRejectedError,
  EvotorUnavailableError,
} from './index.js';

const PNG = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x00, 0xff]);
const picture = raw(PNG, 200, { 'content-type': 'image/png' });

let api: ScriptedServer;
let storage: ScriptedServer;
beforeAll(async () => {
  api = await ScriptedServer.start();
  storage = await ScriptedServer.start();
});
beforeEach(() => {
  api.script();
  storage.script();
});
afterAll(async () => {
  await api.stop();
  await storage.stop();
});

describe('a picture', () => {
  it('on the API itself is fetched with the token', async () => {
    api.script(picture);
    const image = await clientOf(api).client.downloadImage(`${api.origin}/files/1.png`);
    expect([...image.bytes]).toEqual([...PNG]);
    expect(image.contentType).toBe('image/png');
    expect(api.seen[0]).toMatchObject({ url: '/files/1.png', headers: { authorization: `Bearer ${TOKEN}` } });
  });

  it.each([
    ['files/1.png', '/evotor/files/1.png'],
    ['/files/1.png?size=2', '/files/1.png?size=2'],
  ])('with the relative address %p stands on the API', async (url, expected) => {
    api.script(picture);
    await clientOf(api, { baseUrl: `${api.origin}/evotor/` }).client.downloadImage(url);
    expect(api.seen[0]).toMatchObject({ url: expected, headers: { authorization: `Bearer ${TOKEN}` } });
  });

  it('elsewhere is fetched without the token, and its query is shown to nobody', async () => {
    storage.script(picture);
    const { client, calls } = clientOf(api);
    await client.downloadImage(`${storage.origin}/1.png?signature=abc`);
    expect(storage.seen[0]?.headers.authorization).toBeUndefined();
    expect(calls).toMatchObject([{ path: `${storage.origin}/1.png`, status: 200 }]);
  });

  it('that moved elsewhere is followed, the token staying at home', async () => {
    api.script(raw('', 302, { location: `${storage.origin}/1.png` }));
    storage.script(picture);
    const image = await clientOf(api).client.downloadImage('/1.png');
    expect(image.bytes).toHaveLength(PNG.length);
    expect(api.seen[0]?.headers.authorization).toBe(`Bearer ${TOKEN}`);
    expect(storage.seen[0]?.headers.authorization).toBeUndefined();
  });

  it('that moves for ever is given up', async () => {
    api.script(...Array(6).fill(raw('', 302, { location: '/1.png' })));
    const error = await failureOf(clientOf(api).client.downloadImage('/1.png'));
    expect(error).toBeInstanceOf(EvotorBadAnswerError);
    expect(error).toMatchObject({ family: 'skippable' });
    expect(api.left).toBe(0);
  });

  it.each([[401], [402], [403], [404], [410], [302]])('elsewhere that answers %i is just missing', async (status) => {
    storage.script(json({}, status));
    const error = await failureOf(clientOf(api).client.downloadImage(`${storage.origin}/1.png`));
    expect(error).toBeInstanceOf(EvotorNotFoundError);
    expect(error).toMatchObject({ family: 'skippable', status });
    expect(storage.seen).toHaveLength(1);
  });

  it('on the API obeys the statuses of the API', async () => {
    const { client } = clientOf(api);
    api.script(json({}, 401), json({}, 401));
    expect(await failureOf(client.downloadImage('/1.png'))).toBeInstanceOf(EvotorTokenRejectedError);
    api.script(json({}, 403));
    expect(await failureOf(client.downloadImage('/1.png'))).toBeInstanceOf(EvotorForbiddenError);
    api.script(json({}, 404));
    expect(await failureOf(client.downloadImage('/1.png'))).toBeInstanceOf(EvotorNotFoundError);
  });

  it('is tried again after a passing fault', async () => {
    storage.script(reset, raw('', 503), picture);
    const { client } = clientOf(api);
    expect((await client.downloadImage(`${storage.origin}/1.png`)).contentType).toBe('image/png');
    storage.script(reset, reset);
    const impatient = clientOf(api, { retry: { attempts: 2 } }).client;
    const error = await failureOf(impatient.downloadImage(`${storage.origin}/1.png`));
    expect(error).toBeInstanceOf(EvotorUnavailableError);
  });

  it('of 10 MB is taken and a byte more is not', async () => {
    const { client, calls } = clientOf(api);
    const limit = 10 * 1024 * 1024;
    storage.script(raw(new Uint8Array(limit)), raw(new Uint8Array(limit + 1)));
    expect((await client.downloadImage(`${storage.origin}/1.png`)).bytes).toHaveLength(limit);
    const error = await failureOf(client.downloadImage(`${storage.origin}/1.png`));
    expect(error).toBeInstanceOf(EvotorBadAnswerError);
    expect(error).toMatchObject({ family: 'skippable' });
    expect(calls.at(-1)).toMatchObject({ status: 200, error: 'too_large' });
  });

  it.each([
    ['an empty body', raw('', 200, { 'content-type': 'image/png' })],
    ['a page of HTML', raw('<html>', 200, { 'content-type': 'text/html; charset=utf-8' })],
    ['JSON', json({ error: 1 })],
  ])('that is %s is refused', async (_, reply) => {
    storage.script(reply);
    const error = await failureOf(clientOf(api).client.downloadImage(`${storage.origin}/1.png`));
    expect(error).toBeInstanceOf(EvotorBadAnswerError);
    expect(error).toMatchObject({ family: 'skippable' });
  });

  it.each([[''], ['data:image/png;base64,iVBORw0='], ['file:///etc/passwd'], ['http://'], ['ftp://host/1.png']])(
    'with the address %p is not fetched',
    async (url) => {
      const error = await failureOf(clientOf(api).client.downloadImage(url));
      expect(error).toBeInstanceOf(EvotorBadAnswerError);
      expect(error).toMatchObject({ family: 'skippable' });
      expect(api.seen).toEqual([]);
    },
  );
});
