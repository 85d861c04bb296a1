export { EvotorSim, type EvotorSimOptions } from './sim.js';
export type { FaultRule } from './faults.js';
export { datedId, looseId, strictId } from './ids.js';
export type { GroupInput, GroupRecord, Permission, ProductInput, ProductRecord, StoreRecord } from './model.js';
export type { Attempt, InstallOptions, StepResult, WebhookChanges } from './webhooks/index.js';
export type { EvotorSettings } from './settings.js';
