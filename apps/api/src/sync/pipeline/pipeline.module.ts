import { Module } from '@nestjs/common';
import { ConnectionsModule } from '../../connections/connections.module.js';
import { FarewellProcessor } from '../farewell.processor.js';
import { SyncModule } from '../sync.module.js';
import { MirrorToVkProcessor } from './mirror-to-vk.processor.js';
import { RefreshCatalogProcessor } from './refresh-catalog.processor.js';
import { RefreshVkCatalogProcessor } from './refresh-vk-catalog.processor.js';
import { RunSyncPipelineProcessor } from './run-sync-pipeline.processor.js';
import { StepRunner } from './step-runner.js';
import { StopSignal } from './stop-signal.js';

/** The pipeline's processors; only processes whose role includes work load this. */
@Module({
  imports: [SyncModule, ConnectionsModule],
  providers: [
    StepRunner,
    StopSignal,
    RunSyncPipelineProcessor,
    RefreshCatalogProcessor,
    RefreshVkCatalogProcessor,
    MirrorToVkProcessor,
    FarewellProcessor,
  ],
})
export class PipelineModule {}
