import { createHash, randomBytes } from 'node:crypto';
import type { Json, Token } from '../types.js';
import type { World } from '../world.js';
import { scopesOf } from './consent.js';

/** VK ID says no: `error` by OAuth's words, the message for people. */
export class ExchangeRefused extends Error {
  readonly error: string;

  constructor(error: string, description: string) {
    super(description);
    this.error = error;
  }
}

type Form = ReadonlyMap<string, string>;

/** What VK allows in a verifier: narrower than RFC 7636. */
const VERIFIER = /^[\w-]{43,128}$/;

/** Exchanges a code for the first tokens of a login. A code is good for one attempt. @throws ExchangeRefused */
export function exchangeCode(world: World, form: Form): Token {
  demand(form, ['code', 'code_verifier', 'device_id', 'redirect_uri', 'client_id']);
  const { consents } = world.state;
  const consent = consents.get(form.get('code') ?? '');
  if (!consent) throw new ExchangeRefused('invalid_grant', 'code is invalid or expired');
  consents.delete(consent.code);
  const verifier = form.get('code_verifier') ?? '';
  if (world.now() >= consent.expiresAt) throw new ExchangeRefused('invalid_grant', 'code is invalid or expired');
  if (form.get('client_id') !== consent.clientId) throw new ExchangeRefused('invalid_client', 'client_id is incorrect');
  if (form.get('device_id') !== consent.deviceId) {
    throw new ExchangeRefused('invalid_request', 'device_id is incorrect');
  }
  if (form.get('redirect_uri') !== consent.redirectUri) {
    throw new ExchangeRefused('invalid_request', 'redirect_uri is incorrect');
  }
  if (!VERIFIER.test(verifier) || createHash('sha256').update(verifier).digest('base64url') !== consent.challenge) {
    throw new ExchangeRefused('invalid_grant', 'code_verifier is incorrect');
  }
  const { clientId, deviceId, scopes, userId } = consent;
  return issue(world, { clientId, deviceId, scopes, userId, login: `login-${world.state.nextSerial()}` });
}

/**
 * Renews the tokens of a login: both are new. A refresh token is good for one renewal; to see it again means that
 * it was stolen or that two renewed at once, and ends the whole login. @throws ExchangeRefused
 */
export function renew(world: World, form: Form): Token {
  demand(form, ['refresh_token', 'client_id', 'device_id']);
  const { state } = world;
  const value = form.get('refresh_token') ?? '';
  const spentBy = state.spentRefreshTokens.get(value);
  if (spentBy !== undefined) endLogin(world, spentBy);
  const old = [...state.tokens.values()].find((token) => token.refreshToken === value);
  if (!old || old.revoked) throw new ExchangeRefused('invalid_grant', 'refresh_token is invalid or expired');
  for (const [name, own] of [
    ['client_id', old.clientId],
    ['device_id', old.deviceId],
  ] as const) {
    if (own !== null && form.get(name) !== own) throw new ExchangeRefused('invalid_grant', `${name} is incorrect`);
  }
  const asked = form.get('scope') ? scopesOf(form.get('scope')) : old.scopes;
  const scopes = old.scopes.filter((scope) => asked.includes(scope));
  const login = old.login ?? `login-${state.nextSerial()}`;
  state.spentRefreshTokens.set(value, login);
  old.refreshToken = null;
  old.login = login;
  if (world.switches.renewalKillsAccess) old.revoked = true;
  return issue(world, { clientId: old.clientId, deviceId: old.deviceId, scopes, userId: old.userId, login });
}

/** The answer of VK ID to a successful exchange; `state` comes back as it was sent. */
export function exchangeAnswer(world: World, token: Token, state: string): Json {
  return {
    access_token: token.value,
    refresh_token: token.refreshToken,
    token_type: 'Bearer',
    expires_in: world.limits.accessTokenSeconds,
    user_id: token.userId,
    state,
    scope: token.scopes.join(' '),
  };
}

function issue(
  world: World,
  grant: Pick<Token, 'clientId' | 'deviceId' | 'scopes' | 'userId'> & { login: string },
): Token {
  const token: Token = {
    ...grant,
    kind: 'user',
    groupId: null,
    value: `vk2.a.${randomBytes(48).toString('base64url')}`,
    refreshToken: `vk2.r.${randomBytes(48).toString('base64url')}`,
    expiresAt: world.now() + world.limits.accessTokenSeconds * 1_000,
    revoked: false,
  };
  world.state.tokens.set(token.value, token);
  return token;
}

function endLogin(world: World, login: string): void {
  for (const token of world.state.tokens.values()) if (token.login === login) token.revoked = true;
}

function demand(form: Form, names: string[]): void {
  const missing = names.find((name) => !form.get(name));
  if (missing) throw new ExchangeRefused('invalid_request', `${missing} is missing`);
}
