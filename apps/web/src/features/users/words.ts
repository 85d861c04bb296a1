import type { Tone } from '../../components/ui/status-badge.js';
import type { UserStatus } from '../../lib/api-types.js';

/** Roles an account may be created with, the mightiest last. */
export const ROLES = ['user', 'admin', 'system'] as const;
export type Role = (typeof ROLES)[number];

/** Colour of an account's status. */
export const STATUS_TONES: Record<UserStatus, Tone> = { active: 'ok', pending: 'wait', suspended: 'bad' };

/** Whether the SPA has words of its own for a role. */
export function isRole(role: string): role is Role {
  return (ROLES as readonly string[]).includes(role);
}
