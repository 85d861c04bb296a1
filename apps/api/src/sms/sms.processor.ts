import { OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import { Logger } from '@nestjs/common';
import { type Job, UnrecoverableError } from 'bullmq';
import { SecretBox, SecretBoxError } from '../common/secret-box.js';
import { Metrics } from '../health/metrics.js';
import { internationalNumber } from './phone.js';
import { openMessage, SMS_QUEUE, type SmsJob } from './sms-queue.js';
import { MessageRefused, SmsTransport } from './sms-transport.js';

/** Delivers queued short messages. */
@Processor(SMS_QUEUE, { maxStalledCount: 5 })
export class SmsProcessor extends WorkerHost {
  private readonly logger = new Logger(SmsProcessor.name);

  constructor(
    private readonly transport: SmsTransport,
    private readonly secretBox: SecretBox,
    private readonly metrics: Metrics,
  ) {
    super();
  }

  override async process(job: Job<SmsJob>): Promise<void> {
    try {
      const message = openMessage(this.secretBox, job.data);
      const phone = internationalNumber(message.phone);
      if (!phone) throw new MessageRefused('The phone number is not one');
      await this.transport.send(phone, message.text);
    } catch (error) {
      if (error instanceof MessageRefused || error instanceof SecretBoxError) {
        throw new UnrecoverableError(error.message);
      }
      throw error;
    }
  }

  @OnWorkerEvent('completed')
  onCompleted(): void {
    this.count('sent');
  }

  @OnWorkerEvent('failed')
  onFailed(job: Job<SmsJob> | undefined, error: Error): void {
    if (!job) return;
    const forGood = job.finishedOn !== undefined;
    const line = { job: job.id, tries: job.attemptsMade, reason: error.message };
    if (forGood) this.logger.error(line, 'a short message was given up');
    else this.logger.warn(line, 'a short message has to wait');
    this.count(forGood ? 'failed' : 'postponed');
  }

  @OnWorkerEvent('error')
  onError(error: Error): void {
    this.logger.warn(`the queue is out of reach: ${error.message}`);
  }

  private count(outcome: 'sent' | 'postponed' | 'failed'): void {
    this.metrics.count('evosync_text_messages_total', 'Short messages by outcome of a try', { outcome });
  }
}
