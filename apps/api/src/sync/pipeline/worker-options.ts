/**
 * A worker that died is noticed within `lockDuration` (milliseconds) and its job taken over by another one; a job
 * survives many such deaths, since every step reads the state afresh and does only what is left.
 */
export const RECOVERY = { lockDuration: 15_000, stalledInterval: 5_000, maxStalledCount: 50 };
