import { BullModule } from '@nestjs/bullmq';
import { Module } from '@nestjs/common';
import { MAIL_QUEUE } from './mail-queue.js';
import { Mailer } from './mailer.js';

/** For whoever has a letter to send; `MailDeliveryModule` delivers it. */
@Module({
  imports: [BullModule.registerQueue({ name: MAIL_QUEUE })],
  providers: [Mailer],
  exports: [Mailer],
})
export class MailModule {}
