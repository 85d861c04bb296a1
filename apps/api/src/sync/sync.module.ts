import { BullModule } from '@nestjs/bullmq';
import { Module, type OnModuleInit } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CatalogModule } from '../catalog/catalog.module.js';
import { ConnectionEvents } from '../connections/connection-events.js';
import { ConnectionHealth } from '../connections/connection-health.js';
import { ConnectionsModule } from '../connections/connections.module.js';
import { AccountClosing } from '../users/account-closing.js';
import { UsersModule } from '../users/users.module.js';
import { VkCatalogModule } from '../vk-catalog/vk-catalog.module.js';
import { FAREWELL_QUEUE, FarewellService } from './farewell.service.js';
import { AlbumSteps } from './mirror/album-steps.js';
import { ItemCreates } from './mirror/item-creates.js';
import { ItemEdits } from './mirror/item-edits.js';
import { LostCreates } from './mirror/lost-creates.js';
import { MirrorLocks } from './mirror/mirror-locks.js';
import { MirrorService } from './mirror/mirror.service.js';
import { PhotoEdits } from './mirror/photo-edits.js';
import { PhotosService } from './mirror/photos.service.js';
import { RefusalsService } from './mirror/refusals.js';
import { LastPipeline } from './last-pipeline.js';
import { Pipeline, PIPELINE_FLOW } from './pipeline/pipeline.js';
import { NextRun } from './overview/next-run.js';
import { OverviewController } from './overview/overview.controller.js';
import { OverviewService } from './overview/overview.service.js';
import { PlanService } from './plan.service.js';
import { FirstVkReading } from './preview/first-vk-reading.service.js';
import { PreviewController } from './preview/preview.controller.js';
import { PreviewRefreshService } from './preview/preview-refresh.service.js';
import { PreviewService } from './preview/preview.service.js';
import { RegisterChange } from './register-changes/register-change.entity.js';
import { RegisterChanges } from './register-changes/register-changes.js';
import { RegisterDelays } from './register-changes/register-delays.js';
import { ToldRuns } from './register-changes/told-runs.js';
import { RunEvents } from './run-events.js';
import { RunItems } from './run-items.js';
import { RunReportController } from './run-report/run-report.controller.js';
import { RunReportService } from './run-report/run-report.service.js';
import { RunRetention } from './run-retention.js';
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
    TypeOrmModule.forFeature([RegisterChange, SyncConfig, SyncRun, SyncRunItem]),
    BullModule.registerQueue({ name: 'run-sync-pipeline' }, { name: 'mirror-to-vk' }, { name: FAREWELL_QUEUE }),
    BullModule.registerFlowProducer({ name: PIPELINE_FLOW }),
    ConnectionsModule,
    CatalogModule,
    VkCatalogModule,
    UsersModule,
  ],
  controllers: [SyncSettingsController, OverviewController, RunReportController, RunsController, PreviewController],
  providers: [
    FarewellService,
    Pipeline,
    LastPipeline,
    NextRun,
    OverviewService,
    PlanService,
    PreviewService,
    FirstVkReading,
    PreviewRefreshService,
    RegisterChanges,
    RegisterDelays,
    ToldRuns,
    RunReportService,
    RunEvents,
    RunItems,
    RunRetention,
    RunsService,
    StepsService,
    SyncSettingsService,
    MirrorService,
    AlbumSteps,
    ItemEdits,
    ItemCreates,
    LostCreates,
    MirrorLocks,
    RefusalsService,
    PhotosService,
    PhotoEdits,
  ],
  exports: [
    FarewellService,
    LastPipeline,
    RegisterChanges,
    ToldRuns,
    RunEvents,
    RunsService,
    StepsService,
    Pipeline,
    BullModule,
  ],
})
export class SyncModule implements OnModuleInit {
  constructor(
    private readonly closing: AccountClosing,
    private readonly farewell: FarewellService,
    private readonly events: ConnectionEvents,
    private readonly changes: RegisterChanges,
    private readonly health: ConnectionHealth,
    private readonly runs: RunsService,
  ) {}

  onModuleInit(): void {
    this.closing.onFarewell((userId) => this.farewell.begin(userId));
    this.health.passOver(async (userId) => (await this.runs.findActive(userId)) !== null);
    this.closing.onRemove('sync', (userId) => this.farewell.forgetRuns(userId));
    this.closing.onRemove('register changes', (userId) => this.changes.forget(userId));
    this.events.onRegisterChanged((news) => this.changes.note(news));
  }
}
