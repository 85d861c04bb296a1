import type { JobsOptions } from 'bullmq';
import type { SecretBox } from '../common/secret-box.js';

export const SMS_QUEUE = 'sms';

/** A short message to a phone number written as people write it. */
export interface TextMessage {
  phone: string;
  text: string;
}

/** What lies in Redis, where operators may look: number and text are encrypted. */
export interface SmsJob {
  sealed: string;
}

/** Six tries over half an hour: a message that comes a day late helps nobody, and each one costs money. */
export const SMS_RETRIES = {
  attempts: 6,
  backoff: { type: 'exponential', delay: 60_000, jitter: 0.2 },
  removeOnComplete: true,
  removeOnFail: { age: 30 * 24 * 3600, count: 5000 },
} satisfies JobsOptions;

/** The message as a job may carry it. */
export function sealMessage(box: SecretBox, message: TextMessage): SmsJob {
  return { sealed: box.encrypt(JSON.stringify(message)) };
}

/** @throws SecretBoxError when the message was sealed under a key that is gone */
export function openMessage(box: SecretBox, job: SmsJob): TextMessage {
  return JSON.parse(box.decrypt(job.sealed)) as TextMessage;
}
