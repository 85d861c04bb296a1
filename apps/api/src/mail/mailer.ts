import { InjectQueue } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { randomUUID } from 'node:crypto';
import { SecretBox } from '../common/secret-box.js';
import type { Letter } from './letters.js';
import { MAIL_QUEUE, MAIL_RETRIES, type MailJob, sealLetter } from './mail-queue.js';

/** Sends letters: what is queued here is delivered by a process that works, and tried again for hours. */
@Injectable()
export class Mailer {
  constructor(
    @InjectQueue(MAIL_QUEUE) private readonly queue: Queue<MailJob>,
    private readonly secretBox: SecretBox,
  ) {}

  /**
   * Queues a letter; resolves when it is queued. While a letter with the same `key` (letters, digits, `-`) waits, is
   * on its way or was given up, another one is not queued.
   */
  async send(letter: Letter, key: string = randomUUID()): Promise<void> {
    await this.queue.add(letter.kind, sealLetter(this.secretBox, letter), { ...MAIL_RETRIES, jobId: `letter-${key}` });
  }
}
