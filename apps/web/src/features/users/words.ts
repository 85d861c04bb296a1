import type { Tone } from '../../components/ui/status-badge.js';
import type { ConnectionState, LastSync, RunStatus, UserStatus } from '../../lib/api-types.js';

/** Roles that come with the product, the mightiest last. */
export const ROLES = ['user', 'admin', 'system'] as const;
export type BuiltInRole = (typeof ROLES)[number];

export const STATUSES = ['active', 'pending', 'suspended'] as const satisfies UserStatus[];
export const CONNECTION_STATES = ['ok', 'needsAttention', 'incomplete', 'none'] as const satisfies ConnectionState[];
export const LAST_SYNCS = [
  'succeeded',
  'partial',
  'failed',
  'running',
  'cancelled',
  'olderThanDay',
  'olderThanWeek',
  'never',
] as const satisfies LastSync[];

/** Orders of the list; without one, the newest account comes first. */
export const SORTS = ['name', 'email', '-lastLoginAt', '-lastRunAt', 'createdAt'] as const;

/** Colour of an account's status. */
export const STATUS_TONES: Record<UserStatus, Tone> = { active: 'ok', pending: 'wait', suspended: 'bad' };

/** Colour of how both connections fare. */
export const CONNECTION_TONES: Record<ConnectionState, Tone> = {
  ok: 'ok',
  needsAttention: 'bad',
  incomplete: 'wait',
  none: 'quiet',
};

/** Colour of how a run ended. */
export const RUN_TONES: Record<RunStatus, Tone> = {
  queued: 'busy',
  running: 'busy',
  succeeded: 'ok',
  partial: 'wait',
  failed: 'bad',
  cancelled: 'quiet',
};

/** Whether the SPA has words of its own for a role. */
export function isBuiltIn(role: string): role is BuiltInRole {
  return (ROLES as readonly string[]).includes(role);
}
