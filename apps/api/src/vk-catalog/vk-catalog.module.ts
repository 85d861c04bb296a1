import { Module, type OnModuleInit } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CatalogModule } from '../catalog/catalog.module.js';
import { ShopSide } from '../catalog/shop-side.js';
import { ConnectionEvents } from '../connections/connection-events.js';
import { AccountClosing } from '../users/account-closing.js';
import { UsersModule } from '../users/users.module.js';
import { ConnectionsModule } from '../connections/connections.module.js';
import { RefreshVkCatalogService } from './refresh-vk-catalog.service.js';
import { VkCachedAlbum } from './vk-cached-album.entity.js';
import { VkCachedProduct } from './vk-cached-product.entity.js';
import { VkCatalogWriter } from './vk-catalog-writer.js';
import { VkCatalogController } from './vk-catalog.controller.js';
import { ITEM_PHOTO, VkCatalogService } from './vk-catalog.service.js';

/** What VK holds: albums and items, as last seen. */
@Module({
  imports: [TypeOrmModule.forFeature([VkCachedAlbum, VkCachedProduct]), ConnectionsModule, CatalogModule, UsersModule],
  controllers: [VkCatalogController],
  providers: [VkCatalogService, VkCatalogWriter, RefreshVkCatalogService],
  exports: [VkCatalogService, RefreshVkCatalogService],
})
export class VkCatalogModule implements OnModuleInit {
  constructor(
    private readonly events: ConnectionEvents,
    private readonly vkCatalog: VkCatalogService,
    private readonly shop: ShopSide,
    private readonly closing: AccountClosing,
  ) {}

  onModuleInit(): void {
    this.shop.tellPhotos(ITEM_PHOTO, (userId, itemIds) => this.vkCatalog.photosOf(userId, itemIds));
    this.events.onVkGroupChanged((userId) => this.vkCatalog.forgetShop(userId));
    this.closing.onRemove('VK catalogue', (userId) => this.vkCatalog.forgetShop(userId));
  }
}
