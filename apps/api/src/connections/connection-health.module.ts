import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { ConnectionHealthProcessor, HEALTH_QUEUE } from './connection-health.processor.js';
import { ConnectionsModule } from './connections.module.js';

/** Checks connections in the background; only processes whose role includes work load this. */
@Module({
  imports: [BullModule.registerQueue({ name: HEALTH_QUEUE }), ConnectionsModule],
  providers: [ConnectionHealthProcessor],
})
export class ConnectionHealthModule {}
