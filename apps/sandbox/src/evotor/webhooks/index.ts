export type { Attempt, Delivery } from './attempts.js';
export { webhookControlRouter } from './control.js';
export type { InstallOptions, StepResult } from './install.js';
export type { WebhookChanges, WebhookSettings } from './settings.js';
export { EvotorWebhooks } from './webhooks.js';
