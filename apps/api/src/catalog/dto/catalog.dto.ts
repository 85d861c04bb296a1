import { IsBoolean } from 'class-validator';
import type { SyncState } from './product-filter.dto.js';

export class EnabledDto {
  @IsBoolean()
  enabled: boolean;
}

/** How many products of a store or group stand where. */
export class ProductCountsDto {
  productCount: number;
  /** In scope: the store, the group and the product itself are on. */
  chosenCount: number;
  /** Chosen, and shown by the VK shop. */
  inShopCount: number;
  pendingCount: number;
  syncedCount: number;
  skippedCount: number;
  failedCount: number;
}

export class StoreDto extends ProductCountsDto {
  id: string;
  name: string;
  address: string | null;
  enabled: boolean;
  /** Evotor answered 402: the application is not paid for or not installed there. */
  subscriptionRequired: boolean;
  /** The last whole reading of its products. */
  readAt: Date | null;
  groupCount: number;
}

export class GroupDto extends ProductCountsDto {
  /** `none` for products without a group. */
  id: string;
  storeId: string;
  name: string;
  parentId: string | null;
  enabled: boolean;
}

export class ProductDto {
  id: string;
  storeId: string;
  name: string;
  code: string | null;
  articleNumber: string | null;
  barcodes: string[];
  groupId: string;
  groupName: string | null;
  type: string;
  /** Roubles, as the register has it. */
  price: string | null;
  /** Roubles, as sent to VK last. */
  vkPrice: string | null;
  /** Roubles, as the next run would have it in VK; null: there is no price to show. */
  nextVkPrice: string | null;
  quantity: string | null;
  measureName: string | null;
  allowToSell: boolean;
  /** The product's own switch. */
  enabled: boolean;
  /** What keeps the product from being chosen: its store, its group or its own switch; null for a chosen one. */
  offBy: 'store' | 'group' | 'product' | null;
  syncState: SyncState;
  syncReason: string | null;
  syncMessage: string | null;
  /** Where its photo comes from: given here, the register's picture, or neither (VK shows the default one). */
  photo: 'own' | 'evotor' | 'none';
  /** Address of the photo that was given here. */
  ownPhotoUrl: string | null;
  /** Address of the item's picture in VK. */
  photoUrl: string | null;
  vkProductId: number | null;
  vkUrl: string | null;
}
