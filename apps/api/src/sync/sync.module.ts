import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CatalogModule } from '../catalog/catalog.module.js';
import { ConnectionsModule } from '../connections/connections.module.js';
import { VkCatalogModule } from '../vk-catalog/vk-catalog.module.js';
import { AlbumSteps } from './mirror/album-steps.js';
import { ItemCreates } from './mirror/item-creates.js';
import { ItemEdits } from './mirror/item-edits.js';
import { Memberships } from './mirror/memberships.js';
import { MirrorService } from './mirror/mirror.service.js';
import { PhotosService } from './mirror/photos.service.js';
import { Pipeline, PIPELINE_FLOW } from './pipeline/pipeline.js';
import { PlanService } from './plan.service.js';
import { RunEvents } from './run-events.js';
import { RunItems } from './run-items.js';
import { RunsController } from './runs.controller.js';
import { RunsService } from './runs.service.js';
import { StepsService } from './steps.service.js';
import { SyncConfig } from './sync-config.entity.js';
import { SyncRun } from './sync-run.entity.js';
import { SyncRunItem } from './sync-run-item.entity.js';
import { SyncSettingsController } from './sync-settings.controller.js';
import { SyncSettingsService } from './sync-settings.service.js';

/** Runs: what they do, how they are started, shown and ended. The processors that work them off are in PipelineModule. */
@Module({
  imports: [
    TypeOrmModule.forFeature([SyncConfig, SyncRun, SyncRunItem]),
    BullModule.registerQueue({ name: 'run-sync-pipeline' }, { name: 'mirror-to-vk' }),
    BullModule.registerFlowProducer({ name: PIPELINE_FLOW }),
    ConnectionsModule,
    CatalogModule,
    VkCatalogModule,
  ],
  controllers: [SyncSettingsController, RunsController],
  providers: [
    Pipeline,
    PlanService,
    RunEvents,
    RunItems,
    RunsService,
    StepsService,
    SyncSettingsService,
    MirrorService,
    AlbumSteps,
    ItemEdits,
    ItemCreates,
    Memberships,
    PhotosService,
  ],
  exports: [RunsService, StepsService, Pipeline, BullModule],
})
export class SyncModule {}
