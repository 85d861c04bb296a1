import express from 'express';
import type { Router } from 'express';
import { controlRoutes } from './control.js';
import { Faults } from './faults.js';
import { Journal } from './journal.js';
import { RunningSecond, VolumeControl } from './limiter.js';
import { OutsideHands } from './outside-hands.js';
import { DEFAULT_LIMITS, DEFAULT_SWITCHES } from './settings.js';
import type { VkLimits, VkSwitches, VolumeLimit } from './settings.js';
import { takeSnapshot } from './snapshot.js';
import type { VkSnapshot } from './snapshot.js';
import { VkState } from './state.js';
import type { CommunitySpec, ItemDraft, TokenSpec, UserSpec } from './state.js';
import { transportRoutes } from './transport.js';
import type { World } from './world.js';

export interface VkSimOptions {
  /** Base URL under which the router is mounted (no slash at the end): upload and photo URLs start with it. */
  publicUrl: () => string;
  /** Requests of one user token in any running second; 3 like VK. */
  requestsPerSecond?: number;
  now?: () => number;
  /** Unknown parameters answer 100 (default) instead of being ignored; they are recorded either way. */
  strict?: boolean;
  switches?: Partial<VkSwitches>;
  limits?: Partial<VkLimits>;
  /** Source of chance for faults with a probability. */
  random?: () => number;
}

export interface ShopSeed extends CommunitySpec {
  albums?: { title: string; items?: ItemDraft[] }[];
  /** Items that stand in no album. */
  items?: ItemDraft[];
}

/** A starting world: shops with their goods, people, tokens. */
export interface VkSeed {
  communities?: ShopSeed[];
  users?: UserSpec[];
  tokens?: TokenSpec[];
}

/**
 * A simulated VK with its Market: the API under `/method`, uploads, pictures and a control API on one express router.
 * All that the control API does can be done in process as well.
 */
export class VkSim {
  readonly router: Router;
  readonly state = new VkState();
  readonly journal = new Journal();
  readonly faults: Faults;
  readonly hands: OutsideHands;
  readonly world: World;
  private readonly options: VkSimOptions;
  private skippedMs = 0;

  constructor(options: VkSimOptions) {
    this.options = options;
    this.faults = new Faults(options.random);
    const clock = options.now ?? Date.now;
    this.world = {
      state: this.state,
      journal: this.journal,
      faults: this.faults,
      switches: { ...DEFAULT_SWITCHES },
      limits: { ...DEFAULT_LIMITS },
      limiter: new RunningSecond(),
      volume: new VolumeControl(),
      strict: true,
      now: () => clock() + this.skippedMs,
      publicUrl: () => options.publicUrl().replace(/\/+$/, ''),
    };
    this.restoreSettings();
    this.hands = new OutsideHands(this.world);
    this.router = express.Router();
    this.router.use(transportRoutes(this.world));
    this.router.use('/control', controlRoutes(this));
  }

  /** Back to an empty VK with the settings it was made with. */
  reset(): void {
    this.state.clear();
    this.journal.clear();
    this.faults.clear();
    this.skippedMs = 0;
    this.restoreSettings();
  }

  seed(seed: VkSeed): void {
    for (const user of seed.users ?? []) this.state.addUser(user);
    for (const token of seed.tokens ?? []) this.state.addToken(token);
    for (const shop of seed.communities ?? []) {
      this.state.addCommunity(shop);
      for (const item of shop.items ?? []) this.hands.addItem(shop.groupId, item);
      for (const { title, items = [] } of shop.albums ?? []) {
        const album = this.hands.addAlbum(shop.groupId, title);
        for (const item of items) this.hands.addItem(shop.groupId, item, [album.id]);
      }
    }
  }

  setSwitches(switches: Partial<VkSwitches>): void {
    Object.assign(this.world.switches, switches);
  }

  setLimits(limits: Partial<VkLimits>): void {
    Object.assign(this.world.limits, limits);
  }

  setVolumeLimits(rules: VolumeLimit[]): void {
    this.world.volume.setRules(rules);
  }

  setStrict(strict: boolean): void {
    this.world.strict = strict;
  }

  /** Lets the simulated clock jump ahead: tokens expire, restore windows close. */
  skipTime(ms: number): void {
    this.skippedMs += ms;
  }

  snapshot(): VkSnapshot {
    return takeSnapshot(this.world);
  }

  private restoreSettings(): void {
    const { strict = true, switches, limits, requestsPerSecond } = this.options;
    const pace = requestsPerSecond === undefined ? {} : { requestsPerSecond };
    this.world.strict = strict;
    this.world.limiter.clear();
    this.world.volume.setRules([]);
    Object.assign(this.world.switches, DEFAULT_SWITCHES, switches);
    Object.assign(this.world.limits, DEFAULT_LIMITS, limits, pace);
  }
}
