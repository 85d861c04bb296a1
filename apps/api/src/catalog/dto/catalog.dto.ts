import { IsBoolean, IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { PageQuery } from '../../common/pagination.js';

/** What the catalogue shows of a product's way to VK. */
export const SYNC_STATES = ['off', 'pending', 'synced', 'skipped', 'failed'] as const;
export type SyncState = (typeof SYNC_STATES)[number];

export class EnabledDto {
  @IsBoolean()
  enabled: boolean;
}

export class ProductQuery extends PageQuery {
  /** Id of a group, or `none` for products without one. */
  @IsOptional()
  @IsString()
  @MaxLength(36)
  groupId?: string;

  @IsOptional()
  @IsIn(SYNC_STATES)
  syncState?: SyncState;
}

export class StoreDto {
  id: string;
  name: string;
  address: string | null;
  enabled: boolean;
  /** Evotor answered 402: the application is not paid for or not installed there. */
  subscriptionRequired: boolean;
  /** The last whole reading of its products. */
  readAt: Date | null;
  groupCount: number;
  productCount: number;
  chosenCount: number;
  inShopCount: number;
  failedCount: number;
}

export class GroupDto {
  /** `none` for products without a group. */
  id: string;
  storeId: string;
  name: string;
  parentId: string | null;
  enabled: boolean;
  productCount: number;
  inShopCount: number;
  failedCount: number;
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
  quantity: string | null;
  measureName: string | null;
  allowToSell: boolean;
  /** The product's own switch. */
  enabled: boolean;
  syncState: SyncState;
  syncReason: string | null;
  syncMessage: string | null;
  vkProductId: number | null;
  vkUrl: string | null;
}
