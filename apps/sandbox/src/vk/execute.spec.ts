import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { OWNER, TOKEN, seedOwner, startGround } from './testing/ground.js';
import type { Ground } from './testing/ground.js';

let ground: Ground;
beforeAll(async () => (ground = await startGround()));
afterAll(() => ground.close());
beforeEach(() => {
  ground.vk.reset();
  seedOwner(ground.vk);
});

const edit = (id: number, price: string): string =>
  `API.market.edit({"owner_id":${OWNER},"item_id":${id},"price":"${price}"})`;

describe('execute', () => {
  it('keeps each verdict: failed calls are false and stand in execute_errors in order', async () => {
    const id = await ground.item();
    const answer = await ground.execute(`return [${edit(777, '5')},${edit(id, '50')},${edit(id, '50,5')}];`);
    expect(answer).toEqual({
      response: [false, 1, false],
      execute_errors: [
        { method: 'market.edit', error_code: 1403, error_msg: 'Item not found' },
        {
          method: 'market.edit',
          error_code: 100,
          error_msg: 'One of the parameters specified was missing or invalid: price not float',
        },
      ],
    });
    expect(ground.vk.snapshot().communities[0]?.items[0]?.price).toBe(5_000);
  });

  it('reads pages in a loop', async () => {
    for (let n = 0; n < 5; n++) ground.vk.hands.addItem(-OWNER, { name: `Товар ${n}` });
    const answer = await ground.execute(`
      var all = []; var off = 0; var more = true; var n = 0;
      while (more && n < 5) {
        var p = API.market.get({"owner_id":${OWNER},"count":2,"offset":off,"with_disabled":1});
        n = n + 1;
        if (p == false) { more = false; } else {
          all = all + p.items@.id; off = off + 2;
          if (off >= p.count) { more = false; }
        }
      }
      return {"items": all, "calls": n};`);
    expect(answer.response).toEqual({ items: [5, 4, 3, 2, 1], calls: 3 });
  });

  it('takes lists by commas, booleans and nulls as they would travel', async () => {
    const id = await ground.item();
    const added = await ground.execute(`
      var a = API.market.addAlbum({"owner_id":${OWNER},"title":"Чай","is_hidden":true,"photo_id":null});
      return API.market.addToAlbum({"owner_id":${OWNER},"item_ids":[${id}],"album_ids":"1"});`);
    expect(added.response).toBe(1);
    expect(ground.vk.snapshot().communities[0]?.albums).toMatchObject([{ hidden: true, itemIds: [id] }]);
  });

  it('stops at the 26th call, and what was done stays done', async () => {
    const albums = Array.from({ length: 26 }, (_, n) => `API.market.addAlbum({"owner_id":${OWNER},"title":"${n}"})`);
    expect((await ground.execute(`return [${albums.slice(0, 25).join()}];`)).error).toBeUndefined();
    const answer = await ground.execute(`return [${albums.join()}];`);
    expect(answer.error).toMatchObject({ error_code: 13, error_msg: expect.stringContaining('too many api calls') });
    expect(ground.vk.snapshot().communities[0]?.albums).toHaveLength(50);
  });

  it('refuses an answer over the limit', async () => {
    ground.vk.setLimits({ executeAnswerBytes: 100 });
    expect((await ground.execute(`return "${'а'.repeat(49)}";`)).response).toHaveLength(49);
    const answer = await ground.execute(`return "${'а'.repeat(50)}";`);
    expect(answer.error).toMatchObject({
      error_code: 13,
      error_msg: expect.stringContaining('response size is too big'),
    });
  });

  it('answers 12 to a script that does not compile and does none of it', async () => {
    const answer = await ground.execute(`API.market.addAlbum({"owner_id":${OWNER},"title":"Чай"}); return [;`);
    expect(answer.error?.error_code).toBe(12);
    expect(ground.vk.snapshot().communities[0]?.albums).toEqual([]);
  });

  it('answers 13 to a value that contains itself, 100 without code', async () => {
    expect((await ground.execute('var a = {}; a.a = a; return a;')).error?.error_code).toBe(13);
    expect((await ground.call('execute')).error?.error_msg).toContain('code is undefined');
  });

  it('answers 13 to a script nested beyond all measure', async () => {
    expect((await ground.execute(`return ${'['.repeat(50_000)}1${']'.repeat(50_000)};`)).error?.error_code).toBe(13);
  });

  it('keeps a token written into the script out of the journal', async () => {
    await ground.execute(`return API.users.get({"access_token":"${TOKEN}"});`);
    const [entry] = ground.vk.journal.list();
    expect(entry?.inner).toHaveLength(1);
    expect(JSON.stringify(entry)).not.toContain(TOKEN);
  });

  it('refuses photo saves, unknown methods and itself inside', async () => {
    const answer = await ground.execute(`return [
      API.market.saveProductPhoto({"upload_response":"{}"}), API.photos.saveMarketAlbumPhoto({}), API.market.fly({})];`);
    expect(answer.response).toEqual([false, false, false]);
    expect(answer.execute_errors?.map((error) => error.error_code)).toEqual([3, 3, 3]);
  });

  it('reports global errors of inner calls inside, or for the whole request where so switched', async () => {
    ground.vk.faults.add({ method: 'market.addAlbum', effect: { type: 'error', code: 14 }, nth: 2, times: 9 });
    const script = `return [${`API.market.addAlbum({"owner_id":${OWNER},"title":"Чай"}),`.repeat(2)}0];`;
    const inside = await ground.execute(script);
    expect(inside.response).toEqual([{ market_album_id: 1, albums_count: 1 }, false, 0]);
    expect(inside.execute_errors?.[0]?.error_code).toBe(14);
    ground.vk.setSwitches({ executeGlobalErrors: 'top' });
    expect((await ground.execute(script)).error?.error_code).toBe(14);
  });

  it('writes every inner call into the journal with its verdict', async () => {
    const id = await ground.item();
    ground.vk.journal.clear();
    await ground.execute(`return [${edit(id, '50')},${edit(777, '5')}];`);
    const [entry] = ground.vk.journal.list();
    expect(entry?.inner.map((call) => [call.method, call.params.item_id, call.verdict.code])).toEqual([
      ['market.edit', String(id), 0],
      ['market.edit', '777', 1403],
    ]);
    expect(ground.vk.journal.stats()).toMatchObject({
      requests: 1,
      writes: 2,
      perMethod: { execute: { top: 1, inner: 0, failed: 0 }, 'market.edit': { top: 0, inner: 2, failed: 1 } },
    });
  });
});
