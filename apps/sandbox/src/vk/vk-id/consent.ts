import { randomBytes } from 'node:crypto';
import type { Consent } from '../types.js';
import type { World } from '../world.js';

/** What an application asks of a person, as its address of `/authorize` says. */
export interface ConsentRequest {
  clientId: string;
  redirectUri: string;
  state: string;
  challenge: string;
  scopes: string[];
}

/**
 * A request that cannot be shown to a person. With `redirectUri` the application is told so by a redirect; without
 * one, the application cannot be trusted and only the visitor is told.
 */
export interface RefusedRequest {
  error: string;
  description: string;
  redirectUri: string | null;
  state: string;
}

/** The right every login has; VK ID gives nothing else to those who ask for nothing. */
const LEAST_SCOPE = 'vkid.personal_info';

/** base64url of a SHA-256: 32 bytes, no padding. */
const CHALLENGE = /^[\w-]{43}$/;

/** Reads the query of `/authorize`. */
export function readConsentRequest(query: URLSearchParams): ConsentRequest | RefusedRequest {
  const [clientId, redirectUri, state] = [
    textOf(query, 'client_id'),
    textOf(query, 'redirect_uri'),
    query.get('state'),
  ];
  const refused = (error: string, description: string, told = true): RefusedRequest => ({
    error,
    description,
    redirectUri: told ? redirectUri : null,
    state: state ?? '',
  });
  if (!/^[1-9]\d*$/.test(clientId)) return refused('invalid_client', 'client_id is missing or incorrect', false);
  if (!isWebAddress(redirectUri)) return refused('invalid_request', 'redirect_uri is missing or incorrect', false);
  if (query.get('response_type') !== 'code') return refused('unsupported_response_type', 'response_type must be code');
  if (!state) return refused('invalid_request', 'state is missing');
  const challenge = textOf(query, 'code_challenge');
  if (!CHALLENGE.test(challenge)) return refused('invalid_request', 'code_challenge is missing or incorrect');
  if (textOf(query, 'code_challenge_method').toUpperCase() !== 'S256') {
    return refused('invalid_request', 'code_challenge_method must be S256');
  }
  return { clientId, redirectUri, state, challenge, scopes: scopesOf(query.get('scope')) };
}

/** Notes that a person agreed, save for the rights in `withheld`; `market` only where VK grants it at all. */
export function giveConsent(
  world: World,
  request: ConsentRequest,
  userId: number,
  withheld: readonly string[] = [],
): Consent {
  const taken = new Set(world.switches.grantMarket ? withheld : [...withheld, 'market']);
  const consent: Consent = {
    code: `vk2.a.${randomBytes(32).toString('base64url')}`,
    clientId: request.clientId,
    redirectUri: request.redirectUri,
    challenge: request.challenge,
    scopes: request.scopes.filter((scope) => !taken.has(scope)),
    userId,
    deviceId: randomBytes(48).toString('base64url'),
    expiresAt: world.now() + world.limits.codeSeconds * 1_000,
  };
  world.state.consents.set(consent.code, consent);
  return consent;
}

/** Where the browser goes with the code. */
export function agreedAddress(world: World, request: ConsentRequest, consent: Consent): string {
  return withParams(request.redirectUri, {
    code: consent.code,
    expires_in: String(world.limits.codeSeconds),
    device_id: consent.deviceId,
    state: request.state,
    type: 'code_v2',
  });
}

/** Where the browser goes with a refusal. */
export function refusedAddress(redirectUri: string, refusal: Omit<RefusedRequest, 'redirectUri'>): string {
  const { error, description, state } = refusal;
  return withParams(redirectUri, { error, error_description: description, ...(state === '' ? {} : { state }) });
}

/** Names of rights, by spaces as in OAuth or by commas as in VK's older pages; the least one is always among them. */
export function scopesOf(text: string | null | undefined): string[] {
  return [...new Set([LEAST_SCOPE, ...(text ?? '').split(/[\s,]+/).filter((scope) => scope !== '')])];
}

function textOf(query: URLSearchParams, name: string): string {
  return query.get(name) ?? '';
}

function isWebAddress(text: string): boolean {
  return /^https?:$/.test(URL.parse(text)?.protocol ?? '') && !text.includes('#');
}

function withParams(address: string, params: Readonly<Record<string, string>>): string {
  const url = new URL(address);
  for (const [name, value] of Object.entries(params)) url.searchParams.set(name, value);
  return url.href;
}
