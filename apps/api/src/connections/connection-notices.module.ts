import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { ConnectionNoticesProcessor, NOTICES_QUEUE } from './connection-notices.processor.js';
import { ConnectionsModule } from './connections.module.js';

/** Looks after notices that are still owed; only processes whose role includes work load this. */
@Module({
  imports: [BullModule.registerQueue({ name: NOTICES_QUEUE }), ConnectionsModule],
  providers: [ConnectionNoticesProcessor],
})
export class ConnectionNoticesModule {}
