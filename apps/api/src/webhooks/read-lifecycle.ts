import type { ToldSubscription } from '../connections/evotor-app/evotor-subscriptions.js';
import type { SubscriptionDetails } from '../connections/evotor-app/evotor-subscription-event.entity.js';
import type { Installation } from '../connections/evotor-app/evotor-account.entity.js';
import {
  momentOf,
  readId,
  readMoment,
  readObject,
  readOptional,
  readText,
  readUserId,
  type Fields,
} from './read-body.js';
import { WebhookError } from './webhook-error.js';

/** An installation or its end; `installation` null for types we do not know. */
export interface ToldInstallation {
  id: string;
  evotorUserId: string;
  installation: Installation | null;
  at: Date;
}

/**
 * Reads an event of `subscription/event`. What only some types carry is taken where it is there and readable.
 * @throws WebhookError 2002, 2003
 */
export function readSubscription(fields: Fields): ToldSubscription {
  const subscriptionId = readId(fields, 'subscriptionId');
  readText(fields, 'productId');
  const evotorUserId = readUserId(fields);
  const at = readMoment(fields, 'timestamp');
  const sequenceNumber = Number(readText(fields, 'sequenceNumber', 12));
  if (!Number.isInteger(sequenceNumber) || sequenceNumber < 1 || sequenceNumber > 4_000_000_000) {
    throw WebhookError.incorrect('sequenceNumber', fields['sequenceNumber']);
  }
  return {
    subscriptionId,
    sequenceNumber,
    evotorUserId,
    at,
    type: readText(fields, 'type'),
    details: detailsOf(fields),
  };
}

/**
 * Reads an event of `installation/event`.
 * @throws WebhookError 2002, 2003
 */
export function readLifecycle(fields: Fields): ToldInstallation {
  const id = readId(fields, 'id');
  const at = readMoment(fields, 'timestamp');
  const type = readText(fields, 'type').toLowerCase();
  if (fields['data'] === undefined || fields['data'] === null) throw WebhookError.missing('data');
  const evotorUserId = readUserId(readObject(fields['data'], 'data'));
  const installation =
    type === 'applicationinstalled' ? 'installed' : type === 'applicationuninstalled' ? 'uninstalled' : null;
  return { id, evotorUserId, installation, at };
}

function detailsOf(fields: Fields): SubscriptionDetails {
  const planId = readOptional(fields, 'planId');
  const devices = Number(readOptional(fields, 'deviceNumber') ?? Number.NaN);
  // `P14DT` is no ISO 8601 duration for most readers: the digits are the days.
  const trialDays = Number(/\d+/.exec(readOptional(fields, 'trialPeriodDuration') ?? '')?.[0] ?? Number.NaN);
  const nextBillingAt = momentOf(readOptional(fields, 'nextBillingDate') ?? '');
  const charged = fields['chargedSum'];
  const sum: Fields = typeof charged === 'object' && charged !== null ? (charged as Fields) : {};
  const chargedAmount = readOptional(sum, 'amount', 32);
  const chargedCurrency = readOptional(sum, 'currency', 8);
  return {
    ...(planId && { planId }),
    ...(Number.isInteger(devices) && devices >= 0 && devices < 1_000_000 && { devices }),
    ...(trialDays > 0 && trialDays < 10_000 && { trialDays }),
    ...(nextBillingAt && { nextBillingAt: nextBillingAt.toISOString() }),
    ...(chargedAmount && { chargedAmount }),
    ...(chargedCurrency && { chargedCurrency }),
  };
}
