import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ConnectService } from './connect.service.js';
import { ConnectionEvents } from './connection-events.js';
import { ConnectionsController } from './connections.controller.js';
import { ConnectionsService } from './connections.service.js';
import { EvotorConnection } from './evotor-connection.entity.js';
import { OutsideClients } from './outside-clients.js';
import { VkConnection } from './vk-connection.entity.js';

/** A merchant's accounts in the Evotor Cloud and in VK. */
@Module({
  imports: [TypeOrmModule.forFeature([EvotorConnection, VkConnection])],
  controllers: [ConnectionsController],
  providers: [ConnectionsService, ConnectService, ConnectionEvents, OutsideClients],
  exports: [ConnectionsService, ConnectionEvents],
})
export class ConnectionsModule {}
