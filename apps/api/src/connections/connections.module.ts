import { Module, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource, TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { KeyRotation } from '../common/key-rotation.js';
import { LogsModule } from '../logs/logs.module.js';
import { MailModule } from '../mail/mail.module.js';
import { SmsModule } from '../sms/sms.module.js';
import { AccountClosing } from '../users/account-closing.js';
import { UsersModule } from '../users/users.module.js';
import { ConnectService } from './connect.service.js';
import { ConnectionEvents } from './connection-events.js';
import { ConnectionFigures } from './connection-figures.js';
import { ConnectionHealth } from './connection-health.js';
import { ConnectionNotices } from './connection-notices.js';
import { ConnectionsController } from './connections.controller.js';
import { ConnectionsService } from './connections.service.js';
import { EvotorAccount } from './evotor-app/evotor-account.entity.js';
import { EvotorAccounts } from './evotor-app/evotor-accounts.js';
import { EvotorAppView } from './evotor-app/evotor-app-view.js';
import { EvotorStanding } from './evotor-app/evotor-standing.js';
import { EvotorSubscriptionEvent } from './evotor-app/evotor-subscription-event.entity.js';
import { EvotorSubscription } from './evotor-app/evotor-subscription.entity.js';
import { EvotorSubscriptions } from './evotor-app/evotor-subscriptions.js';
import { EvotorTokens } from './evotor-app/evotor-tokens.js';
import { EvotorConnection } from './evotor-connection.entity.js';
import { OutsideClients } from './outside-clients.js';
import { VkConnection } from './vk-connection.entity.js';
import { VkSignInController } from './vk-sign-in.controller.js';
import { VkSignInService } from './vk-sign-in.service.js';
import { VkTokens } from './vk-tokens.js';

/** A merchant's accounts in the Evotor Cloud and in VK. */
@Module({
  imports: [
    TypeOrmModule.forFeature([
      EvotorConnection,
      VkConnection,
      EvotorAccount,
      EvotorSubscription,
      EvotorSubscriptionEvent,
    ]),
    LogsModule,
    MailModule,
    SmsModule,
    UsersModule,
  ],
  controllers: [ConnectionsController, VkSignInController],
  providers: [
    ConnectionsService,
    ConnectService,
    ConnectionEvents,
    ConnectionFigures,
    ConnectionNotices,
    ConnectionHealth,
    OutsideClients,
    VkTokens,
    VkSignInService,
    EvotorAccounts,
    EvotorAppView,
    EvotorStanding,
    EvotorSubscriptions,
    EvotorTokens,
  ],
  exports: [
    ConnectionsService,
    ConnectionEvents,
    ConnectionHealth,
    ConnectionNotices,
    EvotorAccounts,
    EvotorAppView,
    EvotorStanding,
    EvotorSubscriptions,
    EvotorTokens,
  ],
})
export class ConnectionsModule implements OnModuleInit {
  constructor(
    private readonly closing: AccountClosing,
    private readonly keys: KeyRotation,
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly accounts: EvotorAccounts,
  ) {}

  onModuleInit(): void {
    for (const table of ['evotor_connections', 'vk_connections']) {
      this.keys.add({ table, key: 'user_id', column: 'access_token' });
    }
    for (const column of ['user_token', 'cloud_token']) {
      this.keys.add({ table: 'evotor_accounts', key: 'evotor_user_id', column });
    }
    this.keys.add({ table: 'vk_connections', key: 'user_id', column: 'refresh_token' });
    this.closing.onRemove('connections', async (userId) => {
      for (const entity of [EvotorConnection, VkConnection]) {
        await this.dataSource.getRepository(entity).delete({ userId });
      }
      await this.accounts.forget(userId);
    });
  }
}
