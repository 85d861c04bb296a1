import { Module } from '@nestjs/common';
import { Settings } from '../config/settings.js';
import { ConsoleSmsTransport } from './console-sms-transport.js';
import { SmsTransport } from './sms-transport.js';
import { SmsModule } from './sms.module.js';
import { SmsProcessor } from './sms.processor.js';
import { SmsRuTransport } from './smsru-transport.js';

/** Delivers what `Texter` queued; only processes whose role includes work load this. */
@Module({
  imports: [SmsModule],
  providers: [
    {
      provide: SmsTransport,
      inject: [Settings],
      useFactory: ({ smsProvider, smsruApiId }: Settings): SmsTransport =>
        smsProvider === 'smsru' ? new SmsRuTransport(smsruApiId) : new ConsoleSmsTransport(),
    },
    SmsProcessor,
  ],
})
export class SmsDeliveryModule {}
