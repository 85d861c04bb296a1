import type { ActingAdmin } from '../admin/acting-admin.js';
import { permissionCodes } from '../rbac/permissions.js';

/** Whoever has the machine may do anything; the audit trail names the command line instead of a user. */
export const operator: ActingAdmin = {
  id: 0,
  email: 'command line',
  name: 'EvoSync',
  roles: ['system'],
  permissions: [...permissionCodes],
  via: 'session',
  ip: null,
};
