/** Every permission a guard may ask for. */
export const permissionCodes = [
  'connections.read',
  'connections.write',
  'catalog.read',
  'catalog.write',
  'sync.read',
  'sync.write',
  'vk-catalog.read',
  'profile.read',
  'profile.write',
  'hooks.read',
  'hooks.write',
  'users.read',
  'users.write',
  'roles.read',
  'roles.write',
  'logs.read',
  'overview.read',
  'queues.read',
  'system.manage',
] as const;

export type PermissionCode = (typeof permissionCodes)[number];

/** The roles that come with the product, the mightiest first. */
export const builtInRoles = ['system', 'admin', 'user'] as const;
