import { randomBytes } from 'node:crypto';
import type { Json, Token } from './types.js';
import type { World } from './world.js';

const HOUR_SECONDS = 3_600;

/**
 * VK ID's exchange of a refresh token: both tokens are new, the old ones are dead from then on; an old refresh token
 * answers `invalid_grant`.
 */
export function refreshTokens(world: World, form: ReadonlyMap<string, string>): Json {
  if (form.get('grant_type') !== 'refresh_token') return refused('unsupported_grant_type', 'only refresh_token');
  const missing = ['refresh_token', 'client_id', 'device_id'].find((name) => !form.get(name));
  if (missing) return refused('invalid_request', `${missing} is missing`);
  const old = [...world.state.tokens.values()].find((token) => token.refreshToken === form.get('refresh_token'));
  if (!old || old.revoked) return refused('invalid_grant', 'refresh_token is invalid');
  const fresh: Token = {
    ...old,
    value: `vk2.a.${randomBytes(24).toString('base64url')}`,
    refreshToken: `vk2.r.${randomBytes(24).toString('base64url')}`,
    expiresAt: world.now() + HOUR_SECONDS * 1_000,
  };
  old.revoked = true;
  old.refreshToken = null;
  world.state.tokens.set(fresh.value, fresh);
  return {
    access_token: fresh.value,
    refresh_token: fresh.refreshToken,
    expires_in: HOUR_SECONDS,
    user_id: fresh.userId,
    state: form.get('state') ?? '',
    scope: fresh.scopes.join(' '),
  };
}

function refused(error: string, description: string): Json {
  return { error, error_description: description };
}
