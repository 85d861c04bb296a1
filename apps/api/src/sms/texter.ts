import { InjectQueue } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { randomUUID } from 'node:crypto';
import { SecretBox } from '../common/secret-box.js';
import { SMS_QUEUE, SMS_RETRIES, sealMessage, type SmsJob, type TextMessage } from './sms-queue.js';

/** Sends short messages: what is queued here is delivered by a process that works. */
@Injectable()
export class Texter {
  constructor(
    @InjectQueue(SMS_QUEUE) private readonly queue: Queue<SmsJob>,
    private readonly secretBox: SecretBox,
  ) {}

  /**
   * Queues a message; resolves when it is queued. While one with the same `key` (letters, digits, `-`) waits, is on
   * its way or was given up, another one is not queued.
   */
  async send(message: TextMessage, key: string = randomUUID()): Promise<void> {
    const options = { ...SMS_RETRIES, jobId: `message-${key}` };
    await this.queue.add('message', sealMessage(this.secretBox, message), options);
  }
}
