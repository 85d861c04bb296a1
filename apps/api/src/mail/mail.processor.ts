import { OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import { Logger } from '@nestjs/common';
import type { Job } from 'bullmq';
import { Metrics } from '../health/metrics.js';
import { MailDelivery } from './mail-delivery.js';
import { MAIL_QUEUE, type MailJob } from './mail-queue.js';

/** Delivers queued letters, several at a time. */
@Processor(MAIL_QUEUE, { concurrency: 5, maxStalledCount: 5 })
export class MailProcessor extends WorkerHost {
  private readonly logger = new Logger(MailProcessor.name);

  constructor(
    private readonly delivery: MailDelivery,
    private readonly metrics: Metrics,
  ) {
    super();
  }

  override process(job: Job<MailJob>): Promise<void> {
    return this.delivery.deliver(job.data, new Date(job.timestamp));
  }

  @OnWorkerEvent('completed')
  onCompleted(job: Job<MailJob>): void {
    this.count(job, 'sent');
  }

  @OnWorkerEvent('failed')
  onFailed(job: Job<MailJob> | undefined, error: Error): void {
    if (!job) return;
    const forGood = job.finishedOn !== undefined;
    const line = { job: job.id, kind: job.name, tries: job.attemptsMade, reason: error.message };
    if (forGood) this.logger.error(line, 'a letter was given up');
    else this.logger.warn(line, 'a letter has to wait');
    this.count(job, forGood ? 'failed' : 'postponed');
  }

  @OnWorkerEvent('error')
  onError(error: Error): void {
    this.logger.warn(`the queue is out of reach: ${error.message}`);
  }

  private count(job: Job<MailJob>, outcome: 'sent' | 'postponed' | 'failed'): void {
    this.metrics.count('evosync_letters_total', 'Letters by kind and outcome of a try', { kind: job.name, outcome });
  }
}
