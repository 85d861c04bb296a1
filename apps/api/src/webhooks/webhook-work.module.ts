import { Module } from '@nestjs/common';
import { ConnectionsModule } from '../connections/connections.module.js';
import { EventsProcessor } from './events.processor.js';
import { WebhooksModule } from './webhooks.module.js';

/** Works off what Evotor told; only processes whose role includes work load this. */
@Module({ imports: [WebhooksModule, ConnectionsModule], providers: [EventsProcessor] })
export class WebhookWorkModule {}
