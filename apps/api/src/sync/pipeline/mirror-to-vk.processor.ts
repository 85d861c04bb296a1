import { Processor } from '@nestjs/bullmq';
import { Settings } from '../../config/settings.js';
import { StepsService } from '../steps.service.js';
import type { Step } from './step-runner.js';
import { StepRunner } from './step-runner.js';
import { StepProcessor } from './step.processor.js';
import { RECOVERY } from './worker-options.js';

/** The pipeline's step `mirror-to-vk`. */
@Processor('mirror-to-vk', RECOVERY)
export class MirrorToVkProcessor extends StepProcessor {
  protected readonly step: Step;

  constructor(runner: StepRunner, steps: StepsService, settings: Settings) {
    super(runner, settings);
    this.step = (run, signal) => steps.mirrorToVk(run, signal);
  }
}
