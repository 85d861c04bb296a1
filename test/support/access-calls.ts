import type { CallerName } from './access-table.js';
import { NEW_HOOK, unusedEmail, unusedName, type AccessWorld, type Call, type Caller } from './access-world.js';

/** Who calls, and in which world. */
interface Calling {
  world: AccessWorld;
  name: CallerName;
  caller: Caller;
}

/** What stands in the path and in the body of a call. */
interface Filling {
  parts?: Record<string, string | number>;
  body?: object;
}

interface Preparation {
  /** These are not the same afterwards, so somebody like them calls. */
  spends?: readonly CallerName[];
  fill?: (calling: Calling) => Filling | Promise<Filling>;
}

const ENABLED = { enabled: true };
const NEW_PASSWORD = 'quite another password';
const SESSIONS = ['merchant', 'otherMerchant', 'admin', 'system'] as const;
const STRANGERS = ['otherMerchant', 'admin', 'system'] as const;
const MIGHTY: ReadonlySet<CallerName> = new Set(['admin', 'system']);

const token = { body: { token: 'not-a-token', password: NEW_PASSWORD }, parts: { token: 'not-a-token' } };
const switches: Preparation = { fill: () => ({ body: ENABLED }) };
const hook: Preparation = { fill: ({ world }) => ({ parts: { id: world.belongings.hookId } }) };
const run: Preparation = { fill: ({ world }) => ({ parts: { id: world.belongings.runId } }) };

/** Something of its own for each call that may change it, the same for all calls that will be refused. */
const user =
  (body?: object, role = 'user', active = false): Preparation['fill'] =>
  async ({ world, name }) => ({
    parts: { id: MIGHTY.has(name) ? await world.newUser(role, active) : world.merchant.userId },
    body,
  });
const role =
  (bodyOf?: () => object): Preparation['fill'] =>
  async ({ world, name }) => ({
    parts: { id: MIGHTY.has(name) ? await world.newRole() : (await world.roleNamed('user')).id },
    body: bodyOf?.(),
  });

/** A role of the product with the permissions it has already. */
const sameRole = (name: string): Preparation => ({
  fill: async ({ world }) => {
    const { id, permissions } = await world.roleNamed(name);
    return { parts: { id }, body: { permissions } };
  },
});

const letter: Preparation = { fill: ({ caller }) => ({ body: { email: caller.email } }) };

/** What the operations of the table are called with; those not named here need nothing but the merchant's own ids. */
const PREPARATIONS: Record<string, Preparation> = {
  'POST /api/v1/auth/register': {
    fill: () => ({ body: { email: unusedEmail(), password: NEW_PASSWORD, name: 'A newcomer' } }),
  },
  'POST /api/v1/auth/login': {
    spends: SESSIONS,
    fill: ({ caller: { email, password } }) => ({ body: { email, password } }),
  },
  'POST /api/v1/auth/logout': { spends: SESSIONS },
  'POST /api/v1/auth/confirm-email': { fill: () => token },
  'POST /api/v1/auth/reset-password': { fill: () => token },
  'POST /api/v1/auth/resend-confirmation': letter,
  'POST /api/v1/auth/forgot-password': letter,
  'GET /api/v1/auth/invite/{token}': { fill: () => ({ parts: token.parts }) },
  'POST /api/v1/auth/invite/{token}': { fill: () => token },

  'PATCH /api/v1/profile': { fill: () => ({ body: { name: 'Another name' } }) },
  'DELETE /api/v1/profile': { spends: SESSIONS, fill: () => ({ body: { goods: 'keep' } }) },
  'POST /api/v1/profile/change-password': {
    spends: SESSIONS,
    fill: ({ caller }) => ({ body: { currentPassword: caller.password, newPassword: NEW_PASSWORD } }),
  },
  'POST /api/v1/profile/api-tokens': { fill: () => ({ body: { name: 'One more', scopes: ['read'] } }) },
  'DELETE /api/v1/profile/api-tokens/{id}': {
    fill: async ({ world, name }) => ({
      parts: { id: name === 'merchant' ? await world.spareToken() : world.belongings.tokenId },
    }),
  },
  'DELETE /api/v1/profile/sessions': { spends: ['merchant'] },
  'DELETE /api/v1/profile/sessions/{id}': {
    fill: async ({ world, name }) => ({
      parts: { id: name === 'merchant' ? await world.spareSession() : world.belongings.sessionId },
    }),
  },

  'PUT /api/v1/connections/evotor': {
    spends: STRANGERS,
    fill: ({ world }) => ({ body: { accessToken: world.merchant.world.evotorToken } }),
  },
  'PUT /api/v1/connections/vk': {
    spends: STRANGERS,
    fill: ({ world: { merchant } }) => ({
      body: { accessToken: merchant.world.vkToken, groupId: merchant.world.groupId },
    }),
  },
  'PUT /api/v1/connections/vk/community': {
    fill: ({ world }) => ({ body: { groupId: world.merchant.world.groupId } }),
  },
  'DELETE /api/v1/connections/evotor': { spends: ['merchant', 'writeToken'] },
  'DELETE /api/v1/connections/vk': { spends: ['merchant', 'writeToken'] },

  'PUT /api/v1/catalog/stores/{storeId}/sync': switches,
  'PUT /api/v1/catalog/stores/{storeId}/groups/sync': switches,
  'PUT /api/v1/catalog/stores/{storeId}/groups/{groupId}/sync': switches,
  'PUT /api/v1/catalog/stores/{storeId}/products/{productId}/sync': switches,
  'PUT /api/v1/catalog/stores/{storeId}/products/sync': {
    fill: ({ world }) => ({ body: { ...ENABLED, productIds: [world.belongings.productId] } }),
  },

  'PUT /api/v1/sync/settings': { fill: () => ({ body: { stockMode: 'fixed' } }) },
  'POST /api/v1/sync/preview/refresh': {
    fill: async ({ world }) => {
      await world.rest();
      return {};
    },
  },
  'GET /api/v1/sync/runs/{id}': run,
  'GET /api/v1/sync/runs/{id}/causes': run,
  'GET /api/v1/sync/runs/{id}/items': run,
  'GET /api/v1/sync/runs/{id}/items.csv': run,
  'POST /api/v1/sync/runs/{id}/cancel': run,

  'POST /api/v1/hooks': { fill: () => ({ body: NEW_HOOK }) },
  'GET /api/v1/hooks/{id}': hook,
  'PATCH /api/v1/hooks/{id}': { fill: ({ world }) => ({ parts: { id: world.belongings.hookId }, body: NEW_HOOK }) },
  'DELETE /api/v1/hooks/{id}': {
    fill: async ({ world, name }) => ({
      parts: { id: name === 'merchant' || name === 'writeToken' ? await world.spareHook() : world.belongings.hookId },
    }),
  },
  'POST /api/v1/hooks/{id}/rotate-secret': hook,
  'POST /api/v1/hooks/{id}/ping': hook,
  'GET /api/v1/hooks/{id}/deliveries': hook,
  'GET /api/v1/hooks/{id}/deliveries/{deliveryId}': hook,
  'POST /api/v1/hooks/{id}/deliveries/{deliveryId}/replay': hook,

  'GET /api/v1/admin/logs/{id}': { fill: ({ world }) => ({ parts: { id: world.belongings.logId } }) },
  'POST /api/v1/admin/roles': {
    fill: () => ({ body: { name: unusedName(), permissions: ['sync.read'] } }),
  },
  'PATCH /api/v1/admin/roles/{id}': {
    fill: role(() => ({ name: unusedName() })),
  },
  'DELETE /api/v1/admin/roles/{id}': { fill: role() },
  'PUT /api/v1/admin/roles/{id}/permissions': { fill: role(() => ({ permissions: ['sync.read'] })) },
  'PUT /api/v1/admin/roles/{id}/permissions # of merchants': sameRole('user'),
  'PUT /api/v1/admin/roles/{id}/permissions # of admins': sameRole('admin'),
  'PUT /api/v1/admin/roles/{id}/permissions # of system users': {
    fill: async ({ world }) => ({
      parts: { id: (await world.roleNamed('system')).id },
      body: { permissions: [] },
    }),
  },
  'POST /api/v1/admin/users': { fill: () => ({ body: { email: unusedEmail(), name: 'Invited', role: 'user' } }) },
  'POST /api/v1/admin/users # a system user': {
    fill: () => ({ body: { email: unusedEmail(), name: 'Invited', role: 'system' } }),
  },
  'GET /api/v1/admin/users/{id}': { fill: user() },
  'GET /api/v1/admin/users/{id}/runs': { fill: user() },
  'POST /api/v1/admin/users/{id}/activate': { fill: user() },
  'POST /api/v1/admin/users/{id}/send-invite': { fill: user() },
  'POST /api/v1/admin/users/{id}/suspend': { fill: user() },
  'POST /api/v1/admin/users/{id}/reset-password': { fill: user({}) },
  'POST /api/v1/admin/users/{id}/sync': { fill: user(undefined, 'user', true) },
  'PATCH /api/v1/admin/users/{id}': { fill: user({ name: 'Renamed' }) },
  'PATCH /api/v1/admin/users/{id} # to a system user': { fill: user({ role: 'system' }) },
  'DELETE /api/v1/admin/users/{id}': { fill: user() },
  'PATCH /api/v1/admin/users/{id} # a system user': { fill: user({ name: 'Renamed' }, 'system') },
  'DELETE /api/v1/admin/users/{id} # a system user': { fill: user(undefined, 'system') },
  'POST /api/v1/admin/users/{id}/activate # a system user': { fill: user(undefined, 'system') },
  'POST /api/v1/admin/users/{id}/suspend # a system user': { fill: user(undefined, 'system') },
  'POST /api/v1/admin/users/{id}/reset-password # a system user': { fill: user({ password: NEW_PASSWORD }, 'system') },
  'POST /api/v1/admin/users/{id}/send-invite # a system user': { fill: user(undefined, 'system') },
  'POST /api/v1/admin/users/{id}/sync # a system user': { fill: user(undefined, 'system', true) },
};

/** Lines of preparations, so that none outlives its line in the table. */
export const preparedLines = Object.keys(PREPARATIONS);

/** Who calls an operation of the table on behalf of `name`, and with what. */
export async function callOf(
  world: AccessWorld,
  line: string,
  name: CallerName,
): Promise<{ caller: Caller; call: Call }> {
  const { spends, fill } = PREPARATIONS[line] ?? {};
  const caller = spends?.includes(name) ? await world.anotherLike(name) : world.callers[name];
  const { parts, body } = (await fill?.({ world, name, caller })) ?? {};
  const known: Record<string, string | number> = { ...world.belongings, ...parts };
  const [method = '', template = ''] = line.split(' ');
  const path = template.replace(/\{(\w+)\}/g, (_, part: string) => {
    const value = known[part];
    if (value === undefined) throw new Error(`${line}: nothing to put for ${part}`);
    return encodeURIComponent(value);
  });
  return { caller, call: { method, path, body } };
}
