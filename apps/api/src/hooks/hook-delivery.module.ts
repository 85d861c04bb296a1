import { Module } from '@nestjs/common';
import { HealthModule } from '../health/health.module.js';
import { MailModule } from '../mail/mail.module.js';
import { HookDeliverer } from './hook-deliverer.js';
import { HookDeliveryProcessor } from './hook-delivery.processor.js';
import { HooksModule } from './hooks.module.js';

/** Delivers what stands in the outbox; only processes whose role includes work load this. */
@Module({ imports: [HooksModule, MailModule, HealthModule], providers: [HookDeliverer, HookDeliveryProcessor] })
export class HookDeliveryModule {}
