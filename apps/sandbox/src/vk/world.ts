import type { Faults } from './faults.js';
import type { Journal } from './journal.js';
import type { RunningSecond, VolumeControl } from './limiter.js';
import type { VkLimits, VkSwitches } from './settings.js';
import type { VkState } from './state.js';
import type { Token } from './types.js';

/** All that the parts of the simulator share. */
export interface World {
  state: VkState;
  switches: VkSwitches;
  limits: VkLimits;
  faults: Faults;
  journal: Journal;
  limiter: RunningSecond;
  volume: VolumeControl;
  strict: boolean;
  now: () => number;
  /** Base URL under which the router is mounted, without a slash at the end. */
  publicUrl: () => string;
}

/** One call of a method, alone or inside `execute`. */
export interface Call {
  world: World;
  method: string;
  token: Token;
  version: string;
}
