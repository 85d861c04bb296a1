import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { GROUP, OWNER, TOKEN, USER, seedOwner, startGround } from './testing/ground.js';
import type { Answer, Ground } from './testing/ground.js';

let ground: Ground;
beforeAll(async () => (ground = await startGround({ now: () => 1_700_000_000_000 })));
afterAll(() => ground.close());
beforeEach(() => {
  ground.vk.reset();
  seedOwner(ground.vk);
});

async function get(path: string, init?: RequestInit): Promise<{ status: number; body: Answer }> {
  const response = await fetch(`${ground.url}${path}`, init);
  return { status: response.status, body: (await response.json()) as Answer };
}

describe('the transport', () => {
  it('answers a GET with the token as a parameter', async () => {
    const { status, body } = await get(`/method/users.get?v=5.199&access_token=${TOKEN}`);
    expect(status).toBe(200);
    expect(body.response).toEqual([expect.objectContaining({ id: USER, first_name: 'Иван' })]);
  });

  it('answers a multipart POST with the token in the header', async () => {
    const form = new FormData();
    form.set('v', '5.199');
    form.set('owner_id', String(OWNER));
    const headers = { authorization: `Bearer ${TOKEN}` };
    const { body } = await get('/method/market.getAlbums', { method: 'POST', body: form, headers });
    expect(body).toEqual({ response: { count: 0, items: [] } });
  });

  it('keeps letters outside ASCII', async () => {
    const answer = await ground.call('market.addAlbum', { owner_id: OWNER, title: 'Чай & «кофе» + 🍵' });
    expect(answer.response).toEqual({ market_album_id: 1, albums_count: 1 });
    expect(ground.vk.snapshot().communities[0]?.albums[0]?.title).toBe('Чай & «кофе» + 🍵');
  });

  it('does not read JSON bodies', async () => {
    const { status, body } = await get('/method/market.getAlbums?v=5.199', {
      method: 'POST',
      body: JSON.stringify({ owner_id: OWNER }),
      headers: { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}` },
    });
    expect(status).toBe(200);
    expect(body.error).toMatchObject({
      error_code: 100,
      error_msg: 'One of the parameters specified was missing or invalid: owner_id is undefined',
    });
  });

  it('reports errors with HTTP 200 and echoes parameters, never the token', async () => {
    const { status, body } = await get(`/method/market.get?v=5.199&owner_id=5&access_token=${TOKEN}`);
    expect(status).toBe(200);
    expect(body.error?.error_msg).toBe('One of the parameters specified was missing or invalid: only groups supported');
    expect(body.error?.request_params).toEqual([
      { key: 'method', value: 'market.get' },
      { key: 'oauth', value: '1' },
      { key: 'v', value: '5.199' },
      { key: 'owner_id', value: '5' },
    ]);
    expect(JSON.stringify(body)).not.toContain(TOKEN);
    expect(JSON.stringify(ground.vk.journal.list())).not.toContain(TOKEN);
  });

  it.each([
    ['a call without a version', '/method/users.get', 8],
    ['a call without a token', '/method/users.get?v=5.199', 5],
    ['a foreign token', '/method/users.get?v=5.199&access_token=stranger', 5],
    ['an unknown method', `/method/market.fly?v=5.199&access_token=${TOKEN}`, 3],
    ['a method in other letters', `/method/market.getalbums?v=5.199&access_token=${TOKEN}`, 3],
  ])('refuses %s', async (_what, path, code) => {
    const { status, body } = await get(path);
    expect([status, body.error?.error_code]).toEqual([200, code]);
  });

  it('refuses an unknown parameter, records it, and ignores it when lenient', async () => {
    const strict = await ground.call('market.getAlbums', { owner_id: OWNER, categoryId: 1 });
    expect(strict.error?.error_msg).toContain('unknown parameter categoryId');
    ground.vk.setStrict(false);
    const lenient = await ground.call('market.getAlbums', { owner_id: OWNER, categoryId: 1 });
    expect(lenient.response).toEqual({ count: 0, items: [] });
    expect(ground.vk.journal.stats().invalidParams).toBe(2);
    expect(ground.vk.journal.list()[1]?.breaches).toEqual(['market.getAlbums: unknown parameter categoryId']);
  });

  it('answers 413 to a body beyond all measure', async () => {
    const body = new URLSearchParams({ v: '5.199', code: 'x'.repeat(21 * 1024 * 1024) });
    const response = await fetch(`${ground.url}/method/execute`, { method: 'POST', body });
    expect(response.status).toBe(413);
  });
});

describe('tokens', () => {
  it.each([
    ['a community token', { kind: 'community', groupId: GROUP }, 27],
    ['a service token', { kind: 'service' }, 28],
    ['a token without the right to the market', { userId: USER, scopes: ['photos'] }, 15],
    ['a revoked token', { userId: USER, revoked: true }, 5],
    ['an expired token', { userId: USER, expiresAt: 1_600_000_000_000 }, 5],
  ] as const)('refuses %s', async (_what, token, code) => {
    ground.vk.state.addToken({
      token: 'other-token',
      ...token,
      scopes: [...('scopes' in token ? token.scopes : ['market'])],
    });
    const answer = await ground.call('market.getAlbums', { owner_id: OWNER }, 'other-token');
    expect(answer.error?.error_code).toBe(code);
  });

  it('lets an expired token be told by 1117', async () => {
    ground.vk.setSwitches({ expiredCode: 1117 });
    ground.vk.state.addToken({ token: 'old', userId: USER, expiresAt: 1 });
    expect((await ground.call('users.get', {}, 'old')).error?.error_code).toBe(1117);
  });

  it('knows no own user of a community or service token', async () => {
    ground.vk.state.addToken({ token: 'service', kind: 'service' });
    expect((await ground.call('users.get', {}, 'service')).response).toEqual([]);
  });

  it('renews tokens once: the old pair is dead', async () => {
    ground.vk.state.addToken({ token: 'short', userId: USER, refreshToken: 'renew-1', expiresAt: 1 });
    const renew = async (refresh: string): Promise<Record<string, unknown>> => {
      const form = {
        grant_type: 'refresh_token',
        refresh_token: refresh,
        client_id: '51',
        device_id: 'd',
        state: 's7',
      };
      const body = new URLSearchParams(form);
      const response = await fetch(`${ground.url}/oauth2/auth`, { method: 'POST', body });
      return (await response.json()) as Record<string, unknown>;
    };
    const first = await renew('renew-1');
    expect(first).toMatchObject({ expires_in: 3600, user_id: USER, state: 's7' });
    expect((await ground.call('users.get', {}, String(first.access_token))).error).toBeUndefined();
    expect(await renew('renew-1')).toMatchObject({ error: 'invalid_grant' });
    ground.vk.skipTime(3_600_000);
    expect((await ground.call('users.get', {}, String(first.access_token))).error?.error_code).toBe(5);
  });
});
