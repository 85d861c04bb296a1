import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { aClient, aDelete, adds, anAdd, anEdit, edits, letters, OWNER, TOKEN } from '../test/a-client.js';
import { Refusal, VkServer, type ServedCall } from '../test/vk-server.js';
import { callOf } from './methods.js';

describe('a refusal', () => {
  const server = new VkServer();
  const accept = ({ method }: ServedCall): unknown =>
    method === 'market.add' ? { market_item_id: 501 } : method === 'market.addAlbum' ? { market_album_id: 7 } : 1;
  beforeEach(async () => {
    server.requests.length = 0;
    server.done.length = 0;
    server.fault = () => undefined;
    server.answer = accept;
    await server.start();
  });
  afterEach(() => server.stop());

  /** Refuses the first calls of a method, as many as told. */
  const refuseFirst = (count: number, method: string, code: number, text?: string): void => {
    let left = count;
    server.answer = (call) => {
      if (call.method !== method || left === 0) return accept(call);
      left -= 1;
      return new Refusal(code, text);
    };
  };

  describe('with code 6', () => {
    it('rests the token and sends everything again, at the head, at no cost', async () => {
      server.fault = (_request, number) => (number <= 6 ? { kind: 'error', code: 6 } : undefined);
      const { client, pace } = aClient(server, { batchSize: 2 });
      const verdicts = await client.batch([anAdd('Чай чёрный'), anEdit(1), anEdit(2)], { inFlight: 1 });
      expect(letters(verdicts)).toBe('DDD');
      expect(pace.penalties).toEqual([1000, 1000, 1000, 1000, 1000, 1000]);
      expect(server.done.map(({ params }) => params.item_id)).toEqual([undefined, 1, '2']);
    });

    it('inside a batch sends that call again', async () => {
      refuseFirst(1, 'market.add', 6);
      const { client, pace } = aClient(server);
      expect(letters(await client.batch([anAdd('Чай чёрный'), anEdit(1)]))).toBe('DD');
      expect(server.sizes).toEqual([2, 1]);
      expect(pace.penalties).toEqual([1000]);
    });

    it('does not go on for ever', async () => {
      server.fault = () => ({ kind: 'error', code: 6 });
      const { client } = aClient(server);
      await expect(client.call('market.delete', { owner_id: OWNER, item_id: 1 })).rejects.toMatchObject({ code: 6 });
    });
  });

  describe('with code 9', () => {
    it('holds back that method and shrinks batches, while others go on', async () => {
      refuseFirst(3, 'market.edit', 9, 'Flood control');
      const { client, pauses } = aClient(server, { batchSize: 8 });
      const verdicts = await client.batch([...edits(6), aDelete(1), aDelete(2)], { inFlight: 1 });
      expect(letters(verdicts)).toBe('DDDDDDDD');
      expect(pauses).toEqual([2000]);
      expect(client.batchSize).toBe(4);
    });

    it('of a whole request holds back what was in it', async () => {
      server.fault = (_request, number) => (number === 1 ? { kind: 'error', code: 9 } : undefined);
      const { client, pauses } = aClient(server, { batchSize: 4 });
      expect(letters(await client.batch([anAdd('Чай чёрный'), ...edits(5)], { inFlight: 1 }))).toBe('DDDDDD');
      expect(pauses).toEqual([2000, 2000]);
      expect(Math.max(...server.sizes.slice(1))).toBeLessThanOrEqual(2);
    });

    it('fails the calls in the end and does not send the rest of that method', async () => {
      server.answer = (call) => (call.method === 'market.edit' ? new Refusal(9) : accept(call));
      const { client, pauses } = aClient(server, { batchSize: 1 });
      const verdicts = await client.batch([anEdit(1), anEdit(2), aDelete(3)], { inFlight: 1 });
      expect(letters(verdicts)).toBe('FND');
      expect(verdicts[0]).toMatchObject({ error: { code: 9, family: 'slow' } });
      expect(pauses).toEqual([2000, 5000, 15_000]);
    });

    it('grows batches back slowly afterwards', async () => {
      refuseFirst(1, 'market.edit', 9);
      const { client } = aClient(server, { batchSize: 4 });
      await client.batch(edits(4));
      expect(client.batchSize).toBe(2);
      await client.batch(edits(15), { inFlight: 1 });
      expect(client.batchSize).toBe(4);
    });
  });

  describe('with code 12', () => {
    it('sends the calls of that batch one by one', async () => {
      server.fault = ({ method }) => (method === 'execute' ? { kind: 'error', code: 12 } : undefined);
      const { client } = aClient(server);
      expect(letters(await client.batch([anAdd('Чай чёрный'), anEdit(1), anEdit(2)]))).toBe('DDD');
      expect(server.requests.map(({ method }) => method)).toEqual([
        'execute',
        'market.add',
        'market.edit',
        'market.edit',
      ]);
    });

    it('inside a batch fails the call', async () => {
      refuseFirst(1, 'market.edit', 12);
      expect(letters(await aClient(server).client.batch(edits(2)))).toBe('FD');
    });
  });

  describe('with code 13', () => {
    it('halves until it goes through', async () => {
      server.fault = ({ calls }) => (calls.length > 3 ? { kind: 'error', code: 13 } : undefined);
      const { client } = aClient(server, { batchSize: 8 });
      expect(letters(await client.batch(edits(8), { inFlight: 1 }))).toBe('DDDDDDDD');
      expect(server.sizes.slice(0, 3)).toEqual([8, 4, 2]);
      expect(client.batchSize).toBeLessThan(8);
    });

    it('leaves it unknown whether adds were done', async () => {
      server.fault = (_request, number) => (number === 1 ? { kind: 'error', code: 13 } : undefined);
      const verdicts = await aClient(server).client.batch([anAdd('Чай чёрный'), anEdit(1), anAdd('Кофе')]);
      expect(letters(verdicts)).toBe('UDU');
    });

    it('may also be noted among the errors of the script', async () => {
      server.fault = (_request, number) =>
        number === 1
          ? {
              kind: 'body',
              body: JSON.stringify({
                response: null,
                execute_errors: [{ method: 'execute', error_code: 13, error_msg: 'response size is too big' }],
              }),
            }
          : undefined;
      const { client } = aClient(server);
      expect(letters(await client.batch(edits(4), { inFlight: 1 }))).toBe('DDDD');
      expect(server.sizes).toEqual([4, 2, 2]);
    });
  });

  describe('with code 8', () => {
    it.each([
      ['alone', 1],
      ['with others', 3],
    ])('is tried once more, %s', async (_, count) => {
      server.fault = (_request, number) => (number === 1 ? { kind: 'error', code: 8 } : undefined);
      expect(letters(await aClient(server).client.batch(adds(count)))).toBe('D'.repeat(count));
      expect(server.requests).toHaveLength(2);
    });

    it('and then fails', async () => {
      server.answer = () => new Refusal(8, 'Invalid request');
      expect(letters(await aClient(server).client.batch([anEdit(1), anEdit(2)]))).toBe('FF');
      expect(server.sizes).toEqual([2, 2]);
    });
  });

  describe.each([
    ['the token', 5, 'user-token'],
    ['the token', 17, 'user-token'],
    ['the token', 1117, 'user-token'],
    ['the shop', 1438, 'user-shop'],
    ['the shop', 205, 'user-shop'],
    ['captcha', 14, 'quota'],
  ])('that concerns %s (%i)', (_, code, family) => {
    it('inside a batch ends everything that was not sent', async () => {
      refuseFirst(1, 'market.edit', code);
      const { client } = aClient(server, { batchSize: 3 });
      const verdicts = await client.batch([anAdd('Чай чёрный'), ...edits(5)], { inFlight: 1 });
      expect(letters(verdicts)).toBe('DFDNNN');
      expect(verdicts[1]).toMatchObject({ error: { code, family, isWholeShop: true } });
      expect(verdicts[5]).toMatchObject({ error: { code } });
    });

    it('as an answer to the whole request fails what was in it', async () => {
      server.fault = () => ({ kind: 'error', code });
      const { client } = aClient(server, { batchSize: 3 });
      const verdicts = await client.batch([anAdd('Чай чёрный'), ...edits(5)], { inFlight: 1 });
      expect(letters(verdicts)).toBe('FFFNNN');
      expect(verdicts[0]).toMatchObject({ error: { code, method: 'market.add' } });
      expect(server.requests).toHaveLength(1);
    });
  });

  it('with captcha shrinks batches and keeps its fields and the parameters to itself', async () => {
    server.fault = () => ({
      kind: 'error',
      code: 14,
      text: `Captcha needed for ${TOKEN}`,
      more: {
        redirect_uri: 'https://id.vk.com/captcha?session=abc',
        captcha_sid: 'sid-1',
        captcha_img: 'https://api.vk.com/captcha.php?sid=1',
        request_params: [{ key: 'access_token', value: TOKEN }],
      },
    });
    const { client } = aClient(server);
    const [verdict] = await client.batch(edits(2));
    const shown = verdict?.status === 'failed' ? verdict.error.message + JSON.stringify(verdict.error) : '';
    expect(shown).toContain('Captcha needed');
    expect(shown).not.toMatch(/id\.vk\.com|sid-1|captcha\.php|secret-token/);
    expect(client.batchSize).toBe(12);
  });

  it.each([
    ['market.add', 1405],
    ['market.add', 29],
    ['market.add', 103],
  ] as const)('of %s for want of room (%i) stops that method alone', async (method, code) => {
    server.answer = (call) => (call.method === method ? new Refusal(code) : accept(call));
    const { client } = aClient(server, { batchSize: 2 });
    const verdicts = await client.batch([anAdd('Чай чёрный'), anEdit(1), anAdd('Кофе'), anEdit(2)], { inFlight: 1 });
    expect(letters(verdicts)).toBe('FDND');
    expect(verdicts[0]).toMatchObject({ error: { code, family: 'quota', isWholeShop: false } });
  });

  it('of addAlbum for want of room (1407) lets edits go on', async () => {
    server.answer = (call) => (call.method === 'market.addAlbum' ? new Refusal(1407) : accept(call));
    const album = callOf('market.addAlbum', { owner_id: OWNER, title: 'Чай' });
    const verdicts = await aClient(server, { batchSize: 1 }).client.batch([album, anEdit(1), album], { inFlight: 1 });
    expect(letters(verdicts)).toBe('FDN');
  });

  it.each([
    [100, 'One of the parameters specified was missing or invalid: photo is undefined', 'item', 'photo_undefined'],
    [100, 'invalid: Photo not found or already assigned to another item', 'item', 'photo_taken'],
    [100, 'invalid: name should be at least 4 letters length', 'item', 'name_too_short'],
    [100, 'invalid: price not float', 'bug', 'price'],
    [100, 'invalid: something new', 'item', null],
    [1403, 'Item not found', 'heal', null],
    [1408, 'Item has bad links &amp; such', 'item', null],
    [777, 'Never heard of', 'item', null],
  ])('of one call (%i %s) is its own', async (code, text, family, detail) => {
    refuseFirst(1, 'market.edit', code, text);
    const verdicts = await aClient(server).client.batch([anEdit(1), anEdit(2), anEdit(3)]);
    expect(letters(verdicts)).toBe('FDD');
    expect(verdicts[0]).toMatchObject({ error: { code, family, detail, text: text.replace('&amp;', '&') } });
  });

  it.each([
    ['an edit that changes nothing', anEdit(1), 100, 'missing or invalid: Nothing to change'],
    [
      'a new title that the album has already',
      callOf('market.editAlbum', { owner_id: OWNER, album_id: 7, title: 'Чай' }),
      100,
      'missing or invalid: Nothing to change',
    ],
    ['a delete of what is gone', aDelete(1), 1403, 'Item not found'],
    ['a restore of what is there', callOf('market.restore', { owner_id: OWNER, item_id: 1 }), 1518, 'not deleted'],
    [
      'an album that holds the item',
      callOf('market.addToAlbum', { owner_id: OWNER, item_ids: [1], album_ids: [7] }),
      1404,
      'Item already added to album',
    ],
    ['an album that is gone', callOf('market.deleteAlbum', { owner_id: OWNER, album_id: 7 }), 1402, 'Album not found'],
  ])('is none for %s', async (_, call, code, text) => {
    server.answer = () => new Refusal(code, text);
    const { client } = aClient(server);
    expect(await client.batch([call])).toEqual([{ status: 'done', value: 1 }]);
    expect(letters(await client.batch([call, call]))).toBe('DD');
  });

  it('with 1404 for a list takes the list apart', async () => {
    server.answer = ({ params }) => {
      if (params.item_ids === '1,2,3' || params.item_ids === 2) return new Refusal(1404);
      return String(params.item_ids) === '2' ? new Refusal(1404) : 1;
    };
    const list = callOf('market.addToAlbum', { owner_id: OWNER, item_ids: [1, 2, 3], album_ids: [7] });
    const reports: number[][] = [];
    const verdicts = await aClient(server).client.batch([list, anEdit(1)], {
      onVerdicts: (results) => void reports.push(results.map(({ index }) => index)),
    });
    expect(letters(verdicts)).toBe('DD');
    expect(reports).toEqual([[1], [0]]);
    expect(
      server.done.filter(({ method }) => method === 'market.addToAlbum').map(({ params }) => params.item_ids),
    ).toEqual(['1', '3']);
  });

  it('of one piece of such a list is the verdict of the list', async () => {
    server.answer = ({ params }) =>
      params.item_ids === '1,2' ? new Refusal(1404) : params.item_ids === '1' ? new Refusal(1406) : 1;
    const list = callOf('market.addToAlbum', { owner_id: OWNER, item_ids: [1, 2], album_ids: [7] });
    expect(await aClient(server).client.batch([list])).toMatchObject([{ status: 'failed', error: { code: 1406 } }]);
  });

  it('is nobody’s where VK refuses two calls and names one: both are asked again', async () => {
    server.fault = (_request, number) =>
      number === 1
        ? {
            kind: 'body',
            body: JSON.stringify({
              response: [1, false, false],
              execute_errors: [{ method: 'market.edit', error_code: 1403, error_msg: 'Item not found' }],
            }),
          }
        : undefined;
    expect(letters(await aClient(server).client.batch(edits(3), { inFlight: 1 }))).toBe('DDD');
    const askedAgain = server.requests
      .slice(1)
      .flatMap(({ calls }) => calls.map(({ params }) => Number(params.item_id)));
    expect(askedAgain.sort()).toEqual([2, 3]);
  });

  it('of a batch for a reason of its own is narrowed down to the call', async () => {
    server.fault = ({ params }) =>
      params.code?.includes('"item_id":3}') ? { kind: 'error', code: 100, text: 'code is too strange' } : undefined;
    expect(letters(await aClient(server).client.batch(edits(8), { inFlight: 1 }))).toBe('DDDDDDDD');
    expect(server.sizes).toContain(1);
  });

  it('of a token that was replaced meanwhile is answered with the new one, once', async () => {
    const tokens = ['old-token', 'new-token'];
    server.fault = ({ headers }) =>
      headers.authorization === 'Bearer old-token' ? { kind: 'error', code: 1117 } : undefined;
    const { client } = aClient(server, { token: () => Promise.resolve(tokens.shift() ?? 'new-token') });
    expect(letters(await client.batch(adds(3)))).toBe('DDD');
    server.fault = () => ({ kind: 'error', code: 5 });
    let number = 0;
    const { client: rotating } = aClient(server, { token: () => Promise.resolve(`token-${(number += 1)}`) });
    server.requests.length = 0;
    expect(letters(await rotating.batch(adds(3)))).toBe('FFF');
    expect(server.requests).toHaveLength(2);
  });
});
