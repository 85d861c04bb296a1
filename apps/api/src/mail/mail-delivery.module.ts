import { Module } from '@nestjs/common';
import { Settings } from '../config/settings.js';
import { ConsoleTransport } from './console-transport.js';
import { MailDelivery } from './mail-delivery.js';
import { MailTransport } from './mail-transport.js';
import { MailModule } from './mail.module.js';
import { MailProcessor } from './mail.processor.js';
import { SmtpTransport } from './smtp-transport.js';

/** Delivers what `Mailer` queued; only processes whose role includes work load this. */
@Module({
  imports: [MailModule],
  providers: [
    {
      provide: MailTransport,
      inject: [Settings],
      useFactory: (settings: Settings): MailTransport =>
        settings.emailProvider === 'smtp' ? new SmtpTransport(settings) : new ConsoleTransport(settings.isProduction),
    },
    MailDelivery,
    MailProcessor,
  ],
})
export class MailDeliveryModule {}
