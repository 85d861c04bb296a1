import { Injectable } from '@nestjs/common';

/** Answers addresses of the pictures of these items, by item id; items without a picture are left out. */
type PhotosOf = (userId: number, itemIds: readonly number[]) => Promise<Map<number, string>>;

/** What a query of `cached_products p` can say of the shop in the same breath, each an SQL expression. */
interface ShopColumns {
  /** Picture of the product's item as VK showed it last; null: none. */
  photo: string;
  /** The multiplier of M3 that the merchant chose. */
  priceMultiplier: string;
}

/**
 * What the catalogue shows of the shop beside the register: tomorrow's price and today's photo. Who knows them says so
 * at start, so that the catalogue need not have heard of the mirror's settings or of VK's tables.
 */
@Injectable()
export class ShopSide {
  private readonly told: ShopColumns = { photo: 'NULL', priceMultiplier: '1' };
  private photosOf: PhotosOf = async () => new Map();

  tellMultiplier(column: string): void {
    this.told.priceMultiplier = column;
  }

  tellPhotos(column: string, source: PhotosOf): void {
    this.told.photo = column;
    this.photosOf = source;
  }

  /** What is known of a product's shop, for the list of a query's columns. */
  get columns(): Readonly<ShopColumns> {
    return this.told;
  }

  /** Pictures of these items, by item id. */
  photos(userId: number, itemIds: readonly number[]): Promise<Map<number, string>> {
    return itemIds.length === 0 ? Promise.resolve(new Map<number, string>()) : this.photosOf(userId, itemIds);
  }
}
