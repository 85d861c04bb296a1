import type { Tone } from '../../components/ui/status-badge.js';
import type { SyncState } from '../../lib/api-types.js';

/** Every sync state in the order it is offered as a filter. */
export const SYNC_STATES: SyncState[] = ['synced', 'pending', 'skipped', 'failed', 'off'];

/** Colour of a sync state. */
export const SYNC_STATE_TONES: Record<SyncState, Tone> = {
  synced: 'ok',
  pending: 'busy',
  skipped: 'wait',
  failed: 'bad',
  off: 'quiet',
};
