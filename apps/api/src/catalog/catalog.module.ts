import { Logger, Module, type OnModuleInit } from '@nestjs/common';
import { InjectDataSource, TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { ConnectionEvents } from '../connections/connection-events.js';
import { ConnectionsModule } from '../connections/connections.module.js';
import { AccountClosing } from '../users/account-closing.js';
import { UsersModule } from '../users/users.module.js';
import { CachedGroup } from './cached-group.entity.js';
import { CachedProduct } from './cached-product.entity.js';
import { CachedStore } from './cached-store.entity.js';
import { CatalogWriter } from './catalog-writer.js';
import { CatalogController } from './catalog.controller.js';
import { CatalogService } from './catalog.service.js';
import { FiltersService } from './filters.service.js';
import { LinksService } from './links.service.js';
import { BulkPhotosService } from './photos/bulk-photos.service.js';
import { PhotoFiles } from './photos/photo-files.js';
import { PhotoLinks } from './photos/photo-links.js';
import { PhotoRetention } from './photos/photo-retention.js';
import { PhotosController } from './photos/photos.controller.js';
import { ProductPhoto } from './photos/product-photo.entity.js';
import { ProductPhotosService } from './photos/product-photos.service.js';
import { ProductListService } from './product-list.service.js';
import { ReadingNotes } from './reading-notes.js';
import { RefreshCatalogService } from './refresh-catalog.service.js';
import { ShopSide } from './shop-side.js';
import { StoreReader } from './store-reader.js';
import { SyncFilter } from './sync-filter.entity.js';

/** Saving a connection waits this long for its first catalogue; a larger one goes on being read behind it. */
const FIRST_REFRESH_MS = 10_000;

/** What Evotor says exists, and which of it the merchant wants mirrored. */
@Module({
  imports: [
    TypeOrmModule.forFeature([CachedStore, CachedGroup, CachedProduct, ProductPhoto, SyncFilter]),
    ConnectionsModule,
    UsersModule,
  ],
  controllers: [CatalogController, PhotosController],
  providers: [
    CatalogService,
    ProductListService,
    ShopSide,
    FiltersService,
    CatalogWriter,
    ReadingNotes,
    StoreReader,
    RefreshCatalogService,
    LinksService,
    PhotoFiles,
    PhotoLinks,
    PhotoRetention,
    ProductPhotosService,
    BulkPhotosService,
  ],
  exports: [FiltersService, ReadingNotes, ShopSide, RefreshCatalogService, LinksService, PhotoFiles, PhotoLinks],
})
export class CatalogModule implements OnModuleInit {
  private readonly logger = new Logger(CatalogModule.name);

  constructor(
    private readonly events: ConnectionEvents,
    private readonly refreshCatalog: RefreshCatalogService,
    private readonly links: LinksService,
    private readonly closing: AccountClosing,
    private readonly photoFiles: PhotoFiles,
    @InjectDataSource() private readonly dataSource: DataSource,
  ) {}

  onModuleInit(): void {
    this.events.onEvotorSaved((userId) => this.fetchAtOnce(userId));
    this.events.onVkGroupChanged((userId) => this.links.forgetShop(userId));
    this.closing.onRemove('catalog', async (userId) => {
      for (const entity of [SyncFilter, ProductPhoto, CachedProduct, CachedGroup, CachedStore]) {
        await this.dataSource.getRepository(entity).delete({ userId });
      }
      await this.photoFiles.removeAll(userId);
    });
  }

  private async fetchAtOnce(userId: number): Promise<void> {
    const reading = this.refreshCatalog.refresh(userId, { whole: true }).then(
      () => undefined,
      (error: unknown) => this.logger.warn({ userId, err: error }, 'the first refresh of the catalogue failed'),
    );
    await Promise.race([reading, new Promise<void>((resolve) => setTimeout(resolve, FIRST_REFRESH_MS).unref())]);
  }
}
