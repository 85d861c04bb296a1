import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { HOUSEKEEPING, HousekeepingProcessor } from './housekeeping.processor.js';

/** The nightly cleaning; only processes whose role includes work load this. */
@Module({ imports: [BullModule.registerQueue({ name: HOUSEKEEPING })], providers: [HousekeepingProcessor] })
export class HousekeepingModule {}
