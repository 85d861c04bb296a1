import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { GROUP, OWNER, TOKEN, USER, seedOwner, startGround } from './testing/ground.js';
import type { Ground } from './testing/ground.js';

let ground: Ground;
let now = 0;
beforeAll(async () => (ground = await startGround({ now: () => now, requestsPerSecond: 3 })));
afterAll(() => ground.close());
beforeEach(() => {
  now = 1_700_000_000_000;
  ground.vk.reset();
  seedOwner(ground.vk);
});

async function codeAt(time: number, method = 'users.get', token = TOKEN): Promise<number> {
  now = 1_700_000_000_000 + time;
  return (await ground.call(method, method === 'users.get' ? {} : { owner_id: OWNER }, token)).error?.error_code ?? 0;
}

describe('the pace of a token', () => {
  it('lets three through in any running second', async () => {
    const codes = [];
    for (const time of [0, 400, 800, 999, 1_000, 1_399, 1_400]) codes.push(await codeAt(time));
    expect(codes).toEqual([0, 0, 0, 6, 0, 6, 0]);
    expect(ground.vk.journal.stats()).toMatchObject({ requests: 7, code6: 2 });
  });

  it('counts a refused request where so switched', async () => {
    ground.vk.setSwitches({ countRejected: true });
    const codes = [];
    for (const time of [0, 0, 0, 500, 1_001, 1_001, 1_001]) codes.push(await codeAt(time));
    expect(codes).toEqual([0, 0, 0, 6, 0, 0, 6]);
  });

  it('does nothing for a refused request', async () => {
    for (let n = 0; n < 3; n++) await codeAt(0);
    const answer = await ground.call('market.addAlbum', { owner_id: OWNER, title: 'Чай' });
    expect(answer.error?.error_code).toBe(6);
    expect(ground.vk.snapshot().communities[0]?.albums).toEqual([]);
    expect(ground.vk.journal.stats().writes).toBe(0);
  });

  it('keeps tokens apart, and gives community tokens twenty', async () => {
    for (let n = 0; n < 3; n++) await codeAt(0);
    ground.vk.state.addToken({ token: 'second', userId: USER });
    ground.vk.state.addToken({ token: 'community', kind: 'community', groupId: GROUP });
    expect(await codeAt(0, 'users.get', 'second')).toBe(0);
    const codes = [];
    for (let n = 0; n < 21; n++) codes.push(await codeAt(0, 'users.get', 'community'));
    expect(codes.filter((code) => code === 6)).toHaveLength(1);
  });

  it('counts an execute of many calls as one request', async () => {
    const code = `return [${'API.users.get(),'.repeat(24)}API.users.get()];`;
    for (let n = 0; n < 3; n++) expect((await ground.execute(code)).error).toBeUndefined();
    expect((await ground.execute(code)).error?.error_code).toBe(6);
  });
});

describe('volume limits of a method', () => {
  beforeEach(() => ground.vk.setLimits({ requestsPerSecond: 1_000 }));

  it('answer 9 for that method alone, then ask for a human', async () => {
    ground.vk.setVolumeLimits([{ method: 'market.get', limit: 2, windowMs: 60_000, code: 9, captchaAfter: 1 }]);
    const codes = [];
    for (let n = 0; n < 4; n++) codes.push(await codeAt(0, 'market.get'));
    expect(codes).toEqual([0, 0, 9, 14]);
    expect(await codeAt(0, 'market.getAlbums')).toBe(0);
    expect(await codeAt(60_001, 'market.get')).toBe(0);
  });

  it('answer 29 for a quota, inside execute as well', async () => {
    ground.vk.setVolumeLimits([{ method: 'market.get', limit: 1, windowMs: 86_400_000, code: 29 }]);
    const answer = await ground.execute(
      `return [API.market.get({"owner_id":${OWNER}}),API.market.get({"owner_id":${OWNER}})];`,
    );
    expect(answer.response).toEqual([{ count: 0, items: [] }, false]);
    expect(answer.execute_errors).toEqual([{ method: 'market.get', error_code: 29, error_msg: 'Rate limit reached' }]);
  });
});
