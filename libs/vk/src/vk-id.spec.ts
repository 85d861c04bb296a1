import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newPkce, newState, VkId, type VkIdCallRecord, VkIdRefusedError, VkIdUnavailableError } from './vk-id.js';

type Form = Record<string, string>;

describe('the client of VK ID', () => {
  let server: Server;
  let vkId: VkId;
  let answer: (form: Form) => { status?: number; body: unknown } | null;
  const forms: Form[] = [];
  const calls: VkIdCallRecord[] = [];

  const good = (form: Form) => ({
    body: {
      access_token: 'vk2.a.new',
      refresh_token: 'vk2.r.new',
      expires_in: 3600,
      user_id: 17,
      state: form.state,
      scope: 'market Photos',
    },
  });

  beforeEach(async () => {
    forms.length = 0;
    calls.length = 0;
    answer = good;
    server = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk: Buffer) => (text += chunk.toString()));
      request.on('end', () => {
        const form = Object.fromEntries(new URLSearchParams(text));
        forms.push({ path: request.url ?? '', type: request.headers['content-type'] ?? '', ...form });
        const told = answer(form);
        if (!told) return void request.socket.destroy();
        response.writeHead(told.status ?? 200, { 'Content-Type': 'application/json' });
        response.end(typeof told.body === 'string' ? told.body : JSON.stringify(told.body));
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    vkId = new VkId({
      baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
      clientId: '51000000',
      redirectUri: 'https://evosync.test/back',
      timeoutMs: 500,
      onCall: (call) => calls.push(call),
    });
  });
  afterEach(() => void server.close());

  const refresh = () => vkId.refresh({ refreshToken: 'vk2.r.old', deviceId: 'device-1' });

  it('sends people to VK with a challenge that only the verifier fits', () => {
    const { verifier, challenge } = newPkce();
    expect(verifier).toMatch(/^[\w-]{43,128}$/);
    expect(challenge).toBe(createHash('sha256').update(verifier).digest('base64url'));
    const url = new URL(vkId.authorizeUrl('state-1', challenge));
    expect(url.pathname).toBe('/authorize');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      response_type: 'code',
      client_id: '51000000',
      redirect_uri: 'https://evosync.test/back',
      state: 'state-1',
      code_challenge: challenge,
      code_challenge_method: 'S256',
      scope: 'market photos groups',
    });
    expect(newState()).not.toBe(newState());
  });

  it('exchanges a code, naming the device it came with', async () => {
    const tokens = await vkId.exchange({ code: 'c-1', verifier: 'v-1', deviceId: 'device-1', state: 'state-1' });
    expect(tokens).toEqual({
      accessToken: 'vk2.a.new',
      refreshToken: 'vk2.r.new',
      expiresInSeconds: 3600,
      userId: 17,
      rights: ['market', 'photos'],
    });
    expect(forms).toEqual([
      {
        path: '/oauth2/auth',
        type: expect.stringContaining('application/x-www-form-urlencoded'),
        grant_type: 'authorization_code',
        client_id: '51000000',
        state: 'state-1',
        code: 'c-1',
        code_verifier: 'v-1',
        redirect_uri: 'https://evosync.test/back',
        device_id: 'device-1',
      },
    ]);
    expect(calls).toEqual([
      { grantType: 'authorization_code', httpStatus: 200, errorCode: null, durationMs: expect.any(Number) },
    ]);
  });

  it('refreshes, with a state of its own each time', async () => {
    await refresh();
    await refresh();
    expect(forms[0]).toMatchObject({
      grant_type: 'refresh_token',
      refresh_token: 'vk2.r.old',
      device_id: 'device-1',
      client_id: '51000000',
      scope: 'market photos groups',
    });
    expect(forms[0]?.state).not.toBe(forms[1]?.state);
  });

  it('does not take tokens whose state came back changed', async () => {
    answer = () => ({ body: { ...good({ state: 'another' }).body } });
    await expect(refresh()).rejects.toThrow(VkIdUnavailableError);
  });

  it.each([
    ['a refusal with status 400', { status: 400, body: { error: 'invalid_grant', error_description: 'used' } }],
    ['a refusal with status 200', { status: 200, body: { error: 'invalid_token' } }],
    ['a refusal with status 401', { status: 401, body: { error: 'unauthorized_client' } }],
  ])('%s stands', async (_name, told) => {
    answer = () => told;
    await expect(refresh()).rejects.toThrow(VkIdRefusedError);
    expect(calls[0]?.errorCode).toBe(told.body.error);
  });

  it.each([
    ['a server error', { status: 502, body: '<html>' }],
    ['a refusal that may pass', { status: 400, body: { error: 'slow_down' } }],
    ['half an answer', { body: '{"access_token":"vk2' }],
    ['an answer without a refresh token', { body: { access_token: 'vk2.a.new', expires_in: 1 } }],
    ['a cut connection', null],
  ])('%s is no answer, and names no token', async (_name, told) => {
    answer = (form) =>
      told && typeof told.body === 'object' ? { ...told, body: { state: form.state, ...told.body } } : told;
    const error = await refresh().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(VkIdUnavailableError);
    expect(String(error) + JSON.stringify(calls)).not.toContain('vk2.');
    expect(calls[0]?.errorCode).toBe('no_answer');
  });
});
