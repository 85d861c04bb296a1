import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { SMS_QUEUE } from './sms-queue.js';
import { Texter } from './texter.js';

/** For whoever has a short message to send; `SmsDeliveryModule` delivers it. */
@Module({
  imports: [BullModule.registerQueue({ name: SMS_QUEUE })],
  providers: [Texter],
  exports: [Texter],
})
export class SmsModule {}
