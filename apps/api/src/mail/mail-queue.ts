import type { JobsOptions } from 'bullmq';
import { randomUUID } from 'node:crypto';
import type { SecretBox } from '../common/secret-box.js';
import type { Letter } from './letters.js';

export const MAIL_QUEUE = 'mail';

/** What lies in Redis, where operators may look: the letter itself is encrypted. */
export interface MailJob {
  /** The same at every try, so that a mail server can tell a letter it has already taken. */
  messageId: string;
  sealed: string;
}

const KEPT_FOR_THE_OPERATOR = { age: 30 * 24 * 3600, count: 5000 };

/** Nine tries over some four hours: after 1, 2, 4 … 128 minutes. Greylisting servers ask for a few minutes. */
export const MAIL_RETRIES = {
  attempts: 9,
  backoff: { type: 'exponential', delay: 60_000, jitter: 0.2 },
  removeOnComplete: true,
  removeOnFail: KEPT_FOR_THE_OPERATOR,
} satisfies JobsOptions;

/** The letter as a job may carry it. */
export function sealLetter(box: SecretBox, letter: Letter): MailJob {
  return { messageId: randomUUID(), sealed: box.encrypt(JSON.stringify(letter)) };
}

/** @throws SecretBoxError when the letter was sealed under a key that is gone */
export function openLetter(box: SecretBox, job: MailJob): Letter {
  return JSON.parse(box.decrypt(job.sealed)) as Letter;
}
