import {
  VkApiError,
  VkConnectionError,
  VkTransportError,
  VkUnknownOutcomeError,
  type VkConnectionErrorCode,
} from './errors.js';
import { isObject, textOrNull } from './json.js';
import type { VkMethod, VkParams } from './methods.js';
import type { VkGroup, VkResult } from './results.js';
import { decodeVkText } from './text.js';

/** A connection that works: whose token it is, and which shop it serves. */
export interface VkConnectionCheck {
  user: { id: number; name: string };
  group: {
    id: number;
    name: string;
    screenName: string | null;
    photoUrl: string | null;
    /** Currency of the shop as VK names it, for example `RUB`. */
    currency: { id: number; name: string; title: string } | null;
  };
}

/** Asks VK one thing. */
export type Ask = <M extends VkMethod>(method: M, params: VkParams<M>) => Promise<VkResult<M>>;

/** An editor (2) or an administrator (3) may manage goods, a moderator (1) may not. */
const LEAST_ADMIN_LEVEL = 2;
/** A register's prices are roubles; in a shop of another currency each would be wrong. */
const ROUBLE = 643;

/**
 * Tries a token and a community, cheapest question first: does the token live and is it a user's, does the
 * community exist and may this user manage it, is its shop open to this token.
 * @throws VkConnectionError with the reason
 */
export async function checkConnection(groupId: number, ask: Ask): Promise<VkConnectionCheck> {
  const [user] = await named(ask('users.get', {}), () => null);
  if (!user) throw new VkConnectionError('not_a_user_token');
  const fields = ['market', 'is_admin', 'admin_level', 'deactivated', 'ban_info', 'photo_200'];
  const { groups } = await named(ask('groups.getById', { group_id: groupId, fields }), groupRefusal);
  const group = groups.find(({ id }) => id === groupId);
  if (!group) throw new VkConnectionError('group_not_found');
  const obstacle = obstacleIn(group);
  if (obstacle) throw new VkConnectionError(obstacle);
  await named(ask('market.getAlbums', { owner_id: -groupId, count: 1 }), marketRefusal);
  return {
    user: { id: user.id, name: [user.first_name, user.last_name].map(plainText).join(' ').trim() },
    group: {
      id: group.id,
      name: plainText(group.name),
      screenName: textOrNull(group.screen_name),
      photoUrl: photoOf(group),
      currency: isObject(group.market) ? readCurrency(group.market.currency) : null,
    },
  };
}

/** Turns VK's refusal into a named problem of the connection. */
export async function named<T>(
  asked: Promise<T>,
  refusal: (error: VkApiError) => VkConnectionErrorCode | null,
): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof VkApiError) {
      throw new VkConnectionError(refusal(error) ?? generalRefusal(error), error);
    }
    if (error instanceof VkTransportError || error instanceof VkUnknownOutcomeError) {
      throw new VkConnectionError('unavailable', error);
    }
    throw error;
  }
}

function generalRefusal(error: VkApiError): VkConnectionErrorCode {
  if (error.code === 27 || error.code === 28) return 'not_a_user_token';
  return error.family === 'user-token' ? 'token_rejected' : 'unavailable';
}

function groupRefusal(error: VkApiError): VkConnectionErrorCode | null {
  return [40, 100, 104, 125].includes(error.code) ? 'group_not_found' : null;
}

/** The role has been looked at before, so a denial at the shop that does not name it means a missing right. */
function marketRefusal(error: VkApiError): VkConnectionErrorCode | null {
  switch (error.code) {
    case 7:
    case 15:
      return 'no_market_scope';
    case 30:
    case 203:
    case 204:
    case 205:
      return 'not_a_manager';
    case 1438:
    case 1525:
    case 1526:
      return 'market_disabled';
    default:
      return null;
  }
}

/** Why this person may not manage goods of the group; null when nothing is known against it. */
export function obstacleIn(group: VkGroup): VkConnectionErrorCode | null {
  if (textOrNull(group.deactivated)) return 'group_blocked';
  const isAdmin = group.is_admin === 1 || group.is_admin === true;
  const level = typeof group.admin_level === 'number' ? group.admin_level : LEAST_ADMIN_LEVEL;
  if (!isAdmin || level < LEAST_ADMIN_LEVEL || isObject(group.ban_info)) return 'not_a_manager';
  const isClosed = isObject(group.market) && (group.market.enabled === 0 || group.market.enabled === false);
  if (isClosed) return 'market_disabled';
  const currency = isObject(group.market) ? readCurrency(group.market.currency) : null;
  return currency === null || currency.id === ROUBLE ? null : 'not_in_roubles';
}

function readCurrency(value: unknown): VkConnectionCheck['group']['currency'] {
  if (!isObject(value) || typeof value.id !== 'number') return null;
  return { id: value.id, name: plainText(value.name), title: plainText(value.title) };
}

/** A text of VK, entities decoded. */
export function plainText(value: unknown): string {
  return decodeVkText(textOrNull(value) ?? '');
}

/** Address of the group's picture, the largest known. */
export function photoOf(group: VkGroup): string | null {
  return textOrNull(group.photo_200) ?? textOrNull(group.photo_100) ?? textOrNull(group.photo_50);
}
