import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuthModule } from '../auth/auth.module.js';
import { ConnectionsModule } from '../connections/connections.module.js';
import { HealthModule } from '../health/health.module.js';
import { LogsModule } from '../logs/logs.module.js';
import { RbacModule } from '../rbac/rbac.module.js';
import { UsersModule } from '../users/users.module.js';
import { WebhookAccountsController } from './accounts.controller.js';
import { AccountsService } from './accounts.service.js';
import { EventHandler } from './event-handler.js';
import { EventRetention } from './event-retention.js';
import { EvotorEvent } from './evotor-event.entity.js';
import { EVENTS_QUEUE, Inbox } from './inbox.js';
import { WebhookLifecycleController } from './lifecycle.controller.js';
import { LifecycleService } from './lifecycle.service.js';
import { WebhookRegisterController } from './register.controller.js';
import { RegisterService } from './register.service.js';
import { WebhookGate } from './webhook-gate.js';
import { WebhookJournal } from './webhook-journal.js';

/** Evotor's doors: check, keep, answer 200; what it asks for is done by the processor in WebhookWorkModule. */
@Module({
  imports: [
    TypeOrmModule.forFeature([EvotorEvent]),
    BullModule.registerQueue({ name: EVENTS_QUEUE }),
    AuthModule,
    ConnectionsModule,
    HealthModule,
    LogsModule,
    RbacModule,
    UsersModule,
  ],
  controllers: [WebhookAccountsController, WebhookLifecycleController, WebhookRegisterController],
  providers: [
    AccountsService,
    EventHandler,
    EventRetention,
    Inbox,
    LifecycleService,
    RegisterService,
    WebhookGate,
    WebhookJournal,
  ],
  exports: [EventHandler, Inbox, BullModule],
})
export class WebhooksModule {}
