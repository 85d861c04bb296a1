import { Controller, HttpCode, Post, Put, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../rbac/require-permission.js';
import { LifecycleService } from './lifecycle.service.js';
import { Call, type WebhookCall } from './webhook-call.js';
import { WebhookErrorFilter } from './webhook-error.js';
import { webhookPaths } from './webhook-paths.js';

/** The application is installed and paid for, or is not any more. */
@ApiExcludeController()
@Public()
@UseFilters(WebhookErrorFilter)
@Controller()
export class WebhookLifecycleController {
  constructor(private readonly lifecycle: LifecycleService) {}

  @Post(webhookPaths.subscription)
  @HttpCode(200)
  subscription(@Call() call: WebhookCall): Promise<object> {
    return this.lifecycle.takeSubscription(call);
  }

  @Put(webhookPaths.subscription)
  putSubscription(@Call() call: WebhookCall): Promise<object> {
    return this.lifecycle.takeSubscription(call);
  }

  @Post(webhookPaths.installation)
  @HttpCode(200)
  installation(@Call() call: WebhookCall): Promise<object> {
    return this.lifecycle.takeInstallation(call);
  }

  @Put(webhookPaths.installation)
  putInstallation(@Call() call: WebhookCall): Promise<object> {
    return this.lifecycle.takeInstallation(call);
  }
}
