import type { ModuleMetadata } from '@nestjs/common';
import { CatalogModule } from './catalog/catalog.module.js';
import type { Settings } from './config/settings.js';
import { ConnectionHealthModule } from './connections/connection-health.module.js';
import { ConnectionNoticesModule } from './connections/connection-notices.module.js';
import { ConnectionsModule } from './connections/connections.module.js';
import { HookDeliveryModule } from './hooks/hook-delivery.module.js';
import { HooksModule } from './hooks/hooks.module.js';
import { HousekeepingModule } from './logs/housekeeping.module.js';
import { MailDeliveryModule } from './mail/mail-delivery.module.js';
import { SmsDeliveryModule } from './sms/sms-delivery.module.js';
import { PipelineModule } from './sync/pipeline/pipeline.module.js';
import { SyncModule } from './sync/sync.module.js';
import { VkCatalogModule } from './vk-catalog/vk-catalog.module.js';
import { WebhookWorkModule } from './webhooks/webhook-work.module.js';
import { WebhooksModule } from './webhooks/webhooks.module.js';

/** The modules of the business itself; the processors only where the role includes work. */
export function featureModules(role: Settings['appRole']): NonNullable<ModuleMetadata['imports']> {
  const works = role === 'all' || role === 'worker';
  return [
    ConnectionsModule,
    CatalogModule,
    VkCatalogModule,
    SyncModule,
    WebhooksModule,
    HooksModule,
    ...(works
      ? [
          PipelineModule,
          HousekeepingModule,
          MailDeliveryModule,
          SmsDeliveryModule,
          ConnectionNoticesModule,
          WebhookWorkModule,
          ConnectionHealthModule,
          HookDeliveryModule,
        ]
      : []),
  ];
}
