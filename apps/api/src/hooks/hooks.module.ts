import { BullModule } from '@nestjs/bullmq';
import { Module, type OnModuleInit } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { KeyRotation } from '../common/key-rotation.js';
import { ConnectionsModule } from '../connections/connections.module.js';
import { SyncModule } from '../sync/sync.module.js';
import { AccountClosing } from '../users/account-closing.js';
import { UsersModule } from '../users/users.module.js';
import { DeliveriesController } from './deliveries.controller.js';
import { DeliveriesService } from './deliveries.service.js';
import { HookAddress } from './hook-address.js';
import { HookDelivery } from './hook-delivery.entity.js';
import { HookNews } from './hook-news.js';
import { HookOutbox } from './hook-outbox.js';
import { HOOK_QUEUE, HookQueue } from './hook-queue.js';
import { Hook } from './hook.entity.js';
import { HooksController } from './hooks.controller.js';
import { HooksService } from './hooks.service.js';

/** Tells integrators' programs of what happens: `HookDeliveryModule` delivers what stands in the outbox here. */
@Module({
  imports: [
    TypeOrmModule.forFeature([Hook, HookDelivery]),
    BullModule.registerQueue({ name: HOOK_QUEUE }),
    ConnectionsModule,
    SyncModule,
    UsersModule,
  ],
  controllers: [HooksController, DeliveriesController],
  providers: [HooksService, DeliveriesService, HookAddress, HookNews, HookOutbox, HookQueue],
  exports: [HookNews, HookOutbox, HookQueue, TypeOrmModule],
})
export class HooksModule implements OnModuleInit {
  constructor(
    private readonly closing: AccountClosing,
    private readonly keys: KeyRotation,
    private readonly hooks: HooksService,
  ) {}

  onModuleInit(): void {
    for (const column of ['secret', 'previous_secret']) this.keys.add({ table: 'hooks', key: 'id', column });
    this.closing.onClose('hooks', (userId) => this.hooks.removeAll(userId));
  }
}
