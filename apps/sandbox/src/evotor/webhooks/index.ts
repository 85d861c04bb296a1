export type { Attempt } from './attempts.js';
export { webhookControlRouter } from './control.js';
export type { InstallOptions, StepResult } from './install.js';
export type { WebhookChanges } from './settings.js';
export { EvotorWebhooks } from './webhooks.js';
