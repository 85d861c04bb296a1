import { Controller, HttpCode, Post, Put, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../rbac/require-permission.js';
import { AccountsService, type CreateAnswer, type VerifyAnswer } from './accounts.service.js';
import { Call, type WebhookCall } from './webhook-call.js';
import { WebhookErrorFilter } from './webhook-error.js';
import { webhookPaths } from './webhook-paths.js';

/** A merchant comes from Evotor's market: with a new account, with their own, with a token. */
@ApiExcludeController()
@Public()
@UseFilters(WebhookErrorFilter)
@Controller()
export class WebhookAccountsController {
  constructor(private readonly accounts: AccountsService) {}

  @Post(webhookPaths.userCreate)
  @HttpCode(200)
  create(@Call() call: WebhookCall): Promise<CreateAnswer> {
    return this.accounts.create(call);
  }

  @Put(webhookPaths.userCreate)
  putCreate(@Call() call: WebhookCall): Promise<CreateAnswer> {
    return this.accounts.create(call);
  }

  @Post(webhookPaths.userVerify)
  @HttpCode(200)
  verify(@Call() call: WebhookCall): Promise<VerifyAnswer> {
    return this.accounts.verify(call);
  }

  @Put(webhookPaths.userVerify)
  putVerify(@Call() call: WebhookCall): Promise<VerifyAnswer> {
    return this.accounts.verify(call);
  }

  @Post(webhookPaths.userToken)
  @HttpCode(200)
  token(@Call() call: WebhookCall): Promise<object> {
    return this.accounts.takeToken(call);
  }

  @Put(webhookPaths.userToken)
  putToken(@Call() call: WebhookCall): Promise<object> {
    return this.accounts.takeToken(call);
  }
}
