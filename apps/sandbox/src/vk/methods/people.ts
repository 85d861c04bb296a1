import { roleOf } from '../access.js';
import { currencyView } from '../money.js';
import type { Params } from '../params.js';
import { FACE_PATH } from '../pictures.js';
import type { Community, Json, User } from '../types.js';
import type { Call } from '../world.js';

const MODERATOR = 1;
const MOST_GROUPS = 1_000;

/** The least level that each filter of `groups.get` lets in: administrators are editors, editors are moderators. */
const FILTER_LEVELS: Readonly<Record<string, number>> = { admin: 3, editor: 2, moder: 1 };

/** `users.get`: the people asked for, or the token's own user; a community or service token has none. */
export function usersGet(call: Call, params: Params): Json {
  const { users } = call.world.state;
  const asked = params.texts('user_ids');
  const own = call.token.userId === null ? [] : [String(call.token.userId)];
  const find = (key: string): User | undefined =>
    users.get(Number(key)) ?? [...users.values()].find((user) => user.screenName === key);
  return (asked.length > 0 ? asked : own)
    .map(find)
    .filter((user) => user !== undefined)
    .map((user) => ({
      id: user.id,
      first_name: user.firstName,
      last_name: user.lastName,
      is_closed: false,
      can_access_closed: true,
      ...(params.texts('fields').includes('photo_100') ? { photo_100: faceOf(call) } : {}),
    }));
}

/** `groups.getById` of 5.199: `{ groups, profiles }`; unknown communities are left out. */
export function groupsGetById(call: Call, params: Params): Json {
  const asked = params.has('group_id') ? [params.text('group_id')] : params.texts('group_ids');
  const own = call.token.groupId === null ? [] : [String(call.token.groupId)];
  const fields = new Set(params.texts('fields'));
  const groups = (asked.length > 0 ? asked : own)
    .map((key) => findCommunity(call, key))
    .filter((community) => community !== undefined)
    .map((community) => groupView(call, community, fields));
  return { groups, profiles: [] };
}

/**
 * `groups.get`: communities of the token's own user, who is a member of those that he manages. Filters that are not
 * about a role (`groups`, `publics`...) let all in. Ids, or with `extended` whole communities.
 */
export function groupsGet(call: Call, params: Params): Json {
  const levels = params.texts('filter').flatMap((filter) => FILTER_LEVELS[filter] ?? []);
  const least = levels.length > 0 ? Math.max(...levels) : MODERATOR;
  const own = !params.has('user_id') || params.int('user_id') === call.token.userId;
  const found = [...call.world.state.communities.values()].filter(({ groupId }) => roleOf(call, groupId) >= least);
  const offset = params.int('offset');
  const shown = (own ? found : []).slice(offset, offset + params.int('count', MOST_GROUPS));
  const fields = new Set(params.texts('fields'));
  const whole = params.flag('extended');
  const items = shown.map((community) => (whole ? groupView(call, community, fields) : community.groupId));
  return { count: own ? found.length : 0, items };
}

/** Nobody here has a picture of their own: all show the same drawn camera. */
function faceOf(call: Call): string {
  return `${call.world.publicUrl()}${FACE_PATH}`;
}

function findCommunity(call: Call, key: string): Community | undefined {
  const { communities } = call.world.state;
  const byName = [...communities.values()].find((community) => community.screenName === key);
  return communities.get(Number(key.replace(/^(club|public)(?=\d+$)/, ''))) ?? byName;
}

function groupView(call: Call, community: Community, fields: ReadonlySet<string>): Json {
  const level = roleOf(call, community.groupId);
  const isUser = call.token.kind === 'user';
  return {
    id: community.groupId,
    name: community.name,
    screen_name: community.screenName,
    is_closed: 0,
    type: 'group',
    ...(isUser ? { is_admin: level >= MODERATOR ? 1 : 0, is_member: level >= MODERATOR ? 1 : 0 } : {}),
    ...(isUser && level >= MODERATOR ? { admin_level: level } : {}),
    ...(community.deactivated ? { deactivated: community.deactivated } : {}),
    photo_50: faceOf(call),
    photo_100: faceOf(call),
    photo_200: faceOf(call),
    ...(fields.has('market') ? { market: marketView(community) } : {}),
  };
}

function marketView(community: Community): Json {
  if (!community.marketEnabled) return { type: 'none', enabled: 0 };
  const prices = [...community.items.values()].filter((item) => item.erasedAt === null).map((item) => item.price);
  return {
    type: 'basic',
    enabled: 1,
    contact_id: 1,
    currency: currencyView(community.currency),
    currency_text: community.currency,
    main_album_id: community.mainAlbumId,
    price_min: String(prices.reduce((least, price) => Math.min(least, price), prices[0] ?? 0)),
    price_max: String(prices.reduce((most, price) => Math.max(most, price), 0)),
  };
}
