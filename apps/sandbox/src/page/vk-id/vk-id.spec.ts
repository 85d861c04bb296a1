import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { GROUP, OWNER, USER, seedOwner, startGround } from '../../vk/testing/ground.js';
import type { Ground } from '../../vk/testing/ground.js';
import { vkIdPages } from './index.js';

const VERIFIER = 'v'.repeat(50);
const BACK = 'https://evosync.example/api/v1/connections/vk/callback?from=vk';
const ASKED = {
  response_type: 'code',
  client_id: '51000000',
  redirect_uri: BACK,
  state: 'state-1',
  code_challenge: createHash('sha256').update(VERIFIER).digest('base64url'),
  code_challenge_method: 'S256',
  scope: 'market photos groups',
};
type Values = Record<string, string>;
type Answer = Record<string, string | number | undefined>;

let ground: Ground;
beforeAll(async () => (ground = await startGround({}, vkIdPages)));
afterAll(() => ground.close());
beforeEach(() => {
  ground.vk.reset();
  seedOwner(ground.vk);
});

const addressOf = (changes: Values = {}): string =>
  `${ground.url}/authorize?${new URLSearchParams({ ...ASKED, ...changes }).toString()}`;
const decide = async (form: Values, changes: Values = {}): Promise<URLSearchParams> => {
  const body = new URLSearchParams(form);
  const answer = await fetch(addressOf(changes), { method: 'POST', body, redirect: 'manual' });
  expect(answer.status).toBe(303);
  const target = new URL(answer.headers.get('location') ?? '');
  expect(target.origin + target.pathname).toBe(BACK.split('?')[0]);
  expect(target.searchParams.get('from')).toBe('vk');
  return target.searchParams;
};
const allow = (form: Values = {}): Promise<URLSearchParams> =>
  decide({ user: String(USER), decision: 'allow', ...form });
const send = (form: Values): Promise<Response> =>
  fetch(`${ground.url}/oauth2/auth`, { method: 'POST', body: new URLSearchParams(form) });
const answerTo = async (form: Values): Promise<Answer> => (await (await send(form)).json()) as Answer;
const codeForm = (agreed: URLSearchParams, changes: Values = {}): Values => ({
  grant_type: 'authorization_code',
  code: agreed.get('code') ?? '',
  code_verifier: VERIFIER,
  device_id: agreed.get('device_id') ?? '',
  redirect_uri: BACK,
  client_id: ASKED.client_id,
  state: 'state-2',
  ...changes,
});
const signIn = async (form: Values = {}): Promise<{ first: Answer; renewal: (refresh?: unknown) => Values }> => {
  const agreed = await allow(form);
  const first = await answerTo(codeForm(agreed));
  const renewal = (refresh: unknown = first.refresh_token): Values => ({
    grant_type: 'refresh_token',
    refresh_token: String(refresh),
    client_id: ASKED.client_id,
    device_id: agreed.get('device_id') ?? '',
    state: 'state-3',
  });
  return { first, renewal };
};
const codeOf = async (token: unknown, method = 'market.getAlbums'): Promise<number | undefined> =>
  (await ground.call(method, method === 'market.getAlbums' ? { owner_id: OWNER } : {}, String(token))).error
    ?.error_code;

describe('the page of consent', () => {
  it('shows who may sign in and works without scripts', async () => {
    ground.vk.seed({ users: [{ id: 7, firstName: 'Пётр', lastName: '<Прохожий>' }] });
    const page = await (await fetch(addressOf())).text();
    for (const part of ['Иван Петров', 'администратор «Лавка у дома»', '&#60;Прохожий&#62;', 'товары сообществ']) {
      expect(page).toContain(part);
    }
    for (const part of ['Разрешить', 'Отклонить', 'lang="ru"', '<legend>Кто входит</legend>']) {
      expect(page).toContain(part);
    }
    expect(page).not.toContain('<script');
  });

  it('sends the browser back with code, state and device', async () => {
    const agreed = Object.fromEntries(await allow());
    expect(agreed).toMatchObject({ state: 'state-1', type: 'code_v2', expires_in: '600' });
    expect(agreed.code).toMatch(/^vk2\.a\./);
    expect(agreed.device_id).not.toBe('');
  });

  it('sends the browser back with a refusal', async () => {
    expect(Object.fromEntries(await decide({ decision: 'deny' }))).toMatchObject({
      error: 'access_denied',
      error_description: expect.any(String),
      state: 'state-1',
    });
  });

  it('asks again where nobody was chosen', async () => {
    const answer = await fetch(addressOf(), { method: 'POST', body: new URLSearchParams({ decision: 'allow' }) });
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('role="alert"')]);
  });

  it.each([
    [{ response_type: 'token' }, 'unsupported_response_type'],
    [{ code_challenge: '' }, 'invalid_request'],
    [{ code_challenge_method: 'plain' }, 'invalid_request'],
    [{ state: '' }, 'invalid_request'],
  ])('tells the application of %j by a redirect', async (changes, error) => {
    const answer = await fetch(addressOf(changes), { redirect: 'manual' });
    const told = new URL(answer.headers.get('location') ?? '').searchParams;
    expect([told.get('error'), told.get('error_description')]).toEqual([error, expect.any(String)]);
  });

  it.each([[{ client_id: '' }], [{ redirect_uri: 'javascript:alert(1)' }], [{ redirect_uri: 'not an address' }]])(
    'goes nowhere with %j',
    async (changes) => {
      const answer = await fetch(addressOf(changes), { redirect: 'manual' });
      expect([answer.status, answer.headers.get('location')]).toEqual([400, null]);
    },
  );
});

describe('the exchange of a code', () => {
  it('gives tokens that work on the methods until their hour is over', async () => {
    const { first } = await signIn();
    expect(first).toMatchObject({ expires_in: 3600, user_id: USER, state: 'state-2', token_type: 'Bearer' });
    expect(first.scope).toBe('vkid.personal_info market photos groups');
    expect((await ground.call('users.get', {}, String(first.access_token))).response).toMatchObject([{ id: USER }]);
    expect(await codeOf(first.access_token)).toBeUndefined();
    ground.vk.skipTime(3_599_000);
    expect(await codeOf(first.access_token)).toBeUndefined();
    ground.vk.skipTime(1_000);
    expect(await codeOf(first.access_token)).toBe(5);
  });

  it('lets a test shorten the hour', async () => {
    ground.vk.setLimits({ accessTokenSeconds: 60 });
    const { first } = await signIn();
    expect(first.expires_in).toBe(60);
    ground.vk.skipTime(60_000);
    expect(await codeOf(first.access_token)).toBe(5);
  });

  it('is good once', async () => {
    const form = codeForm(await allow());
    expect(await answerTo(form)).toHaveProperty('access_token');
    expect(await answerTo(form)).toMatchObject({ error: 'invalid_grant', error_description: expect.any(String) });
  });

  it('is over after ten minutes', async () => {
    const form = codeForm(await allow());
    ground.vk.skipTime(600_000);
    expect(await answerTo(form)).toMatchObject({ error: 'invalid_grant' });
  });

  it.each([
    [{ code_verifier: 'w'.repeat(50) }, 'invalid_grant'],
    [{ code_verifier: '' }, 'invalid_request'],
    [{ device_id: 'another' }, 'invalid_request'],
    [{ redirect_uri: 'https://elsewhere.example/' }, 'invalid_request'],
    [{ client_id: '52' }, 'invalid_client'],
    [{ grant_type: 'password' }, 'unsupported_grant_type'],
  ])('refuses %j', async (changes, error) => {
    expect(await answerTo(codeForm(await allow(), changes as Values))).toMatchObject({ error });
  });

  it.each([200, 400, 401] as const)('refuses with HTTP %i where so switched', async (status) => {
    ground.vk.setSwitches({ vkIdRefusalStatus: status });
    expect((await send(codeForm(await allow(), { code: 'no such' }))).status).toBe(status);
  });
});

describe('the renewal', () => {
  it('replaces both tokens', async () => {
    const { first, renewal } = await signIn();
    const second = await answerTo(renewal());
    expect(second).toMatchObject({ expires_in: 3600, state: 'state-3', scope: first.scope });
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect([await codeOf(first.access_token), await codeOf(second.access_token)]).toEqual([5, undefined]);
  });

  it('leaves the old access token its hour where so switched', async () => {
    ground.vk.setSwitches({ renewalKillsAccess: false });
    const { first, renewal } = await signIn();
    await answerTo(renewal());
    expect(await codeOf(first.access_token)).toBeUndefined();
  });

  it('ends the login when an old refresh token comes again', async () => {
    const { renewal } = await signIn();
    const other = await signIn();
    const second = await answerTo(renewal());
    expect(await answerTo(renewal())).toMatchObject({ error: 'invalid_grant' });
    expect(await codeOf(second.access_token)).toBe(5);
    expect(await answerTo(renewal(second.refresh_token))).toMatchObject({ error: 'invalid_grant' });
    expect(await codeOf(other.first.access_token)).toBeUndefined();
  });

  it('ends the login when two renew at once', async () => {
    const { renewal } = await signIn();
    const both = await Promise.all([answerTo(renewal()), answerTo(renewal())]);
    expect(both.filter((answer) => answer.error === 'invalid_grant')).toHaveLength(1);
    const winner = both.find((answer) => answer.access_token !== undefined);
    expect(await codeOf(winner?.access_token)).toBe(5);
  });

  it.each([[{ device_id: 'another' }], [{ client_id: '52' }]])('refuses %j and spends nothing', async (changes) => {
    const { renewal } = await signIn();
    expect(await answerTo({ ...renewal(), ...changes })).toMatchObject({ error: 'invalid_grant' });
    expect(await answerTo(renewal())).toHaveProperty('access_token');
  });
});

describe('what goes wrong with VK ID', () => {
  const fault = (method: string, effect: object): Promise<Response> =>
    fetch(`${ground.url}/control/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ method, effect, nth: 1 }),
    });

  it.each([15, 7] as const)('withholds the right to the market: code %i', async (code) => {
    ground.vk.setSwitches({ grantMarket: false, missingScopeCode: code });
    const { first } = await signIn();
    expect(first.scope).toBe('vkid.personal_info photos groups');
    expect(await codeOf(first.access_token)).toBe(code);
    expect(await codeOf(first.access_token, 'users.get')).toBeUndefined();
  });

  it('lets the person on the page withhold it', async () => {
    expect((await signIn({ withhold: 'market' })).first.scope).not.toContain('market');
  });

  it('loses the answer after the work: the refresh token is spent', async () => {
    const { renewal } = await signIn();
    await fault('vkid.refresh', { type: 'cut', when: 'after' });
    await expect(send(renewal())).rejects.toThrow();
    expect(await answerTo(renewal())).toMatchObject({ error: 'invalid_grant' });
  });

  it('answers 5xx before the work: the refresh token is good still', async () => {
    const { renewal } = await signIn();
    await fault('vkid.refresh', { type: 'html', status: 503 });
    expect((await send(renewal())).status).toBe(503);
    expect(await answerTo(renewal())).toHaveProperty('access_token');
  });

  it('refuses on demand, is slow on demand', async () => {
    const { renewal } = await signIn();
    await fault('vkid.refresh', { type: 'error', code: 0 });
    expect(await answerTo(renewal())).toMatchObject({ error: 'invalid_grant' });
    await fault('vkid.refresh', { type: 'slow', ms: 150 });
    const start = performance.now();
    expect(await answerTo(renewal())).toHaveProperty('access_token');
    expect(performance.now() - start).toBeGreaterThanOrEqual(145);
    await fault('vkid.code', { type: 'error', code: 0, message: 'server_error' });
    expect(await answerTo(codeForm(await allow()))).toMatchObject({ error: 'server_error' });
  });

  it('is spared by faults of all methods', async () => {
    ground.vk.faults.add({ method: '*', effect: { type: 'html' } });
    expect((await signIn()).first).toHaveProperty('access_token');
  });

  it('lets tokens expire now, and logins end', async () => {
    const { first, renewal } = await signIn();
    const hand = (deed: string): Promise<Response> =>
      fetch(`${ground.url}/control/hands/${deed}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ userId: USER }),
      });
    await hand('expireTokens');
    expect(await codeOf(first.access_token)).toBe(5);
    const second = await answerTo(renewal());
    expect(await codeOf(second.access_token)).toBeUndefined();
    await hand('endLogins');
    expect(await codeOf(second.access_token)).toBe(5);
    expect(await answerTo(renewal(second.refresh_token))).toMatchObject({ error: 'invalid_grant' });
  });

  it('keeps no secret in the journal', async () => {
    const { first, renewal } = await signIn();
    await answerTo(renewal());
    const journal = JSON.stringify(ground.vk.journal.list());
    expect(journal).toContain('vkid.refresh');
    for (const secret of [first.access_token, first.refresh_token, VERIFIER]) {
      expect(journal).not.toContain(String(secret));
    }
    expect(ground.vk.journal.stats()).toMatchObject({ requests: 0, perMethod: { 'vkid.code': { top: 1 } } });
  });
});

describe('groups.get', () => {
  it('lists the communities the person manages, by role', async () => {
    ground.vk.seed({
      communities: [
        { groupId: 5, name: 'Модерируемое' },
        { groupId: 6, name: 'Чужое' },
      ],
      users: [{ id: USER, roles: { [GROUP]: 3, 5: 1 } }],
    });
    const token = String((await signIn()).first.access_token);
    const ids = async (params: Record<string, string | number>): Promise<unknown> =>
      (await ground.call('groups.get', params, token)).response;
    expect(await ids({})).toEqual({ count: 2, items: [GROUP, 5] });
    expect(await ids({ filter: 'editor' })).toEqual({ count: 1, items: [GROUP] });
    expect(await ids({ filter: 'moder', offset: 1, count: 1 })).toEqual({ count: 2, items: [5] });
    expect(await ids({ filter: 'admin', extended: 1, fields: 'market' })).toMatchObject({
      count: 1,
      items: [{ id: GROUP, name: 'Лавка у дома', is_admin: 1, admin_level: 3, market: { enabled: 1 } }],
    });
    expect((await ground.call('groups.get', { filter: 'boss' }, token)).error?.error_code).toBe(100);
  });

  it('wants the right to see them', async () => {
    const agreed = await decide({ user: String(USER), decision: 'allow' }, { scope: 'market' });
    const { access_token: token } = await answerTo(codeForm(agreed));
    expect(await codeOf(token, 'groups.get')).toBe(15);
  });
});
