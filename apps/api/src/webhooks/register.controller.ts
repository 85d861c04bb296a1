import { All, Controller, HttpCode, Param, Post, Put, UseFilters } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Public } from '../rbac/require-permission.js';
import { RegisterService } from './register.service.js';
import { Call, type WebhookCall } from './webhook-call.js';
import { WebhookErrorFilter } from './webhook-error.js';
import { webhookPaths } from './webhook-paths.js';

/** What happens at a register: goods, documents, receipts, stores. */
@ApiExcludeController()
@Public()
@UseFilters(WebhookErrorFilter)
@Controller()
export class WebhookRegisterController {
  constructor(private readonly register: RegisterService) {}

  @Post(webhookPaths.products)
  @HttpCode(200)
  products(@Call() call: WebhookCall, @Param('storeId') storeId: string): Promise<object> {
    return this.register.takeProducts(call, storeId);
  }

  @Put(webhookPaths.products)
  putProducts(@Call() call: WebhookCall, @Param('storeId') storeId: string): Promise<object> {
    return this.register.takeProducts(call, storeId);
  }

  @Put(webhookPaths.documents)
  documents(@Call() call: WebhookCall, @Param('storeId') storeId?: string): Promise<object> {
    return this.register.takeDocuments(call, storeId);
  }

  @Post(webhookPaths.documents)
  @HttpCode(200)
  postDocuments(@Call() call: WebhookCall, @Param('storeId') storeId?: string): Promise<object> {
    return this.register.takeDocuments(call, storeId);
  }

  @Post(webhookPaths.receipts)
  @HttpCode(200)
  receipt(@Call() call: WebhookCall): Promise<object> {
    return this.register.takeReceipt(call);
  }

  @Put(webhookPaths.receipts)
  putReceipt(@Call() call: WebhookCall): Promise<object> {
    return this.register.takeReceipt(call);
  }

  @Put(webhookPaths.stores)
  stores(@Call() call: WebhookCall): Promise<object> {
    return this.register.takeStores(call);
  }

  @Post(webhookPaths.stores)
  @HttpCode(200)
  postStores(@Call() call: WebhookCall): Promise<object> {
    return this.register.takeStores(call);
  }

  /** Terminals and employees are no business of ours. */
  @All(webhookPaths.ignored)
  @HttpCode(200)
  ignore(): object {
    return {};
  }

  /** A till looks a barcode up in our base: there is none. */
  @All(webhookPaths.commodities)
  @HttpCode(404)
  commodities(): object {
    return {};
  }
}
