import { Injectable } from '@nestjs/common';

/** Answers the multiplier of M3 that a merchant chose, as a decimal. */
type MultiplierOf = (userId: number) => Promise<string>;

/** Answers addresses of the pictures of these items, by item id; items without a picture are left out. */
type PhotosOf = (userId: number, itemIds: readonly number[]) => Promise<Map<number, string>>;

/**
 * What the catalogue shows of the shop beside the register: tomorrow's price and today's photo. Who knows them says so
 * at start, so that the catalogue need not have heard of the mirror's settings or of VK's tables.
 */
@Injectable()
export class ShopSide {
  private multiplierOf: MultiplierOf = async () => '1';
  private photosOf: PhotosOf = async () => new Map();

  tellMultipliers(source: MultiplierOf): void {
    this.multiplierOf = source;
  }

  tellPhotos(source: PhotosOf): void {
    this.photosOf = source;
  }

  /** The merchant's price multiplier, as a decimal; `1` while nobody knows better. */
  priceMultiplier(userId: number): Promise<string> {
    return this.multiplierOf(userId);
  }

  /** Pictures of these items, by item id. */
  photos(userId: number, itemIds: readonly number[]): Promise<Map<number, string>> {
    return itemIds.length === 0 ? Promise.resolve(new Map<number, string>()) : this.photosOf(userId, itemIds);
  }
}
