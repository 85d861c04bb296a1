import { IsIn, IsOptional } from 'class-validator';
import { PageQuery } from '../../common/pagination.js';

export class VkProductQuery extends PageQuery {
  /** Only items that EvoSync keeps, or only the others. */
  @IsOptional()
  @IsIn(['true', 'false'])
  mine?: 'true' | 'false';
}

export class LinkedGroupDto {
  storeId: string;
  groupId: string;
  name: string;
}

export class VkAlbumDto {
  id: number;
  title: string;
  count: number;
  /** The group of the register that this album stands for. */
  linkedGroup: LinkedGroupDto | null;
  photoUrl: string | null;
}

export class VkProductDto {
  id: number;
  title: string;
  description: string;
  /** Roubles. */
  price: string;
  stockAmount: number | null;
  /** 0 on sale, 1 removed, 2 unavailable. */
  availability: number;
  sku: string | null;
  albumIds: number[];
  photoUrl: string | null;
  /** Why VK does not show the item; null when it has nothing against it. */
  rejectReason: string | null;
  vkUrl: string | null;
  /** EvoSync keeps this item. */
  mine: boolean;
  productId: string | null;
  storeId: string | null;
}
