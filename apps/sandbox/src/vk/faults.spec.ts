import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { GROUP, OWNER, USER, picture, seedOwner, sendPicture, startGround, uploadUrl } from './testing/ground.js';
import type { Ground } from './testing/ground.js';

let ground: Ground;
let chance = 0;
beforeAll(async () => (ground = await startGround({ random: () => chance })));
afterAll(() => ground.close());
beforeEach(() => {
  ground.vk.reset();
  seedOwner(ground.vk);
});

const albumTitles = (): string[] => ground.vk.snapshot().communities[0]?.albums.map((album) => album.title) ?? [];
const addAlbum = (title: string) => ground.call('market.addAlbum', { owner_id: OWNER, title });
const inner = (title: string): string => `API.market.addAlbum({"owner_id":${OWNER},"title":"${title}"})`;

async function raw(method: string, params: Record<string, string>): Promise<Response> {
  const body = new URLSearchParams({ v: '5.199', access_token: 'vk1.a.owner-token-4242', ...params });
  return fetch(`${ground.url}/method/${method}`, { method: 'POST', body });
}

describe('faults on demand', () => {
  it.each([1, 5, 6, 9, 10, 29])('code %i, as often as asked, without the work', async (code) => {
    ground.vk.faults.add({ method: 'market.addAlbum', effect: { type: 'error', code }, times: 2 });
    const codes = [];
    for (const title of ['Чай', 'Кофе', 'Соки']) codes.push((await addAlbum(title)).error?.error_code);
    expect(codes).toEqual([code, code, undefined]);
    expect(albumTitles()).toEqual(['Соки']);
  });

  it('captcha in both shapes', async () => {
    ground.vk.faults.add({ method: '*', effect: { type: 'error', code: 14 }, nth: 1 });
    ground.vk.faults.add({ method: '*', effect: { type: 'error', code: 14, captcha: 'image' }, nth: 2 });
    expect((await addAlbum('Чай')).error).toMatchObject({ error_code: 14, redirect_uri: expect.any(String) });
    expect((await addAlbum('Чай')).error).toMatchObject({ error_code: 14, captcha_sid: expect.any(String) });
  });

  it('strike from the n-th matching call, once', async () => {
    ground.vk.faults.add({ method: 'market.addAlbum', effect: { type: 'error', code: 10 }, nth: 2 });
    await ground.call('users.get');
    const codes = [];
    for (const title of ['1', '2', '3']) codes.push((await addAlbum(title)).error?.error_code);
    expect(codes).toEqual([undefined, 10, undefined]);
  });

  it('strike by chance', async () => {
    ground.vk.faults.add({ method: '*', effect: { type: 'error', code: 10 }, probability: 0.3 });
    chance = 0.3;
    expect((await ground.call('users.get')).error).toBeUndefined();
    chance = 0.29;
    expect((await ground.call('users.get')).error?.error_code).toBe(10);
  });

  it('spare other people', async () => {
    ground.vk.faults.add({ method: '*', effect: { type: 'error', code: 10 }, userId: 7 });
    expect((await ground.call('users.get')).error).toBeUndefined();
    ground.vk.state.addUser({ id: 7 });
    ground.vk.state.addToken({ token: 'seven', userId: 7 });
    expect((await ground.call('users.get', {}, 'seven')).error?.error_code).toBe(10);
  });

  it('HTTP 502 with a page', async () => {
    ground.vk.faults.add({ method: 'market.addAlbum', effect: { type: 'html' } });
    const response = await raw('market.addAlbum', { owner_id: String(OWNER), title: 'Чай' });
    expect([response.status, response.headers.get('content-type')]).toEqual([502, 'text/html; charset=utf-8']);
    expect(await response.text()).toContain('502 Bad Gateway');
    expect(albumTitles()).toEqual([]);
  });

  it('a slow answer to work done at once', async () => {
    ground.vk.faults.add({ method: 'market.addAlbum', effect: { type: 'slow', ms: 150 } });
    const started = Date.now();
    const answer = addAlbum('Чай');
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(albumTitles()).toEqual(['Чай']);
    expect((await answer).response).toMatchObject({ market_album_id: 1 });
    expect(Date.now() - started).toBeGreaterThanOrEqual(145);
  });

  it.each([
    ['before', [], 'cut-before'],
    ['after', ['Чай'], 'cut-after'],
  ] as const)('a connection cut %s the work', async (when, titles, outcome) => {
    ground.vk.faults.add({ method: 'market.addAlbum', effect: { type: 'cut', when } });
    await expect(addAlbum('Чай')).rejects.toThrow('fetch failed');
    expect(albumTitles()).toEqual(titles);
    expect(ground.vk.journal.list().at(-1)?.verdict.outcome).toBe(outcome);
  });

  it('half an answer to work done', async () => {
    ground.vk.faults.add({ method: 'market.addAlbum', effect: { type: 'truncated' } });
    const response = await raw('market.addAlbum', { owner_id: String(OWNER), title: 'Чай' });
    const text = await response.text();
    expect(response.status).toBe(200);
    expect(() => JSON.parse(text) as unknown).toThrow();
    expect(albumTitles()).toEqual(['Чай']);
  });

  it('are listed, counted and cleared', async () => {
    const fault = ground.vk.faults.add({ method: 'users.get', effect: { type: 'error', code: 10 } });
    await ground.call('users.get');
    expect(ground.vk.faults.list()).toMatchObject([{ id: fault.id, seen: 1, struck: 1 }]);
    expect(ground.vk.faults.clear(fault.id)).toBe(true);
    expect(ground.vk.faults.clear(fault.id)).toBe(false);
    expect((await ground.call('users.get')).error).toBeUndefined();
  });
});

describe('faults inside execute', () => {
  it('fail one inner call of many', async () => {
    ground.vk.faults.add({ method: 'market.addAlbum', effect: { type: 'error', code: 9 }, nth: 2, where: 'inner' });
    const answer = await ground.execute(`return [${inner('1')},${inner('2')},${inner('3')}];`);
    expect(answer.execute_errors).toEqual([{ method: 'market.addAlbum', error_code: 9, error_msg: 'Flood control' }]);
    expect(albumTitles()).toEqual(['1', '3']);
  });

  it('leave inner calls alone when set for requests', async () => {
    ground.vk.faults.add({ method: 'market.addAlbum', effect: { type: 'error', code: 9 }, where: 'top' });
    expect((await ground.execute(`return ${inner('1')};`)).execute_errors).toBeUndefined();
    expect((await addAlbum('2')).error?.error_code).toBe(9);
  });

  it('cut the connection in the middle of the script', async () => {
    const effect = { type: 'cut', when: 'before' } as const;
    ground.vk.faults.add({ method: 'market.addAlbum', effect, nth: 2 });
    await expect(ground.execute(`return [${inner('1')},${inner('2')},${inner('3')}];`)).rejects.toThrow('fetch failed');
    expect(albumTitles()).toEqual(['1']);
  });

  it('cut the connection after all the work', async () => {
    ground.vk.faults.add({ method: 'execute', effect: { type: 'cut', when: 'after' }, nth: 1 });
    await expect(ground.execute(`return [${inner('1')},${inner('2')}];`)).rejects.toThrow('fetch failed');
    expect(albumTitles()).toEqual(['1', '2']);
    expect((await ground.execute('return 1;')).response).toBe(1);
  });
});

describe('faults of the upload server', () => {
  it('are set by its name', async () => {
    const place = await uploadUrl(ground.call);
    const bytes = await picture();
    ground.vk.faults.add({ method: 'upload', effect: { type: 'html', status: 504 }, nth: 1 });
    ground.vk.faults.add({ method: 'upload', effect: { type: 'error', code: 22 }, nth: 2 });
    ground.vk.faults.add({ method: 'upload', effect: { type: 'cut', when: 'before' }, nth: 3 });
    expect(await sendPicture(place, bytes)).toContain('<html>');
    expect(JSON.parse(await sendPicture(place, bytes))).toEqual({ error_code: 22, error_msg: 'Upload error' });
    await expect(sendPicture(place, bytes)).rejects.toThrow('fetch failed');
    expect(JSON.parse(await sendPicture(place, bytes))).toHaveProperty('hash');
    expect(ground.vk.journal.list({ method: 'upload' })[0]).toMatchObject({ userId: USER, kind: 'upload' });
    expect(ground.vk.snapshot().communities[0]?.groupId).toBe(GROUP);
  });
});
