import { OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import type { OnApplicationBootstrap } from '@nestjs/common';
import type { Job } from 'bullmq';
import { Settings } from '../../config/settings.js';
import { StepsService } from '../steps.service.js';
import type { StepJob } from './pipeline.js';
import { StepRunner } from './step-runner.js';
import { RECOVERY } from './worker-options.js';

/** The pipeline's step `mirror-to-vk`. */
@Processor('mirror-to-vk', RECOVERY)
export class MirrorToVkProcessor extends WorkerHost implements OnApplicationBootstrap {
  constructor(
    private readonly runner: StepRunner,
    private readonly steps: StepsService,
    private readonly settings: Settings,
  ) {
    super();
  }

  onApplicationBootstrap(): void {
    this.worker.concurrency = this.settings.workerConcurrency;
  }

  override process(job: Job<StepJob>, token?: string): Promise<void> {
    return this.runner.run(job, token, (run, signal) => this.steps.mirrorToVk(run, signal));
  }

  @OnWorkerEvent('failed')
  onFailed(job: Job<StepJob> | undefined, error: Error): Promise<void> {
    return this.runner.abandon(job, error);
  }
}
