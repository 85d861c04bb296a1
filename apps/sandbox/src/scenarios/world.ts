import type { EvotorSim } from '../evotor/index.js';
import type { VkSim } from '../vk/index.js';

/** The two clouds a scenario fills. */
export interface Sims {
  evotor: EvotorSim;
  vk: VkSim;
}

/** A merchant of a starting world, with the (made-up) credentials by which EvoSync is connected. */
export interface WorldMerchant {
  name: string;
  evotorUserId: string;
  evotorToken: string;
  vkToken: string;
  /** Whom to sign in as in VK ID. */
  vkUserId: number;
  groupId: number;
  storeIds: string[];
}

/** A filled world. */
export interface StartingWorld {
  scenario: string;
  merchants: WorldMerchant[];
}

/** Fills both clouds, which are empty, and says who lives there; `size` is for scenarios that have one. */
export type Scenario = (sims: Sims, size?: number) => Promise<WorldMerchant[]>;
