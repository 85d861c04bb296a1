import { CURRENCY_NAMES } from './money.js';
import type { FaultEffect, FaultSpec } from './faults.js';
import { BadControlRequest, JsonBody } from './json-body.js';
import type { ItemPatch } from './outside-hands.js';
import { DEFAULT_LIMITS, DEFAULT_SWITCHES, SWITCH_CHOICES } from './settings.js';
import type { VkLimits, VkSwitches, VolumeLimit } from './settings.js';
import type { CommunitySpec, ItemDraft, TokenSpec, UserSpec } from './state.js';
import type { VkSeed } from './vk-sim.js';

const TOKEN_KINDS = ['user', 'community', 'service'] as const;
const FAULT_TYPES = ['error', 'html', 'slow', 'cut', 'truncated'] as const;

/** Drops fields that were not sent, so that defaults apply. */
function sent<T extends object>(fields: T): T {
  for (const [name, value] of Object.entries(fields)) if (value === undefined) Reflect.deleteProperty(fields, name);
  return fields;
}

export function readCommunity(body: JsonBody): CommunitySpec {
  return sent({
    groupId: body.number('groupId'),
    name: body.text('name'),
    screenName: body.optionalText('screenName'),
    marketEnabled: body.optionalFlag('marketEnabled'),
    currency: body.optionalWord('currency', CURRENCY_NAMES),
  });
}

export function readUser(body: JsonBody): UserSpec {
  const roles = new JsonBody(body.raw('roles') ?? {});
  return sent({
    id: body.number('id'),
    firstName: body.optionalText('firstName'),
    lastName: body.optionalText('lastName'),
    screenName: body.optionalText('screenName'),
    roles: Object.fromEntries(roles.names().map((groupId) => [Number(groupId), roles.number(groupId)])),
  });
}

export function readToken(body: JsonBody): TokenSpec {
  return sent({
    token: body.text('token'),
    kind: body.optionalWord('kind', TOKEN_KINDS),
    userId: body.optionalNumber('userId'),
    groupId: body.optionalNumber('groupId'),
    scopes: body.raw('scopes') === undefined ? undefined : body.texts('scopes'),
    expiresAt: body.optionalNumber('expiresAt'),
    revoked: body.optionalFlag('revoked'),
    refreshToken: body.optionalText('refreshToken'),
    clientId: body.optionalText('clientId'),
    deviceId: body.optionalText('deviceId'),
  });
}

/** Fields an owner may set by hand; `price` in hundredths. */
export function readItemPatch(body: JsonBody): ItemPatch {
  return sent({
    name: body.optionalText('name'),
    description: body.optionalText('description'),
    price: body.optionalNumber('price'),
    oldPrice: body.optionalNumber('oldPrice'),
    stock: body.optionalNumber('stock'),
    sku: body.optionalText('sku'),
    categoryId: body.optionalNumber('categoryId'),
    url: body.optionalText('url'),
    hidden: body.optionalFlag('hidden'),
  });
}

export function readItem(body: JsonBody): ItemDraft {
  return { ...readItemPatch(body), name: body.text('name') };
}

export function readSeed(body: JsonBody): VkSeed {
  return {
    users: body.bodies('users').map(readUser),
    tokens: body.bodies('tokens').map(readToken),
    communities: body.bodies('communities').map((shop) => ({
      ...readCommunity(shop),
      items: shop.bodies('items').map(readItem),
      albums: shop.bodies('albums').map((album) => ({
        title: album.text('title'),
        items: album.bodies('items').map(readItem),
      })),
    })),
  };
}

export function readFault(body: JsonBody): FaultSpec {
  return sent({
    method: body.optionalText('method') ?? '*',
    effect: readEffect(new JsonBody(body.raw('effect'))),
    where: body.optionalWord('where', ['top', 'inner', 'any'] as const),
    nth: body.optionalNumber('nth'),
    probability: body.optionalNumber('probability'),
    times: body.optionalNumber('times'),
    userId: body.optionalNumber('userId'),
  });
}

function readEffect(body: JsonBody): FaultEffect {
  switch (body.optionalWord('type', FAULT_TYPES)) {
    case 'error':
      return sent({
        type: 'error' as const,
        code: body.number('code'),
        message: body.optionalText('message'),
        captcha: body.optionalWord('captcha', ['redirect', 'image'] as const),
      });
    case 'html':
      return sent({ type: 'html' as const, status: body.optionalNumber('status') });
    case 'slow':
      return { type: 'slow', ms: body.number('ms') };
    case 'cut':
      return { type: 'cut', when: body.optionalWord('when', ['before', 'after'] as const) ?? 'before' };
    case 'truncated':
      return { type: 'truncated' };
    default:
      throw new BadControlRequest(`type: one of ${FAULT_TYPES.join(', ')} expected`);
  }
}

export function readVolumeLimit(body: JsonBody): VolumeLimit {
  const code = body.number('code');
  if (code !== 9 && code !== 14 && code !== 29) throw new BadControlRequest('code: 9, 14 or 29 expected');
  return sent({
    method: body.text('method'),
    limit: body.number('limit'),
    windowMs: body.number('windowMs'),
    code,
    captchaAfter: body.optionalNumber('captchaAfter'),
  });
}

/** Checks names and values against the defaults and the known choices. */
export function readSwitches(body: JsonBody): Partial<VkSwitches> {
  return readKnown(body, { ...DEFAULT_SWITCHES }, SWITCH_CHOICES);
}

export function readLimits(body: JsonBody): Partial<VkLimits> {
  return readKnown(body, { ...DEFAULT_LIMITS }, {});
}

function readKnown<T extends object>(
  body: JsonBody,
  known: T,
  choices: Readonly<Partial<Record<keyof T, readonly (string | number)[]>>>,
): Partial<T> {
  const isName = (name: string): name is string & keyof T => Object.hasOwn(known, name);
  const read: Partial<T> = {};
  for (const name of body.names()) {
    if (!isName(name)) throw new BadControlRequest(`${name}: no such setting`);
    const value = body.raw(name);
    const words = choices[name];
    if (words ? !words.some((word) => word === value) : typeof value !== typeof known[name]) {
      throw new BadControlRequest(`${name}: ${words ? words.join(', ') : typeof known[name]} expected`);
    }
    Object.assign(read, { [name]: value });
  }
  return read;
}
