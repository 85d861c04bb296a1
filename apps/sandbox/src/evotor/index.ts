export { EvotorSim, type EvotorSimOptions } from './sim.js';
export type { FaultKind, FaultRule, PlannedFault } from './faults.js';
export { datedId, looseId, strictId } from './ids.js';
export type { JournalEntry } from './journal.js';
export type {
  GroupInput,
  GroupRecord,
  Merchant,
  Permission,
  ProductInput,
  ProductRecord,
  StoreRecord,
} from './model.js';
export type { EvotorSettings } from './settings.js';
