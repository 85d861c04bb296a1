export { VkSim } from './vk-sim.js';
export type { VkSimOptions } from './vk-sim.js';
export type { VkSwitches } from './settings.js';
export type { FaultSpec } from './faults.js';
export type { JournalEntry, VkStats } from './journal.js';
export type { AlbumSnapshot, ItemSnapshot, VkSnapshot } from './snapshot.js';
