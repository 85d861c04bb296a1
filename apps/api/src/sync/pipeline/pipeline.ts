import { InjectFlowProducer, InjectQueue } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import type { FlowProducer, JobsOptions, Queue } from 'bullmq';

export const PIPELINE_FLOW = 'sync-pipeline';

/** What a step's job carries: ids only, everything else is read afresh. */
export interface StepJob {
  runId: string;
}

/** Passing faults of our own engines are waited out inside the run: 1, 2, 4 … seconds. */
const PATIENT = {
  attempts: 8,
  backoff: { type: 'exponential', delay: 1000, jitter: 0.3 },
  removeOnComplete: true,
  removeOnFail: true,
} satisfies JobsOptions;

/**
 * Who follows whom in a run. A flow is written inside out: `refresh-catalog` goes first, then
 * `refresh-vk-catalog`, then `mirror-to-vk`. A step that failed for good has ended the run already, so the
 * ones after it find nothing to do.
 */
@Injectable()
export class Pipeline {
  constructor(
    @InjectFlowProducer(PIPELINE_FLOW) private readonly flow: FlowProducer,
    @InjectQueue('mirror-to-vk') private readonly lastStep: Queue<StepJob>,
  ) {}

  /** Queues the chain of one run. Queueing it twice is the same as once. */
  async launch(runId: string): Promise<void> {
    const refreshCatalog = step('refresh-catalog', runId);
    const refreshVkCatalog = { ...step('refresh-vk-catalog', runId), children: [refreshCatalog] };
    await this.flow.add({ ...step('mirror-to-vk', runId), children: [refreshVkCatalog] });
  }

  /** True while the chain of a run is in the queues. */
  async isQueued(runId: string): Promise<boolean> {
    return (await this.lastStep.getJob(jobIdOf('mirror-to-vk', runId))) !== undefined;
  }
}

function step(name: string, runId: string) {
  const data: StepJob = { runId };
  return {
    name,
    queueName: name,
    data,
    opts: { ...PATIENT, jobId: jobIdOf(name, runId), ignoreDependencyOnFailure: true },
  };
}

function jobIdOf(name: string, runId: string): string {
  return `${name}-${runId}`;
}
