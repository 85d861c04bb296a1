import { METHOD_SCHEMA } from './method-schema.js';
import type { Community, Token } from './types.js';
import { VkError } from './vk-error.js';
import type { Call, World } from './world.js';

const EDITOR = 2;
const SCOPES: Readonly<Record<string, string[]>> = {
  'photos.saveMarketAlbumPhoto': ['market', 'photos'],
  'groups.get': ['groups'],
};

/** Finds the live token behind the value of a request. @throws VkError 5 (1117 where so switched) */
export function findToken(world: World, value: string | undefined): Token {
  if (!value) throw new VkError(5, 'no access_token passed.');
  const token = world.state.tokens.get(value);
  if (!token || token.revoked) throw new VkError(5, 'invalid access_token (4).');
  if (token.expiresAt !== null && world.now() >= token.expiresAt) {
    throw new VkError(world.switches.expiredCode, 'access_token has expired.');
  }
  return token;
}

/**
 * Whether this kind of token, with its rights, may call the method.
 * @throws VkError 27 for a community token, 28 for a service token, 15 (7 where so switched) without the right
 */
export function checkTokenKind(world: World, token: Token, method: string): void {
  const kinds = method === 'execute' ? ['user', 'group'] : (METHOD_SCHEMA[method]?.tokens ?? []);
  if (token.kind === 'community' && !kinds.includes('group')) {
    throw new VkError(27, 'method is unavailable with group auth.');
  }
  if (token.kind === 'service' && !kinds.includes('service')) {
    throw new VkError(28, 'method is unavailable with service token.');
  }
  const wanted = SCOPES[method] ?? (/^(market|photos)\./.test(method) ? ['market'] : []);
  if (wanted.every((scope) => token.scopes.includes(scope))) return;
  if (world.switches.missingScopeCode === 7) throw new VkError(7);
  throw new VkError(15, 'no access to call this method', { error_subcode: 1133 });
}

/** Level of the token's user in the community: 0 stranger, 1 moderator, 2 editor, 3 administrator. */
export function roleOf(call: Call, groupId: number): number {
  const user = call.token.userId === null ? undefined : call.world.state.users.get(call.token.userId);
  return user?.roles.get(groupId) ?? 0;
}

export function managesShop(call: Call, groupId: number): boolean {
  return roleOf(call, groupId) >= EDITOR;
}

/**
 * The community whose shop the call wants to read or write, by positive id.
 * @throws VkError 205 (7) without the role, 203 for a deactivated community, 1438 with the shop switched off
 */
export function shopFor(call: Call, groupId: number, purpose: 'read' | 'write'): Community {
  const { state, switches } = call.world;
  const community = state.communities.get(groupId);
  if (!community) throw new VkError(switches.deniedCode);
  if (community.deactivated) throw new VkError(203, `group is ${community.deactivated}`);
  const open = purpose === 'read' && switches.publicRead;
  if (!open && !managesShop(call, groupId)) throw new VkError(switches.deniedCode);
  if (!community.marketEnabled) throw new VkError(1438);
  return community;
}
