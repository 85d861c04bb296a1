import { OnWorkerEvent, WorkerHost } from '@nestjs/bullmq';
import { Logger, type OnApplicationBootstrap } from '@nestjs/common';
import type { Job } from 'bullmq';
import type { Settings } from '../../config/settings.js';
import type { StepJob } from './pipeline.js';
import type { Step, StepRunner } from './step-runner.js';

/** What the processors of the pipeline's three steps have in common; each names its queue and its work. */
export abstract class StepProcessor extends WorkerHost implements OnApplicationBootstrap {
  private readonly logger = new Logger(this.constructor.name);

  constructor(
    private readonly runner: StepRunner,
    private readonly settings: Settings,
  ) {
    super();
  }

  protected abstract readonly step: Step;

  onApplicationBootstrap(): void {
    this.worker.concurrency = this.settings.workerConcurrency;
  }

  override process(job: Job<StepJob>, token?: string): Promise<void> {
    return this.runner.run(job, token, this.step);
  }

  @OnWorkerEvent('failed')
  onFailed(job: Job<StepJob> | undefined, error: Error): Promise<void> {
    return this.runner.abandon(job, error);
  }

  @OnWorkerEvent('error')
  onError(error: Error): void {
    this.logger.warn(`the queue is out of reach: ${error.message}`);
  }
}
